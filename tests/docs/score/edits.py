"""Single edits of a faithful page, derived from its text: each one is a drift that has to be found at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FIELD = re.compile(
    r"<(?P<tag>ParamField|ResponseField) (?P<attributes>[^>\n]*)>\n(?P<body>.*?)</(?P=tag)>\n", re.DOTALL
)
_NAME = re.compile(r"\b(?:header|path|query|body|name)=\"(?P<name>[^\"]+)\"")
_RETYPED = {
    "string": "boolean",
    "boolean": "string",
    "number": "string",
    "object": "string",
    "string[]": "string",
    "object[]": "string",
    "number[]": "string",
    "string | boolean": "number",
}


@dataclass(frozen=True)
class Edit:
    """A page with one difference: its kind, what was done, the new text, and a part of the place of the finding."""

    kind: str
    what: str
    text: str
    place: str


def page_edits(page: str) -> Iterator[Edit]:
    """Single edits of fields, sentences and curl lines."""
    for found in _FIELD.finditer(page):
        yield from _field_edits(page, found)
    yield from _sentence_edits(page)
    yield from _curl_edits(page)


def _field_edits(page: str, found: re.Match[str]) -> Iterator[Edit]:
    attributes, block = found["attributes"], found[0]
    name = _NAME.search(attributes)
    assert name is not None
    title = name["name"]
    inside = title.replace("[]", "").replace(".", "/")

    def edit(kind: str, new: str, place: str = f"/{inside}") -> Edit:
        return Edit(kind, f"{kind} {title}", page.replace(block, new, 1), place)

    yield edit("field removed", "")
    yield edit("field renamed", block.replace(f'"{title}"', f'"{title}New"', 1))
    sibling = block.replace(f'"{title}"', f'"{title}Extra"', 1).replace(found["body"], "  Something new.\n")
    yield edit("field added", block + "\n" + sibling.replace(" required>", ">"), f"/{inside}Extra")
    declared = re.search(r'type="([^"]*)"', attributes)
    assert declared is not None
    plain = declared[1].removesuffix(" | null")
    yield edit("type changed", block.replace(declared[0], f'type="{_RETYPED[plain]}"', 1))
    if plain == declared[1]:
        yield edit("null allowed", block.replace(declared[0], f'type="{plain} | null"', 1))
    elif "null" not in found["body"]:
        yield edit("null forbidden", block.replace(declared[0], f'type="{plain}"', 1))
    yield edit(
        "deprecated", block.replace('">\n', '" deprecated>\n', 1).replace(" required>\n", " required deprecated>\n", 1)
    )
    if found["tag"] == "ParamField" and title != "Content-Type":
        toggled = (
            block.replace(" required>", ">", 1) if " required>" in block else block.replace('">', '" required>', 1)
        )
        yield edit("required toggled", toggled)
        extra = sibling if " required>" in sibling else sibling.replace('">\n', '" required>\n', 1)
        yield edit("required field added", block + "\n" + extra, f"/{inside}Extra")
    if found["tag"] == "ResponseField" and re.search(r"\bPresent when\b|\bor absent\b", found["body"]):
        without = re.sub(r"Present when `[^`]*`\.|(?<=`null`) or absent", "", block)
        yield edit("absence unsaid", without)


def _sentence_edits(page: str) -> Iterator[Edit]:
    for step, kind in ((1, "limit raised"), (-1, "limit lowered")):
        for found in re.finditer(r"(?i)\b(?:max|minimum) (\d+)\b", page):
            text = page[: found.start(1)] + str(int(found[1]) + step) + page[found.end() :]
            yield Edit(kind, f"{kind} {found[0]}", text, "/request/")
    yield from _replacements(page, _SENTENCES)


def _curl_edits(page: str) -> Iterator[Edit]:
    yield from _replacements(page, _CALLS)


def _replacements(page: str, rules: list[tuple[str, str, str, str]]) -> Iterator[Edit]:
    for kind, pattern, new, place in rules:
        for found in re.finditer(pattern, page):
            text = page[: found.start()] + found.expand(new) + page[found.end() :]
            yield Edit(kind, f"{kind} {found[0][:40]!r}", text, place)


# Kind, what is replaced, what by, and a part of the place where it has to be found.
_SENTENCES = [
    ("limit removed", r" ?\(max \d+ char\w+\)|Minimum \d+, ", " ", "/request/"),
    ("limit added", r"first come first served\.", "Maximum 50.", "/maxStamps"),
    ("limit added", r"Names the request\.|The challenge itself\.", "At most 12 characters.", "/response/body/"),
    ("default changed", r"default 3", "default 4", "/maxStamps"),
    ("default changed", r"Default `false`", "Default `true`", "/allowDuplicateParticipation"),
    ("default removed", r", default 3|Default `false`\.", "", "/request/body/"),
    ("default added", r"What it is about", 'Default `"none"`. About', "/description"),
    ("value renamed", r"`ios`|`pending`|`\"request\"`(?= \(it)", "`other`", "/body/"),
    ("value removed", r"`pending`, |`ios` or | or `\"request\"` \(it waits\)", "", "/body/"),
    ("value added", r"`ios` or|`failed`", r"`web`, \g<0>", "/body/"),
    ("value added", r"One of `\"challenge\"`", 'One of `"draft"`, `"challenge"`', "/body/"),
    ("value list added", r"What the challenge is called", "One of `a` or `b`. Called", "/title"),
    ("format unsaid", r", in ISO 8601", "", "At"),
    ("header removed", r", marked with an `Idempotency-Replayed: true` header", "", "/Idempotency-Key"),
    ("header removed", r"A `Location` header tells", "It tells", "section "),
    ("header renamed", r"`Idempotency-Replayed: true`", "`Idempotent-Replay: true`", "/Idempotency-Key"),
    ("header renamed", r"`Location` header", "`Content-Location` header", "section "),
    ("header added", r"A `Location` header", r"An `X-Trace` header helps. \g<0>", "section "),
    ("header value changed", r"Replayed: true`", "Replayed: yes`", "/Idempotency-Key"),
    ("header value changed", r"\{clientId\}/production-tests/\{id\}", "{clientId}/tests/{id}", "section "),
    ("code changed", r"`409 IDEMPOTENCY_KEY_CONFLICT`", "`409 IDEMPOTENCY_MISMATCH`", "/Idempotency-Key"),
    ("code removed", r"gets `409 IDEMPOTENCY_KEY_CONFLICT`", "is refused", "/Idempotency-Key"),
    ("code added", r"`409 IDEMPOTENCY_KEY_CONFLICT`", r"\g<0> or `409 QUOTA_EXCEEDED`", "/Idempotency-Key"),
    ("status changed", r"`409 IDEMPOTENCY", "`422 IDEMPOTENCY", "/Idempotency-Key"),
    ("status added", r"ineligible providers are refused\.", "Ineligible ones get `418 BAD_PROVIDER`.", "section "),
    ("lifetime changed", r"24 hours", "12 hours", "/Idempotency-Key"),
    ("lifetime changed", r"24 hours", "2 days", "/Idempotency-Key"),
    ("lifetime removed", r" and stay valid for 24 hours", "", "/Idempotency-Key"),
    ("scope changed", r"scoped per workspace", "scoped per app", "/Idempotency-Key"),
    ("scheme changed", r"`Bearer <", "`Basic <", "/Authorization"),
    ("media type changed", r"`application/json`", "`application/xml`", "/Content-Type"),
    ("reference changed", r"`GET /apps/\{client_id\}/production-tests`", "`GET /apps/{client_id}/tests`", ""),
]

_CALLS = [
    ("method changed", r"curl (?:-X [A-Z]+ )?(?=[\\-])", "curl -X TRACE ", "/operation call"),
    ("path changed", r"(?<=connect/v1)/apps(?!/\{)", "/applications", "/operation call"),
    ("server changed", r"connect/v1(?=/apps[/?])(?!/apps/\{)", "connect/v2", "/operation server"),
    ("host changed", r"sandbox\.api\.hopae\.com", "sandbox.hopae.example", "/operation server"),
    ("query renamed", r"\?limit=", "?page_size=", "/request/query/page_size"),
    ("query renamed", r"&offset=", "&cursor=", "/request/query/cursor"),
    ("sent header added", r"curl ", 'curl -H "X-Tenant: 1" ', "/request/header/X-Tenant"),
    ("sent header dropped", r'-H "Authorization: Bearer sk_workspace_test_..."', "", "Authorization curl"),
    ("sent scheme changed", r'"Authorization: Bearer', '"Authorization: Basic', "Authorization curl"),
    ("sent media type changed", r'"Content-Type: application/json', '"Content-Type: text/xml', "Content-Type curl"),
    ("sent field renamed", r'\{"title":', '{"headline":', "/request/sample/title"),
    ("sent field renamed", r'"maxStamps":5\}', '"stamps":5}', "/request/sample/stamps"),
    ("sent field retyped", r'"maxStamps":5\}', '"maxStamps":"5"}', "/request/sample/maxStamps"),
    ("sent limit broken", r'"maxStamps":5\}', '"maxStamps":0}', "/request/sample/maxStamps"),
    ("sent field added", r'"maxStamps":5\}', '"maxStamps":5,"tags":[]}', "/request/sample/tags"),
    ("sent body broken", r'"maxStamps":5\}', '"maxStamps":5', "/request/sample"),
    ("sent body dropped", r" *-d '[^']*' \\\n", "", "/request/sample"),
    ("curl broken", r'-H "Authorization: Bearer sk_workspace_test_..."', '-H "Authorization', "/request/sample curl"),
    ("request sample removed", r"<RequestExample>[\s\S]*</RequestExample>\n", "", "/request/sample"),
    ("response sample removed", r"<ResponseExample>[\s\S]*</ResponseExample>\n", "", "/response/sample"),
    ("response sample broken", r"\n  [}\]]\n  ```", "\n  ```", "/response/sample"),
    ("sample of another status", r"(?<=```json )theme=\{null\}", "299 theme={null}", "/response/299"),
]
