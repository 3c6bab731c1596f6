"""Findings as SARIF 2.1.0: results at lines of the spec, for code scanning."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from contract_tests.judging.visible import one_line
from contract_tests.reports.wording import Json, entries

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SPEC_FILE = "openapi/connect.yaml"
LEVELS = {"breaking": "error", "additive": "warning"}
PROPERTIES = ("severity", "rule", "spec_pointer", "occurrences", "first_seen", "runs", "flapping")


def render(report: Json) -> str:
    """A drift.json as SARIF.

    A finding's kind is its rule and its `spec_line` its place; accepted findings are suppressed results.
    """
    accepted = [finding for finding in entries(report, "accepted") if "kind" in finding]
    findings = [*report["findings"], *accepted]
    rules: dict[str, Json] = {}
    for finding in findings:
        rules.setdefault(finding["kind"], _rule(finding))
    numbers = {kind: number for number, kind in enumerate(rules)}
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
        "results": [_result(finding, numbers[finding["kind"]]) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(finding: Json) -> Json:
    return {
        "id": finding["kind"],
        "shortDescription": {"text": f"Contract drift: {finding['kind'].replace('-', ' ')}"},
        "helpUri": finding["documentation"],
        "defaultConfiguration": {"level": _level(finding)},
    }


def _result(finding: Json, rule: int) -> Json:
    place = one_line(f"{finding['operation']} {finding['place']}")
    physical = {
        "artifactLocation": {"uri": SPEC_FILE, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": finding.get("spec_line", 1)},
    }
    logical = {"fullyQualifiedName": place, "kind": "member"}
    result = {
        "ruleId": finding["kind"],
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


def _message(finding: Json) -> str:
    difference = f"expected {finding['expected']}, observed {finding['observed']}."
    message = one_line(f"{finding['operation']}, {finding['place']}: {difference}")
    # A viewer would make a link of text in brackets before a parenthesis.
    return message.replace("](", "] (") + f" Documented at {finding['documentation']}"


def _level(finding: Json) -> str:
    return LEVELS.get(finding["severity"], "warning")


def _invocation(report: Json) -> Json:
    began = datetime.fromisoformat(report["started_at"])
    invocation: dict[str, Any] = {
        "executionSuccessful": report["verdict"] != "could-not-run",
        "startTimeUtc": _instant(began),
        "endTimeUtc": _instant(began + timedelta(seconds=report["duration_seconds"])),
    }
    if report.get("failure"):
        notice = {"level": "error", "message": {"text": one_line(report["failure"])}}
        invocation["toolExecutionNotifications"] = [notice]
    return invocation


def _instant(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
