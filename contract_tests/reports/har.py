"""The exchanges behind findings as HAR 1.2, redacted like drift.json, from which they come."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl

from harfile import HAR_VERSION, Content, PostData, Record, Request, Response, Timings

from contract_tests.reports.wording import Json, finding_line

CREATOR = "hopae-connect contract"
HTTP_VERSION = "HTTP/1.1"


def render(report: Json) -> str:
    """A drift.json as HAR: one entry for each exchange, whose `comment` names the findings that it shows."""
    entries: dict[str, Json] = {}
    for finding in [*report["findings"], *report.get("accepted", [])]:
        for evidence in finding.get("evidence", []):
            if "request" in evidence:
                entry = entries.setdefault(_identity(evidence), _entry(evidence))
                entry["_findings"].append(finding["id"])
                entry["comment"] = "; ".join(filter(None, [entry.get("comment"), finding_line(finding)]))
    # harfile writes a log as well, but none whose entries have members of their own.
    log = {
        "version": HAR_VERSION,
        "creator": {"name": CREATOR, "version": report["spec"]["version"]},
        "comment": "Secrets and texts at undocumented places are blanked; sizes are those of what is left.",
        "entries": sorted(entries.values(), key=lambda entry: str(entry["startedDateTime"])),
    }
    return json.dumps({"log": log}, indent=2) + "\n"


def _identity(evidence: Json) -> str:
    return json.dumps([evidence["started_at"], evidence["request"], evidence["response"]], sort_keys=True)


def _entry(evidence: Json) -> Json:
    milliseconds = round(evidence["elapsed_seconds"] * 1000, 3)
    return {
        "startedDateTime": evidence["started_at"],
        "time": milliseconds,
        "request": _request(evidence["request"]).asdict(),
        "response": _response(evidence["response"]).asdict(),
        "cache": {},
        "timings": Timings(send=0, wait=milliseconds, receive=0).asdict(),
        "_findings": [],
    }


def _request(request: Json) -> Request:
    url, headers, body = request["url"], request["headers"], _text(request["body"])
    media_type = headers.get("content-type", "application/octet-stream")
    return Request(
        method=request["method"],
        url=url,
        httpVersion=HTTP_VERSION,
        headers=_records(headers.items()),
        queryString=_records(parse_qsl(url.partition("?")[2].partition("#")[0], keep_blank_values=True)),
        postData=PostData(mimeType=media_type, text=body) if body else None,
    )


def _response(response: Json) -> Response:
    status, headers, body = response["status"], response["headers"], _text(response["body"])
    size = len(body.encode("utf-8", "replace"))
    return Response(
        status=status,
        statusText=responses.get(status, ""),
        httpVersion=HTTP_VERSION,
        headers=_records(headers.items()),
        content=Content(size=size, mimeType=headers.get("content-type", ""), text=body),
        redirectURL=headers.get("location", ""),
    )


def _records(items: Iterable[tuple[str, str]]) -> list[Record]:
    return [Record(name, value) for name, value in items]


def _text(body: Any) -> str:
    if body is None:
        return ""
    return body if isinstance(body, str) else json.dumps(body)
