"""Findings that others follow from: a header or a value that is refused, a list that leaves out, a wrong name."""

from __future__ import annotations

import re

from contract_tests.judging.described import Json, field_of

# What is said where an operation has changed a thing that it has nothing to do with.
CHANGES_NOTHING = "which is to change nothing about it"
NOT_FOUND = ("404", "410")
# What is said where a thing is not there that an operation has answered to have made.
HAS_MADE = re.compile(r"\bsince (\w+) has made it")
TAKEN = re.compile(r"accepted with \d+, (.*) was sent", re.DOTALL)
# What is not in a list.
NOT_AT_ALL = "not at all"
NOT_SHOWN = ("absent", NOT_AT_ALL)
# What is said where a thing is listed whose creation was refused, and of which with what.
NOTHING_REFUSED = "nothing of what was refused in the list"
REFUSED_WITH = re.compile(r"refused with (\d+)$")
# What is counted beside credentials that are accepted, since it is refused.
OTHER_CREDENTIAL = "other wrong credential"
HEADER = re.compile(r"request header ([\w-]+)")
# A field of a request's body, not inside a list.
FIELD = re.compile(r"request body (/[^*]+)")


def refuses_header(finding: Json) -> bool:
    """Whether a finding is that a header which keeps to every limit is refused."""
    return _refuses(finding) and bool(HEADER.fullmatch(finding["place"]))


def refuses_value(finding: Json) -> bool:
    """Whether a finding is that a value of a field which keeps to every limit is refused."""
    return _refuses(finding) and bool(FIELD.fullmatch(finding["place"]))


def _refuses(finding: Json) -> bool:
    return finding["kind"] == "limit" and str(finding.get("observed", "")).startswith("refused")


def value_taken(finding: Json) -> tuple[str, ...]:
    """The field and the value that a request was accepted with although it breaks a limit; empty for other findings."""
    taken = TAKEN.fullmatch(str(finding.get("observed", ""))) if finding["kind"] == "limit" else None
    return (field_of(finding), taken[1]) if taken else ()


def value_shown(finding: Json) -> tuple[str, ...]:
    """The field and the value that a finding is about, as `value_taken` has them."""
    return field_of(finding), finding.get("observed", "")


def leaves_out(finding: Json) -> bool:
    """Whether a finding is that a list does not show what is there."""
    return finding["kind"] == "listed" and str(finding.get("observed", "")).startswith(NOT_SHOWN)


def made_although_refused(finding: Json) -> str:
    """The status with which a thing was refused that is listed, if that is what a finding is about; else empty."""
    found = REFUSED_WITH.search(finding.get("observed", "")) if finding.get("expected") == NOTHING_REFUSED else None
    return found[1] if found else ""


def has_effects(finding: Json) -> bool:
    """Whether a finding is that an operation has changed a thing that it was to leave alone."""
    return CHANGES_NOTHING in finding.get("expected", "")


def misnamed(finding: Json) -> re.Match[str] | None:
    """The operation, as a group, that answered to have made what is not there, if that is what a finding is about."""
    is_not_found = finding["kind"] == "status" and finding.get("observed") in NOT_FOUND
    return HAS_MADE.search(finding.get("expected", "")) if is_not_found else None
