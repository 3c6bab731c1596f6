"""Changes as SARIF 2.1.0: results at lines of the spec, for code scanning."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from contract_tests.judging.evidence import how_often
from contract_tests.judging.visible import one_line
from contract_tests.reports.wording import (
    Json,
    beside_verdict,
    entries,
    finding_line,
    found_causes,
    headline,
    of_state,
    plain,
    standing_of,
    verdict_line,
)

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SPEC_FILE = "openapi/connect.yaml"
INFORMATION = "https://docs.hopae.com"
LINKABLE = re.compile(r"https?://[^\s\"'<>]+")
LEVELS = {"breaking": "error", "additive": "warning"}
FULL = (
    "What the API does, or what its documentation says, is not what the contract in openapi/connect.yaml says. "
    "A breaking change can break a program that depends on the contract; an additive one adds to it."
)
PROPERTIES = (
    "state",
    "severity",
    "operations",
    "spec_pointer",
    "findings",
    "first_seen",
    "last_seen",
    "runs",
    "flapping",
)


def render(report: Json) -> str | None:
    """A drift.json as SARIF, or None where a run could not run and knows of nothing that is open.

    An upload without results closes every alert, and such a run does not know that they are gone. A cause's `spec_line`
    is its place; accepted findings are suppressed results. What is carried over stays a result.
    """
    found, carried = found_causes(report), of_state(report, "carried over")
    if report["verdict"] == "could-not-run" and not found and not carried:
        return None
    accepted = [finding for finding in entries(report, "accepted") if "kind" in finding]
    findings = {one["id"]: one for one in (*report["findings"], *report.get("carried", ()))}
    given = [(cause, findings[cause["findings"][0]]) for cause in (*found, *carried)]
    kinds = dict.fromkeys(finding["kind"] for finding in (*(leading for _, leading in given), *accepted))
    numbers = {kind: number for number, kind in enumerate(kinds)}
    results = [_result(cause, leading, numbers[leading["kind"]], report) for cause, leading in given]
    results += [_accepted(finding, numbers[finding["kind"]]) for finding in accepted]
    driver = {
        "name": "hopae-connect contract",
        "version": report["spec"]["version"],
        "informationUri": INFORMATION,
        "rules": [_rule(kind) for kind in kinds],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"contract/{report['target']['kind']}/"},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(kind: str) -> Json:
    name = one_line(kind.replace("-", " "))
    return {
        "id": one_line(kind),
        "shortDescription": {"text": f"Contract drift: {name}"},
        "fullDescription": {"text": FULL},
        "help": {
            "text": "Send the request again (make replay), then adopt the change into the contract (make adopt), tell "
            "the vendor, or accept it in the baseline with a reason and a day."
        },
        "helpUri": INFORMATION,
        "defaultConfiguration": {"level": "error"},
    }


def _result(cause: Json, leading: Json, rule: int, report: Json) -> Json:
    state = "new" if cause["state"] == "new" else "unchanged"
    return {
        **_located(leading, rule, cause["id"]),
        "level": LEVELS[cause["severity"]],
        "message": {"text": _message(cause, leading, report)},
        "properties": {name: cause[name] for name in PROPERTIES if name in cause},
        "baselineState": state,
    }


def _accepted(finding: Json, rule: int) -> Json:
    suppression = {"kind": "external", "status": "accepted", "justification": one_line(finding["reason"])}
    return {
        **_located(finding, rule, finding["id"]),
        "level": LEVELS.get(finding["severity"], "warning"),
        "message": {"text": _unlinked(finding_line(finding))},
        "baselineState": "unchanged",
        "suppressions": [suppression],
    }


def _located(finding: Json, rule: int, identity: str) -> Json:
    """The rule of a result, its place in the spec, and what code scanning knows it by."""
    physical = {
        "artifactLocation": {"uri": SPEC_FILE, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": finding.get("spec_line", 1)},
    }
    place = one_line(f"{finding['operation']} {finding['place']}")
    logical = {"fullyQualifiedName": place, "kind": "member"}
    return {
        "ruleId": one_line(finding["kind"]),
        "ruleIndex": rule,
        "locations": [{"physicalLocation": physical, "logicalLocations": [logical]}],
        # GitHub tracks an alert by the first of these; it would hash the line otherwise.
        "partialFingerprints": {"primaryLocationLineHash": identity, "causeId/v1": identity},
    }


def _message(cause: Json, leading: Json, report: Json) -> str:
    """The sentence of a cause, since when it is known, how often it was seen, and what comes next."""
    often = how_often(leading) if "occurrences" in leading else ""
    parts = [plain(cause["sentence"]), *([f"Seen {often}."] if often else [])]
    if known := standing_of(cause, report):
        parts.append(f"{known}.")
    if "why" in cause:
        parts.append(f"{cause['why']}.")
    parts.append(f"Next: {cause['next']}")
    page = leading.get("documentation", "")
    # What is carried over comes from a file.
    documented = f" Documented at {page}" if LINKABLE.fullmatch(page) else ""
    return _unlinked(one_line(" ".join(parts))) + documented


def _unlinked(text: str) -> str:
    """A text of which no viewer makes a link: brackets before a parenthesis would be one."""
    return text.replace("](", "] (")


def _invocation(report: Json) -> Json:
    began = datetime.fromisoformat(report["started_at"])
    invocation: dict[str, Any] = {
        "executionSuccessful": report["verdict"] != "could-not-run",
        "startTimeUtc": _instant(began),
        "endTimeUtc": _instant(began + timedelta(seconds=report["duration_seconds"])),
    }
    notices = [("error", report["failure"])] if report.get("failure") else []
    notices.append(("note", plain(headline(report))))
    if besides := beside_verdict(report):
        notices.append(("note", f"{verdict_line(report)}; {besides}"))
    invocation["toolExecutionNotifications"] = [
        {"level": level, "message": {"text": one_line(text)}} for level, text in notices
    ]
    return invocation


def _instant(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
