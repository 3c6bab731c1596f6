"""Sentences about requests: what an operation accepts, refuses, or takes for something that came before.

Each is empty where that is not what was found.
"""

from __future__ import annotations

import re

from contract_tests.judging.causes import Cause
from contract_tests.judging.consequences import OTHER_CREDENTIAL
from contract_tests.judging.described import with_reason
from contract_tests.judging.keys import NEW_KEY
from contract_tests.judging.values import listing
from contract_tests.reports.phrases import code, without_slashes, words
from contract_tests.reports.places import REQUEST, does

KEY = "Idempotency-Key"
REQUIRED = ", though it is documented as required."
ACCEPTED = re.compile(r"accepted with (\d+)(?:, (.*) was sent)?", re.DOTALL)
ELSE_REFUSED = re.compile(r"(.*), else (?:refused|not made)", re.DOTALL)
KEEPS_TO_LIMITS = re.compile(
    r"(.*) accepted(?: together)?, which keeps to every limit(?: \((.*)\))?( and is accepted without .*)?", re.DOTALL
)
DIFFERS, THE_BODY = " differs", "the body"
CREDENTIAL = re.compile(r"request header Authorization \((.*)\)")


def accepted_body(cause: Cause, where: str) -> str:
    """Another body that is accepted with an idempotency key which was used before."""
    finding = cause.leading
    if finding.get("rule") != "idempotency/another-body-conflicts" or not finding["place"].startswith("request body"):
        return ""
    documented, _, why = finding["expected"].partition(", since ")
    # What else was refused with this key is in the finding.
    field = why.partition(";")[0].removesuffix(DIFFERS)
    other = "Another body" if field == THE_BODY else f"A body with another {code(without_slashes(field))}"
    taken = f"{other} is {words(finding['observed'])} by {where}, though its {code(KEY)} was used before"
    return f"{taken} and {code(documented)} is documented."


def accepted_credentials(cause: Cause, where: str) -> str:
    """Credentials that are accepted and must not be: one of them, and how many there are."""
    observed = cause.leading["observed"].removeprefix("accepted with ")
    credentials = dict.fromkeys(found[1] for one in cause.findings if (found := CREDENTIAL.fullmatch(one["place"])))
    if not credentials or observed >= "3":
        return ""
    example, (documented, why) = words(next(iter(credentials))), with_reason(cause.leading["expected"])
    shown = f"{len(credentials)} wrong credentials, such as {example}," if len(credentials) > 1 else example
    others = f", {why}" if OTHER_CREDENTIAL in why else ""
    return f"{does(where, 'accepts')} {shown} with {code(observed)} where {code(documented)} is documented{others}."


def accepted_beyond(cause: Cause, where: str) -> str:
    """What is accepted although the contract would have it refused."""
    finding = cause.leading
    request, limit = REQUEST.fullmatch(finding["place"]), ELSE_REFUSED.fullmatch(finding["expected"])
    if not request or not limit:
        return ""
    field, of = code(without_slashes(request[2])) if request[2] else "a body", words(limit[1])
    accepted = ACCEPTED.fullmatch(finding["observed"])
    if not accepted:
        makes = f"{does(where, 'makes')} a thing"
        if limit[1] == "required":
            return f"{makes} without {field}{REQUIRED}"
        return f"{makes}, though {field} is not {of}."
    accepts = does(where, "accepts")
    statuses = dict.fromkeys(found[1] for one in cause.alike if (found := ACCEPTED.fullmatch(one["observed"])))
    with_status = f" with {listing(map(code, statuses))}"
    if accepted[2]:
        return f"{accepts} {words(accepted[2])} as {field}{with_status} where {of} is documented."
    if limit[1] == "required":
        return f"{accepts} requests without {field}{with_status}{REQUIRED}"
    return f"{accepts} as {field} what is not {of},{with_status}."


def refused_within(cause: Cause, where: str) -> str:
    """What is refused although it keeps to every limit."""
    finding = cause.leading
    sent, refused = KEEPS_TO_LIMITS.fullmatch(finding["expected"]), finding["observed"].removeprefix("refused with ")
    if not sent or refused == finding["observed"]:
        return ""
    refuses = f"{does(where, 'refuses')} {words(sent[1])} with {code(refused)}"
    return f"{refuses}, though that keeps to every limit{f' ({words(sent[2])})' if sent[2] else ''}{sent[3] or ''}."


def taken_for_known(cause: Cause, where: str) -> str:
    """A new key that is taken for one that was used before."""
    finding = cause.leading
    if not finding["expected"].startswith(NEW_KEY):
        return ""
    answers = f"{does(where, 'answers')} {_answer(finding['observed'])}"
    return f"{answers} to an {code(KEY)} that no request had before."


def _answer(observed: str) -> str:
    """What was answered: `a replay`, or the status and the code of a refusal."""
    refused = observed.removeprefix("refused with ")
    return words(observed) if refused == observed else code(refused)
