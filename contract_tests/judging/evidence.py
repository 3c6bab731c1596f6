"""A finding and the exchanges behind it, as drift.json has them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from contract_tests.judging.curl_line import curl
from contract_tests.judging.described import answer_of, method_of
from contract_tests.judging.earlier import AFTERWARDS
from contract_tests.judging.earlier_requests import AT_ONCE
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation, Finding
from contract_tests.judging.in_common import IT_VARIES
from contract_tests.judging.json_reading import NotJson
from contract_tests.judging.redact import Redactor
from contract_tests.judging.visible import cut

LONGEST_CODE = 80
LONGEST_EARLIER = 1000
LONGEST_REFUSAL = 300
# What is said where all requests that a finding shows in have it, and no other one.
ONLY = "only "
# What tells a secret from another one where both are hidden.
ANOTHER_SECRET = ", but a different one"


def finding_entry(finding: Finding, redactor: Redactor, shown: Callable[[Exchange], dict[str, Any]]) -> dict[str, Any]:
    """A finding in the format of drift.json, with its exchanges as `shown` has them."""
    deviation, said = finding.deviation, words(finding.deviation, redactor)
    return {
        "id": finding.id,
        "kind": deviation.kind,
        "severity": deviation.severity,
        "operation": finding.operation,
        "place": redactor.text(deviation.place),
        **said,
        "rule": finding.rule,
        "spec_pointer": deviation.pointer,
        "observed_schema": redactor.value(deviation.observed_schema),
        "documentation": finding.documentation,
        **frequency(finding, redactor),
        "others": [one for one in _each_once(words(one, redactor) for one in finding.others) if one != said],
        "earlier": [cut(redactor.text(line), LONGEST_EARLIER) for line in finding.earlier],
        "evidence": [shown(exchange) for exchange in finding.evidence],
    }


def _each_once(values: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Values that differ although what is secret is hidden."""
    return list({tuple(one.items()): one for one in values}.values())


def words(deviation: Deviation, redactor: Redactor) -> dict[str, str]:
    """What was expected and observed, without what is secret; two secrets are still told apart."""
    expected, observed = redactor.text(deviation.expected), redactor.text(deviation.observed)
    if expected == observed and deviation.expected != deviation.observed:
        observed = f"{observed}{ANOTHER_SECRET}"
    since = [redactor.text(deviation.since)] if deviation.since else []
    return {"expected": ", ".join([expected, *since]), "observed": observed}


def frequency(finding: Finding, redactor: Redactor) -> dict[str, Any]:
    """How often a finding was seen, in which answers, and whether it came again, in the format of drift.json."""
    return {
        "occurrences": finding.occurrences,
        "answers": finding.answers,
        "common": [cut(redactor.text(text), LONGEST_EARLIER) for text in finding.common],
        "again": finding.again and vars(finding.again),
    }


def how_often(entry: dict[str, Any]) -> str:
    """How often a finding of drift.json was seen, such as `in 3 of the 31 answers looked at`; or nothing."""
    times, answers, again = entry["occurrences"], entry.get("answers"), entry.get("again")
    common = entry.get("common", ())
    if again and again["seen"] == again["sent"]:
        # Beside that it came each time, this would say the opposite.
        common = [one.removesuffix(IT_VARIES) for one in common]
    if answers is None:
        seen = f"{times} times" if times > 1 else "once"
    elif answers == times:
        seen = {1: "in the one answer looked at", 2: "in both answers"}.get(answers, f"in all {answers} answers")
    else:
        seen = f"in {times} of the {answers} answers looked at"
    parts = [", ".join(filter(None, [seen, *common]))]
    if common and times == 1 and common[0].startswith(ONLY):
        parts.append("one answer alone, so that may be chance")
    elif sum(one.startswith(ONLY) for one in common) > 1:
        parts.append("which of these is the reason, if any, is open")
    if again:
        came = {0: "not seen then", again["sent"]: "seen each time"}.get(again["seen"], f"seen {again['seen']} times")
        otherwise = again.get("otherwise")
        parts.append(f"sent again {again['sent']} times, {f'answered with {otherwise} then' if otherwise else came}")
    elif times == 1 and method_of(entry) not in ("", "GET"):
        parts.append("not sent again, since it is not a GET")
    return "; ".join(filter(None, parts))


def observed_with_code(entry: dict[str, Any]) -> str:
    """What a finding of drift.json observed; of a status, the error code that came with it, too."""
    answers = [one.get("response", {}) for one in entry.get("evidence", ())]
    shown = (one.get("error_code") for one in answers if str(one.get("status")) == entry["observed"])
    is_status = entry["kind"] == "status" or entry.get("place") == "response status"
    code = next(filter(None, shown), None) if is_status else None
    return f"{entry['observed']} {code}" if code else str(entry["observed"])


def refusal(entry: dict[str, Any]) -> str:
    """The body of the answer behind a finding of drift.json, if that was a refusal with one; else empty."""
    response = answer_of(entry)
    if response.get("status", 0) < 400 or not response.get("body"):
        return ""
    return cut(json.dumps(response["body"], ensure_ascii=False), LONGEST_REFUSAL)


def standing(line: str) -> str:
    """Where a request of `earlier` stands to the finding: before it, beside it, or after it."""
    if line.endswith(AFTERWARDS):
        return "after it"
    return "beside it" if AT_ONCE in line else "before it"


def evidence(exchange: Exchange, redactor: Redactor) -> dict[str, Any]:
    """An exchange in the format of drift.json, without what is secret in it."""
    parsed = exchange.request_json
    sent = exchange.request_body.decode("utf-8", "replace") if isinstance(parsed, NotJson) else parsed
    return {
        "request": {
            "method": exchange.method,
            "url": redactor.text(exchange.url),
            "headers": redactor.request_headers(exchange),
            "body": redactor.value(sent) if exchange.request_body else None,
        },
        "response": {
            "status": exchange.status,
            # What is cut before it is redacted may end in a part of a secret.
            "error_code": redactor.text(exchange.error_code or "")[:LONGEST_CODE] or None,
            "headers": redactor.headers(exchange),
            "body": redactor.body(exchange),
        },
        "curl": curl(exchange, redactor),
        "started_at": instant(datetime.fromtimestamp(exchange.started_at, UTC)),
        "elapsed_seconds": round(exchange.elapsed_seconds, 6),
    }


def instant(when: datetime) -> str:
    """An ISO 8601 date-time in UTC, to the millisecond."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds")
