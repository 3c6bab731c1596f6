"""Findings as SARIF 2.1.0: results at lines of the spec, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from contract_tests.drift.visible import one_line
from contract_tests.reports.wording import Json, pieces

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SPEC_FILE = "openapi/connect.yaml"
LEVELS = {"breaking": "error", "additive": "warning"}


def render(report: Json) -> str:
    """A drift.json as SARIF.

    A finding's kind is its rule and its `spec_line` its place; accepted findings are suppressed results.
    """
    findings = report["findings"]
    accepted = [finding for finding in pieces(report, "accepted") if "kind" in finding]
    rules = _rules([*findings, *accepted])
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "hopae-connect contract", "version": report["spec"]["version"], "rules": rules}},
        "automationDetails": {"id": f"contract/{report['target']['kind']}/"},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(finding, numbers) for finding in findings),
            *(_result(finding, numbers) | {"suppressions": [_suppression(finding)]} for finding in accepted),
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(findings: Iterable[Json]) -> list[Json]:
    rules: dict[str, Json] = {}
    for finding in findings:
        kind = finding["kind"]
        rules.setdefault(
            kind,
            {
                "id": kind,
                "shortDescription": {"text": f"Contract drift: {kind.replace('-', ' ')}"},
                "helpUri": finding["documentation"],
                "defaultConfiguration": {"level": _level(finding)},
            },
        )
    return list(rules.values())


def _result(finding: Json, numbers: dict[str, int]) -> Json:
    return {
        "ruleId": finding["kind"],
        "ruleIndex": numbers[finding["kind"]],
        "level": _level(finding),
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": SPEC_FILE, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": finding.get("spec_line", 1)},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": one_line(f"{finding['operation']} {finding['place']}"), "kind": "member"}
                ],
            }
        ],
        # GitHub tracks an alert by the first of these; it would hash the line otherwise.
        "partialFingerprints": {"primaryLocationLineHash": finding["id"], "findingId/v1": finding["id"]},
        "properties": {
            name: finding[name]
            for name in ("severity", "rule", "spec_pointer", "occurrences", "first_seen", "runs", "flapping")
            if name in finding
        },
    }


def _message(finding: Json) -> str:
    said = (
        f"{finding['operation']}, {finding['place']}: expected {finding['expected']}, observed {finding['observed']}."
    )
    # A viewer would make a link of text in brackets before a parenthesis.
    return one_line(said).replace("](", "] (") + f" Documented at {finding['documentation']}"


def _level(finding: Json) -> str:
    return LEVELS.get(finding["severity"], "warning")


def _suppression(finding: Json) -> Json:
    return {"kind": "external", "status": "accepted", "justification": one_line(finding["reason"])}


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
