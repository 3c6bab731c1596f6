"""SARIF 2.1.0 and HAR 1.2 as far as readers of these files rely on them, as JSON Schemas."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
SIZE: Schema = {"type": "integer", "minimum": -1}
TIME: Schema = {"type": "number", "minimum": -1}
URI: Schema = {"type": "string", "pattern": r"^[^\s\u0000-\u0020\u007f<>\"{}|\\^`]*$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None, *, closed: bool = False) -> Schema:
    schema: Schema = {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}
    return {**schema, "additionalProperties": False} if closed else schema


def _array(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


ANY: Schema = {}
PROPERTIES: Schema = {"type": "object"}
MESSAGE = _object(
    {}, {"text": TEXT, "markdown": TEXT, "id": TEXT, "arguments": _array(TEXT), "properties": PROPERTIES}, closed=True
)
MULTIFORMAT = _object({"text": TEXT}, {"markdown": TEXT, "properties": PROPERTIES}, closed=True)
ARTIFACT = _object(
    {}, {"uri": URI, "uriBaseId": TEXT, "index": SIZE, "description": MESSAGE, "properties": PROPERTIES}, closed=True
)
LINE: Schema = {"type": "integer", "minimum": 1}
REGION = _object(
    {},
    {"startLine": LINE, "endLine": LINE, "startColumn": LINE, "endColumn": LINE, "snippet": {"type": "object"}},
)
PHYSICAL = _object({}, {"artifactLocation": ARTIFACT, "region": REGION, "contextRegion": REGION})
LOCATION = _object(
    {},
    {
        "id": SIZE,
        "physicalLocation": PHYSICAL,
        "logicalLocations": _array({"type": "object"}),
        "message": MESSAGE,
        "annotations": _array(REGION),
        "relationships": _array(PROPERTIES),
        "properties": PROPERTIES,
    },
    closed=True,
)
RULE = _object(
    {"id": TEXT},
    {
        "name": TEXT,
        "shortDescription": MULTIFORMAT,
        "fullDescription": MULTIFORMAT,
        "help": MULTIFORMAT,
        "helpUri": URI,
        "defaultConfiguration": _object({}, {"level": LEVEL}),
    },
)
RESULT_OTHERS = [
    "rule",
    "kind",
    "analysisTarget",
    "guid",
    "correlationId",
    "occurrenceCount",
    "stacks",
    "codeFlows",
    "graphs",
    "graphTraversals",
    "relatedLocations",
    "suppressions",
    "rank",
    "attachments",
    "workItemUris",
    "provenance",
    "fixes",
    "taxa",
    "webRequest",
    "webResponse",
    "hostedViewerUri",
    "baselineState",
]
RESULT = _object(
    {"message": MESSAGE},
    {
        **dict.fromkeys(RESULT_OTHERS, ANY),
        "ruleId": TEXT,
        "ruleIndex": SIZE,
        "level": LEVEL,
        "locations": _array(LOCATION),
        "fingerprints": {"type": "object", "additionalProperties": TEXT},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "properties": PROPERTIES,
    },
    closed=True,
)
DRIVER = _object({"name": TEXT}, {"version": TEXT, "informationUri": URI, "rules": _array(RULE)})
RUN = _object(
    {"tool": _object({"driver": DRIVER})},
    {"results": _array(RESULT), "invocations": _array(_object({"executionSuccessful": {"type": "boolean"}}))},
)
SARIF = _object(
    {"version": {"const": "2.1.0"}, "runs": _array(RUN)},
    {"$schema": URI, "inlineExternalProperties": ANY, "properties": PROPERTIES},
    closed=True,
)

PAIR = _object({"name": TEXT, "value": TEXT})
REQUEST = _object(
    {
        "method": TEXT,
        "url": TEXT,
        "httpVersion": TEXT,
        "cookies": _array(PROPERTIES),
        "headers": _array(PAIR),
        "queryString": _array(PAIR),
        "headersSize": SIZE,
        "bodySize": SIZE,
    },
    {"postData": _object({"mimeType": TEXT}, {"text": TEXT})},
)
RESPONSE = _object(
    {
        "status": COUNT,
        "statusText": TEXT,
        "httpVersion": TEXT,
        "cookies": _array(PROPERTIES),
        "headers": _array(PAIR),
        "content": _object({"size": SIZE, "mimeType": TEXT}, {"text": TEXT, "encoding": TEXT}),
        "redirectURL": TEXT,
        "headersSize": SIZE,
        "bodySize": SIZE,
    }
)
ENTRY = _object(
    {
        "startedDateTime": MOMENT,
        "time": TIME,
        "request": REQUEST,
        "response": RESPONSE,
        "cache": PROPERTIES,
        "timings": _object({"send": TIME, "wait": TIME, "receive": TIME}),
    }
)
HAR = _object(
    {
        "log": _object(
            {"version": {"const": "1.2"}, "creator": _object({"name": TEXT, "version": TEXT}), "entries": _array(ENTRY)}
        )
    }
)
