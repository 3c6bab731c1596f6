"""Findings as SARIF 2.1.0: results at lines of the spec, for code scanning."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from contract_tests.judging.evidence import how_often
from contract_tests.judging.visible import one_line
from contract_tests.reports.wording import Json, beside_verdict, day, entries, verdict_line

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SPEC_FILE = "openapi/connect.yaml"
LINKABLE = re.compile(r"https?://[^\s\"'<>]+")
LEVELS = {"breaking": "error", "additive": "warning"}
PROPERTIES = (
    "severity",
    "rule",
    "spec_pointer",
    "occurrences",
    "answers",
    "first_seen",
    "last_seen",
    "runs",
    "flapping",
)


def render(report: Json) -> str:
    """A drift.json as SARIF.

    A finding's kind is its rule and its `spec_line` its place; accepted findings are suppressed results. One that is
    carried over stays a result, so that code scanning does not close it.
    """
    accepted = [finding for finding in entries(report, "accepted") if "kind" in finding]
    carried = report.get("carried", [])
    findings = [*report["findings"], *carried, *accepted]
    rules: dict[str, Json] = {}
    for finding in findings:
        rules.setdefault(finding["kind"], _rule(finding))
    numbers = {kind: number for number, kind in enumerate(rules)}
    results = [_result(finding, numbers[finding["kind"]]) for finding in findings]
    if carried:
        # All results have a state, or none has.
        results = [
            result | {"baselineState": _state(finding)} for result, finding in zip(results, findings, strict=True)
        ]
    driver = {
        "name": "hopae-connect contract",
        "version": report["spec"]["version"],
        "rules": list(rules.values()),
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"contract/{report['target']['kind']}/"},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(finding: Json) -> Json:
    rule = {
        "id": one_line(finding["kind"]),
        "shortDescription": {"text": one_line(f"Contract drift: {finding['kind'].replace('-', ' ')}")},
        "defaultConfiguration": {"level": _level(finding)},
    }
    # What is carried over comes from a file.
    page = finding.get("documentation", "")
    return rule | ({"helpUri": page} if LINKABLE.fullmatch(page) else {})


def _result(finding: Json, rule: int) -> Json:
    place = one_line(f"{finding['operation']} {finding['place']}")
    physical = {
        "artifactLocation": {"uri": SPEC_FILE, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": finding.get("spec_line", 1)},
    }
    logical = {"fullyQualifiedName": place, "kind": "member"}
    result = {
        "ruleId": one_line(finding["kind"]),
        "ruleIndex": rule,
        "level": _level(finding),
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": physical, "logicalLocations": [logical]}],
        # GitHub tracks an alert by the first of these; it would hash the line otherwise.
        "partialFingerprints": {"primaryLocationLineHash": finding["id"], "findingId/v1": finding["id"]},
        "properties": {name: finding[name] for name in PROPERTIES if name in finding},
    }
    if "reason" in finding:
        suppression = {"kind": "external", "status": "accepted", "justification": one_line(finding["reason"])}
        result["suppressions"] = [suppression]
    return result


def _state(finding: Json) -> str:
    return "new" if finding.get("runs", 2) == 1 and "why" not in finding else "unchanged"


def _message(finding: Json) -> str:
    """What differs in a sentence; of a finding from an old history no more than its place is known."""
    carried = f"Carried over, {finding['why']}; known since {day(finding['first_seen'])}. " if "why" in finding else ""
    known = "expected" in finding and "observed" in finding
    difference = (
        f"expected {finding['expected']}, observed {finding['observed']}{_often(finding)}."
        if known
        else finding["kind"]
    )
    message = one_line(f"{carried}{finding['operation']}, {finding['place']}: {difference}")
    documented = f" Documented at {one_line(finding['documentation'])}" if "documentation" in finding else ""
    # A viewer would make a link of text in brackets before a parenthesis.
    return message.replace("](", "] (") + documented


def _often(finding: Json) -> str:
    often = how_often(finding) if "occurrences" in finding else ""
    return often and f" ({often})"


def _level(finding: Json) -> str:
    return LEVELS.get(finding["severity"], "warning")


def _invocation(report: Json) -> Json:
    began = datetime.fromisoformat(report["started_at"])
    invocation: dict[str, Any] = {
        "executionSuccessful": report["verdict"] != "could-not-run",
        "startTimeUtc": _instant(began),
        "endTimeUtc": _instant(began + timedelta(seconds=report["duration_seconds"])),
    }
    notices = [("error", report["failure"])] if report.get("failure") else []
    if besides := beside_verdict(report):
        notices.append(("note", f"{verdict_line(report)}; {besides}"))
    if notices:
        invocation["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": one_line(text)}} for level, text in notices
        ]
    return invocation


def _instant(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
