"""Whether a run looked at what an earlier run found. Only what was looked at can be gone; the rest is carried over.

Findings and reports are parsed, as drift.json and the history have them. What is not certain counts as not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.finding import SHAPE

Json = dict[str, Any]

# Groups whose rules read documents instead of exchanges.
DOCUMENTS = frozenset({"documentation", "vendor-openapi"})
# What stands for the operation where something is about all of them.
ALL = "all"
PREFLIGHT = "preflight"
ANSWER = re.compile(r"response (\d+)(?: (body|header)(?: (.*))?)?", re.DOTALL)


def was_looked_at(finding: Json, report: Json) -> bool:
    """Whether the rule of a finding ran again where it was found, so that it would have found it again.

    Args:
        finding: What an earlier run found: its `operation`, and its `rule` and `place` unless it is an old one.
        report: A parsed drift.json on the same kind of target.
    """
    # Findings beyond the number that anyone reads are not in the report, and may be this one.
    if report["verdict"] == "could-not-run" or report.get("left_out"):
        return False
    rule = finding.get("rule")
    if not report.get("seen"):
        return rule is None or group_of(rule) not in DOCUMENTS or _was_compared(finding, report)
    if rule is None:
        return succeeded(finding["operation"], report)
    return _answer_was_read(finding, report) if rule == SHAPE else _rule_ran(finding, report)


def why_not_looked_at(finding: Json, report: Json) -> str:
    """Why a run did not look at a finding, in words that follow `since`."""
    return next(_reasons(finding, report))


def succeeded(operation: str, report: Json) -> bool:
    """Whether a documented success of an operation was read with its body."""
    return bool(_seen(operation, report).get("succeeded"))


def never_succeeded(report: Json) -> list[str]:
    """The operations of which no documented success was read; none where a run read documents only."""
    return [entry["operation"] for entry in report.get("seen", ()) if not entry["succeeded"]]


def group_of(rule: str) -> str:
    """The group of a rule: its part before the slash."""
    return rule.partition("/")[0]


def _reasons(finding: Json, report: Json) -> Iterator[str]:
    operation, rule = finding["operation"], finding.get("rule", SHAPE)
    inconclusive = report.get("inconclusive", [])
    own = [entry for entry in inconclusive if entry["rule"] in (rule, group_of(rule))]
    yield from (entry["why"] for entry in sorted(own, key=lambda entry: entry["operation"] != operation))
    yield from (entry["why"] for entry in _not_applicable(rule, operation, report))
    if report.get("failure"):
        yield report["failure"]
    if report.get("left_out"):
        yield "there were more findings than a report holds"
    about = [entry["why"] for entry in inconclusive if entry["operation"] == operation or entry["rule"] == PREFLIGHT]
    if report.get("seen") and not succeeded(operation, report):
        yield f"{operation} was not seen to succeed" + (f" ({about[0]})" if about else "")
    yield f"no answer of {operation} showed its place" if rule == SHAPE else f"{rule} did not run on {operation}"


def _was_compared(finding: Json, report: Json) -> bool:
    """Whether the page of the operation, or the vendor's document, was read as the finding's rule reads it."""
    group, operation = group_of(finding["rule"]), finding["operation"]
    read = {(group_of(entry["rule"]), entry["operation"]) for entry in report.get("exercised", [])}
    unread = {(group_of(entry["rule"]), entry["operation"]) for entry in report.get("inconclusive", [])}
    return (group, operation) in read - unread


def _rule_ran(finding: Json, report: Json) -> bool:
    """Whether a rule that sends requests ran on the operation, and to its end wherever it began."""
    rule, operation = finding["rule"], finding["operation"]
    ran = any((entry["rule"], entry["operation"]) == (rule, operation) for entry in report.get("exercised", []))
    if not ran or _not_applicable(rule, operation, report):
        return False
    return all(entry["rule"] != rule for entry in report.get("inconclusive", []))


def _not_applicable(rule: str, operation: str, report: Json) -> list[Json]:
    """The entries that say that a rule did not apply to an operation; on others it may well have run to its end."""
    rules, operations = (rule, group_of(rule)), (operation, ALL)
    entries = report.get("not_applicable", [])
    return [entry for entry in entries if entry["rule"] in rules and entry["operation"] in operations]


def _answer_was_read(finding: Json, report: Json) -> bool:
    """Whether an answer was read that has the place of a finding of the strict reading."""
    entry = _seen(finding["operation"], report)
    answer = ANSWER.fullmatch(finding["place"])
    if answer is None:
        # In a request, in every answer alike, or no answer at all.
        return bool(entry.get("succeeded"))
    status, part, place = int(answer[1]), answer[2], answer[3] or ""
    came = status in entry.get("statuses", ())
    if part is None:
        # A status that is documented nowhere: it may never come again.
        return came or bool(entry.get("succeeded"))
    if part == "header" or not 200 <= status < 300:
        return came
    return came and bool(entry["succeeded"]) and _place_was_seen(place, entry, report)


def _place_was_seen(place: str, entry: Json, report: Json) -> bool:
    """Whether a success held what is around a place, and the place itself where the contract has it.

    What the contract does not have is never among the places seen: the nearest place around it counts then.
    """
    unseen = [
        path
        for absent in report.get("presence", [])
        if absent["operation"] == entry["operation"]
        for path in absent["never_seen"]
    ]
    if any(_within(place, path) for path in unseen):
        return False
    around = place.rpartition("/")[0]
    while around and not any(_within(seen, around) for seen in entry["places"]):
        if "presence" not in report or any(_within(path, around) for path in unseen):
            return False
        around = around.rpartition("/")[0]
    return True


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/")


def _seen(operation: str, report: Json) -> Json:
    return next((entry for entry in report.get("seen", ()) if entry["operation"] == operation), {})
