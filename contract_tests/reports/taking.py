"""Sentences about requests: what an operation accepts, refuses, or takes for something that came before.

Each is empty where that is not what was found.
"""

from __future__ import annotations

import re

from contract_tests.judging.causes import Cause
from contract_tests.reports.phrases import capital, code, without_slashes
from contract_tests.reports.places import REQUEST, verb

KEY = "Idempotency-Key"
REQUIRED = ", though it is documented as required."
ACCEPTED = re.compile(r"accepted with (\d+)(?:, (.*) was sent)?", re.DOTALL)
ELSE_REFUSED = re.compile(r"(.*), else (?:refused|not made)", re.DOTALL)
KEEPS_TO_LIMITS = re.compile(r"(.*) accepted(?: together)?, which keeps to every limit", re.DOTALL)


def accepted_beyond(cause: Cause, where: str) -> str:
    """What is accepted although the contract would have it refused."""
    finding = cause.leading
    request, limit = REQUEST.fullmatch(finding["place"]), ELSE_REFUSED.fullmatch(finding["expected"])
    if not request or not limit:
        return ""
    field, of = code(without_slashes(request[2])), code(without_slashes(limit[1]))
    accepted = ACCEPTED.fullmatch(finding["observed"])
    if not accepted:
        makes = f"{capital(where)} {verb(cause, 'makes')} things"
        return f"{makes} without {field}{REQUIRED}" if limit[1] == "required" else f"{makes} whose {field} is not {of}."
    accepts = f"{capital(where)} {verb(cause, 'accepts')}"
    if accepted[2]:
        return f"{accepts} {code(accepted[2])} as {field} with {code(accepted[1])} where {of} is documented."
    if limit[1] == "required":
        return f"{accepts} requests without {field} with {code(accepted[1])}{REQUIRED}"
    return f"{accepts} as {field} what is not {of}, with {code(accepted[1])}."


def refused_within(cause: Cause, where: str) -> str:
    """What is refused although it keeps to every limit."""
    finding = cause.leading
    sent, refused = KEEPS_TO_LIMITS.fullmatch(finding["expected"]), finding["observed"].removeprefix("refused with ")
    if not sent or refused == finding["observed"]:
        return ""
    value = code(without_slashes(sent[1]))
    return f"{capital(where)} {verb(cause, 'refuses')} {value} with {code(refused)}, though that keeps to every limit."


def taken_for_known(cause: Cause, where: str) -> str:
    """A new key that is taken for one that was used before."""
    finding = cause.leading
    if not finding["expected"].startswith("taken for a new key"):
        return ""
    answered = f"{verb(cause, 'answers')} {code(finding['observed'])}"
    return f"{capital(where)} {answered} to an {code(KEY)} that no request had before."
