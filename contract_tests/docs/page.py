"""A documentation page in Mintlify Markdown as facts: what stands at which place, and never the prose itself.

A place is a path such as `/request/body/title` or `/response/header/Location`; nested fields are joined without a
sign for array items. What a page shows by a sample only is not a fact of this kind, but part of its samples.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from contract_tests.docs import prose
from contract_tests.docs.curl import Call, calls, parse_json
from contract_tests.docs.mdx import Element, parse
from contract_tests.docs.type_names import notation, read_type, split
from scripts.spec.pointers import ABSENT

PageFacts = dict[str, dict[str, Any]]

FIELDS = ("ParamField", "ResponseField")
EXAMPLES = ("RequestExample", "ResponseExample")
LOCATIONS = ("path", "query", "header", "body", "cookie")

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Sample:
    """A payload that a page shows; `status` is None where the page names none, `value` NOT_JSON where it is broken."""

    side: str
    status: str | None
    value: Any


@dataclass(frozen=True)
class Page:
    """A page as read: `read_page(text).facts["/request/body/title"]`.

    `facts` is what it states in fields and sentences; `broken_calls` counts curl lines that a shell could not read.
    """

    facts: PageFacts
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
    if not any(parse(_FRONT_MATTER.sub("", text)).elements(*FIELDS, *EXAMPLES)):
        return "the page has none of Mintlify's fields and samples"
    return None


def read_page(text: str) -> Page:
    """The facts, curl lines and samples of a page."""
    tree = parse(_FRONT_MATTER.sub("", text))
    reader = _Reader({_location(element)[1] for element in tree.elements(*FIELDS)})
    reader.read(tree)
    reader.read_prose()
    for operation in [*_front_matter(text), *reader.declared][:1]:
        reader.facts["/operation"] = {"declared": operation}
    found = [call for fence in tree.fences() for call in calls(fence.text)]
    readable = tuple(call for call in found if call is not None)
    sent = (Sample("request", None, call.body) for call in readable if call.body is not ABSENT)
    return Page(
        facts=reader.facts,
        calls=readable,
        broken_calls=len(found) - len(readable),
        samples=(*sent, *_samples(tree)),
        text_sha256=hashlib.sha256(" ".join(text.split()).encode()).hexdigest(),
    )


@dataclass
class _Reader:
    """Walks a page in order, so that a field knows the heading that it stands under."""

    field_names: set[str]
    facts: PageFacts = field(default_factory=dict)
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
            elif isinstance(child, Element) and child.name not in EXAMPLES:
                self.read(child, parent)

    def read_prose(self) -> None:
        """Add the statuses, codes, headers and operations that sentences anywhere on the page mention."""
        for text in self.sentences:
            for status, code in prose.refusals(text):
                codes = self.facts.setdefault(f"/response/status/{status or 'any'}", {})
                codes["codes"] = sorted({*codes.get("codes", []), *([code] if code else [])})
            for side, name, stated in prose.headers(text):
                if side == "request" or f"/request/header/{name}" not in self.facts:
                    self.facts.setdefault(f"/{side}/header/{name}", {}).update(stated)
            for method, path in prose.other_operations(text):
                self.facts.setdefault(f"/mentions/{method} {path}", {})

    def _read_headings(self, text: str) -> None:
        for heading in re.findall(r"^[ \t]*#{1,6}[ \t]+(.*)$", text, re.MULTILINE):
            self.section = heading.lower()
            self.declared += [f"{method} {path}" for method, path in prose.other_operations(heading)]

    def _read_field(self, element: Element, parent: str) -> None:
        place = _place(element, parent, self.section)
        text = prose.plain(" ".join(_own_text(element)))
        facts = _field_facts(element, text, place.startswith("/response"), self.field_names)
        if "/header/" in place:
            facts |= prose.header_facts(place.rpartition("/")[2], text)
        self.facts[place] = self.facts.get(place, {}) | facts
        self.sentences.append(text)
        self.read(element, place)


def _field_facts(element: Element, text: str, response: bool, names: set[str]) -> dict[str, Any]:
    facts = read_type(element.attributes.get("type", ""))
    types = facts.get("type", "")
    if types and prose.NULLABLE.search(text):
        facts["type"] = types = notation({*split(types), "null"})
    required = _flag(element, "required") or bool(re.match(r"\(?required\)?[.:]", text, re.IGNORECASE))
    if not response or required or prose.ABSENT.search(text):
        facts["required"] = required
    stated = element.attributes.get("default")
    facts |= prose.default(text) if stated is None else {"default": prose.literal(stated)}
    facts |= prose.limits(text, types)
    facts |= prose.formats(text) if "string" in types else {}
    facts |= prose.values(text, names)
    return facts | ({"deprecated": True} if _flag(element, "deprecated") else {})


def _place(element: Element, parent: str, section: str) -> str:
    """The place of a field in a section of the page, or inside the field at `parent`."""
    location, name = _location(element)
    # A path such as `items[].name`.
    steps = [step for step in (re.sub(r"\[[^\]]*\]", "", step) for step in name.split(".")) if step]
    if parent:
        around = parent.split("/")[3:]
        repeated = steps[: len(around)] == around and len(steps) > len(around)
        return "/".join([parent, *(steps[len(around) :] if repeated else steps)])
    path = "/".join(steps)
    if element.name == "ParamField":
        return f"/request/{location}/{path if location == 'body' else name}"
    return f"/response/header/{name}" if "header" in section else f"/response/body/{path}"


def _location(element: Element) -> tuple[str, str]:
    """Where a field says that it is, and its name."""
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


def _front_matter(text: str) -> list[str]:
    """The operations that the front matter declares, as `METHOD path or URL`."""
    found = _FRONT_MATTER.match(text)
    try:
        declared = yaml.safe_load(found[1]) if found else {}
    except (yaml.YAMLError, RecursionError, ValueError):
        return []
    stated = [str(declared[key]) for key in ("api", "openapi") if key in declared] if isinstance(declared, dict) else []
    matches = [re.search(r"\b(GET|POST|PUT|PATCH|DELETE)\s+(\S+)", one, re.IGNORECASE) for one in stated]
    return [f"{match[1].upper()} {match[2]}" for match in matches if match]


def _samples(tree: Element) -> Iterator[Sample]:
    for side, name in zip(("request", "response"), EXAMPLES, strict=True):
        for example in tree.elements(name):
            for fence in example.fences():
                if fence.language in ("json", "jsonc", "json5") or (side == "response" and not fence.language):
                    status = re.search(r"(?<![\w.])([1-5]\d\d)(?![\w.])", fence.info)
                    yield Sample(side, status[1] if status else None, parse_json(fence.text))
