"""A documentation page in Mintlify Markdown as facts: what stands at which place, and never the prose itself.

A place is a path such as `/request/body/title` or `/response/header/Location`; nested fields are joined without a
sign for array items. What a page shows by a sample only is not a fact of this kind, but part of its samples.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from contract_tests.docs import prose
from contract_tests.docs.curl import Call, calls
from contract_tests.docs.mdx import Element, Fence, parse
from contract_tests.docs.type_names import notation, read_type, split
from contract_tests.drift.exchange import NOT_JSON
from contract_tests.drift.pointers import ABSENT

Facts = dict[str, dict[str, Any]]

FIELDS = ("ParamField", "ResponseField")
LOCATIONS = ("path", "query", "header", "body", "cookie")


@dataclass(frozen=True)
class Sample:
    """A payload that a page shows; `status` is None where the page names none, `value` NOT_JSON where it is broken."""

    side: str
    status: int | None
    value: Any


@dataclass(frozen=True)
class Page:
    """What a page says in words (`facts`), in curl lines and in samples; `broken_calls` counts unreadable lines."""

    facts: Facts
    calls: tuple[Call, ...]
    broken_calls: int
    samples: tuple[Sample, ...]
    text_sha256: str


def unreadable(text: str) -> str | None:
    """Why a text is not a page of an API operation in Mintlify Markdown, or None when it is one."""
    if not text.strip():
        return "the page is empty"
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", text, re.IGNORECASE):
        return "the page is HTML, not Markdown"
    tree = parse(_without_front_matter(text))
    if not any(tree.elements(*FIELDS, "RequestExample", "ResponseExample")):
        return "the page has none of Mintlify's fields and samples"
    return None


def read_page(text: str) -> Page:
    """The facts, curl lines and samples of a page."""
    tree = parse(_without_front_matter(text))
    reader = _Reader({name for _, name in _named(tree)})
    reader.read(tree)
    reader.read_prose()
    declared = [*_front_matter(text), *reader.declared]
    if declared:
        reader.facts["/operation"] = {"declared": declared[0]}
    found = [call for fence in tree.fences() for call in calls(fence.text)]
    readable = tuple(call for call in found if call is not None)
    return Page(
        facts=reader.facts,
        calls=readable,
        broken_calls=len(found) - len(readable),
        samples=(*_sent(readable), *_samples(tree)),
        text_sha256=hashlib.sha256(" ".join(text.split()).encode()).hexdigest(),
    )


@dataclass
class _Reader:
    """Walks a page in order, so that a field knows the heading that it stands under."""

    field_names: set[str]
    facts: Facts = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    section: str = ""
    sentences: list[str] = field(default_factory=list)

    def read(self, element: Element, parent: str = "") -> None:
        for child in element.children:
            if isinstance(child, str) and not parent:
                self._read_headings(child)
                self.sentences.append(prose.plain(child))
            elif isinstance(child, Element) and child.name in FIELDS:
                self._read_field(child, parent)
            elif isinstance(child, Element) and child.name not in ("RequestExample", "ResponseExample"):
                self.read(child, parent)

    def read_prose(self) -> None:
        """Add the statuses, codes, headers and operations that sentences anywhere on the page mention."""
        for text in self.sentences:
            for status, code in prose.refusals(text):
                codes = self.facts.setdefault(f"/response/status/{status or 'any'}", {})
                codes["codes"] = sorted({*codes.get("codes", []), *([code] if code else [])})
            for side, name, value, example in prose.headers(text):
                place = f"/{side}/header/{name}"
                if side == "response" and f"/request/header/{name}" in self.facts:
                    continue
                known = {"value": value, "example": example}
                stated = self.facts.setdefault(place, {})
                stated |= {key: said for key, said in known.items() if said is not None}
            for method, path in prose.other_operations(text):
                self.facts.setdefault(f"/mentions/{method} {path}", {})

    def _read_headings(self, text: str) -> None:
        for heading in re.findall(r"^[ \t]*#{1,6}[ \t]+(.*)$", text, re.MULTILINE):
            self.section = heading.lower()
            self.declared += [f"{method} {path}" for method, path in prose.other_operations(heading)]

    def _read_field(self, element: Element, parent: str) -> None:
        place = _place(element, parent, self.section)
        text = prose.plain(" ".join(_own_text(element)))
        response = place.startswith("/response")
        self.facts[place] = self.facts.get(place, {}) | _field_facts(element, text, response, self.field_names)
        self.facts[place] |= _header_facts(place, text)
        self.sentences.append(text)
        self.read(element, place)


def _field_facts(element: Element, text: str, response: bool, names: set[str]) -> dict[str, Any]:
    facts = read_type(element.attributes.get("type", ""))
    if prose.nullable(text) and "type" in facts:
        facts["type"] = notation({*split(facts["type"]), "null"})
    required = _flag(element, "required") or bool(re.match(r"\(?required\)?[.:]", text, re.IGNORECASE))
    if not response or required:
        facts["required"] = required
    elif prose.absent(text):
        facts["required"] = False
    stated = element.attributes.get("default")
    for value in [prose.literal(stated)] if stated is not None else prose.default(text):
        facts["default"] = value
    facts |= prose.limits(text, facts.get("type", ""))
    form, listed = prose.formats(text), prose.values(text, names)
    facts |= {"format": form} if form and "string" in facts.get("type", "") else {}
    facts |= {listed[0]: listed[1]} if listed else {}
    return facts | ({"deprecated": True} if _flag(element, "deprecated") else {})


def _header_facts(place: str, text: str) -> dict[str, Any]:
    """What only the fields of headers say: scheme, media type, lifetime and scope."""
    if "/header/" not in place:
        return {}
    name = place.rpartition("/")[2].lower()
    stated = {
        "scheme": prose.scheme(text) if name == "authorization" else None,
        "media-types": prose.media_types(text) if name in ("content-type", "accept") else None,
        "lifetime-seconds": prose.lifetime(text),
        "scope": prose.scope(text),
    }
    return {key: value for key, value in stated.items() if value}


def _place(element: Element, parent: str, section: str) -> str:
    location, name = _location(element)
    steps = [re.sub(r"\[[^\]]*\]", "", step) for step in name.split(".")]
    if parent:
        above = parent.split("/")[3:]
        steps = steps[len(above) :] if steps[: len(above)] == above and len(steps) > len(above) else steps
        return "/".join([parent, *filter(None, steps)])
    if element.name == "ParamField":
        return f"/request/{location}/" + (name if location != "body" else "/".join(filter(None, steps)))
    return f"/response/header/{name}" if "header" in section else "/response/body/" + "/".join(filter(None, steps))


def _location(element: Element) -> tuple[str, str]:
    for location in LOCATIONS:
        if element.name == "ParamField" and element.attributes.get(location):
            return location, element.attributes[location]
    stated = element.attributes.get("in") or element.attributes.get("location") or "body"
    return stated, element.attributes.get("name", "")


def _flag(element: Element, name: str) -> bool:
    return element.attributes.get(name, "false").lower() != "false"


def _own_text(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif isinstance(child, Element) and child.name not in FIELDS:
            yield from _own_text(child)


def _named(tree: Element) -> Iterator[tuple[str, str]]:
    for element in tree.elements(*FIELDS):
        yield _location(element)


def _front_matter(text: str) -> list[str]:
    """The operation that the front matter declares, as `METHOD path or URL`."""
    found = _FRONT_MATTER.match(text)
    try:
        declared = yaml.safe_load(found[1]) if found else {}
    except (yaml.YAMLError, RecursionError, ValueError):
        return []
    stated = [str(declared[key]) for key in ("api", "openapi") if key in declared] if isinstance(declared, dict) else []
    matches = [re.search(r"\b(GET|POST|PUT|PATCH|DELETE)\s+(\S+)", one, re.IGNORECASE) for one in stated]
    return [f"{match[1].upper()} {match[2]}" for match in matches if match]


_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def _without_front_matter(text: str) -> str:
    return _FRONT_MATTER.sub("", text, count=1)


def _sent(found: tuple[Call, ...]) -> Iterator[Sample]:
    for call in found:
        if call.body is not ABSENT:
            yield Sample("request", None, call.body)


def _samples(tree: Element) -> Iterator[Sample]:
    for side, name in (("request", "RequestExample"), ("response", "ResponseExample")):
        for example in tree.elements(name):
            for fence in example.fences():
                if fence.language in ("json", "jsonc", "json5") or (side == "response" and not fence.language):
                    yield Sample(side, _status(fence), _parse(fence.text))


def _status(fence: Fence) -> int | None:
    found = re.search(r"(?<![\w.])([1-5]\d\d)(?![\w.])", fence.info)
    return int(found[1]) if found else None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_json)
    except (ValueError, RecursionError):
        return NOT_JSON


def _no_json(constant: str) -> Any:
    raise ValueError(constant)
