"""The exchanges behind findings as HAR 1.2, redacted like drift.json, from which they come."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from contract_tests.reports.wording import Json, headline

CREATOR = "hopae-connect contract"


def render(report: Json) -> str:
    """A drift.json as HAR: one entry for each exchange, whose `comment` names the findings that it shows."""
    entries: dict[str, Json] = {}
    for finding in [*report["findings"], *report.get("accepted", [])]:
        for evidence in finding.get("evidence", []):
            if "request" in evidence:
                entry = entries.setdefault(_identity(evidence), _entry(evidence))
                entry["_findings"].append(finding["id"])
                entry["comment"] = "; ".join(filter(None, [entry.get("comment"), headline(finding)]))
    ordered = sorted(entries.values(), key=lambda entry: str(entry["startedDateTime"]))
    log = {
        "version": "1.2",
        "creator": {"name": CREATOR, "version": report["spec"]["version"]},
        "comment": "Secrets and texts at undocumented places are blanked, so sizes are unknown.",
        "entries": ordered,
    }
    return json.dumps({"log": log}, indent=2) + "\n"


def _identity(evidence: Json) -> str:
    return json.dumps([evidence["started_at"], evidence["request"], evidence["response"]], sort_keys=True)


def _entry(evidence: Json) -> Json:
    milliseconds = round(evidence["elapsed_seconds"] * 1000, 3)
    return {
        "startedDateTime": evidence["started_at"],
        "time": milliseconds,
        "request": _request(evidence["request"]),
        "response": _response(evidence["response"]),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "_findings": [],
    }


def _request(request: Json) -> Json:
    query = parse_qsl(urlsplit(request["url"]).query, keep_blank_values=True)
    body = _text(request["body"])
    content_type = request["headers"].get("content-type", "application/octet-stream")
    return {
        "method": request["method"],
        "url": request["url"],
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(request["headers"].items()),
        "queryString": _pairs(query),
        "headersSize": -1,
        "bodySize": -1,
    } | ({"postData": {"mimeType": content_type, "text": body}} if body else {})


def _response(response: Json) -> Json:
    headers, body = response["headers"], _text(response["body"])
    return {
        "status": response["status"],
        "statusText": _phrase(response["status"]),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(headers.items()),
        "content": {
            "size": len(body.encode("utf-8", "replace")),
            "mimeType": headers.get("content-type", ""),
            "text": body,
        },
        "redirectURL": headers.get("location", ""),
        "headersSize": -1,
        "bodySize": -1,
    }


def _pairs(items: Any) -> list[Json]:
    return [{"name": name, "value": value} for name, value in items]


def _text(body: Any) -> str:
    if body is None:
        return ""
    return body if isinstance(body, str) else json.dumps(body)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
