"""A documentation page in Mintlify Markdown: its fields and sections with their texts, its calls and its samples.

A place is a path such as `/request/body/title` or `/response/header/Location`, or a section such as `section Errors`;
nested fields are joined without a sign for array items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from contract_tests.docs.curl import Call, calls, parse_json
from contract_tests.docs.mdx import Element, Fence, parse
from contract_tests.docs.tokens import plain, read_tokens
from contract_tests.docs.type_names import notation, read_type, split
from scripts.spec.pointers import ABSENT
from scripts.spec.reading import Loader

FIELDS = ("ParamField", "ResponseField")
EXAMPLES = ("RequestExample", "ResponseExample")
LOCATIONS = ("path", "query", "header", "body", "cookie")
SECTION = "section "

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TABLE = re.compile(r"(?:^[ \t]*\|.*\n?){3,}", re.MULTILINE)
_STRUCTURE = ("field", "parameter", "name", "property", "type", "required")
_REQUIRED = re.compile(r"\s*[*_(]*required[*_]*[.:,)]", re.IGNORECASE)


@dataclass(frozen=True)
class Sample:
    """A payload that a page shows; `status` is None where the page names none, `value` NOT_JSON where it is broken."""

    side: str
    status: str | None
    value: Any


@dataclass
class Place:
    """What stands at a place: `type`, `required` of a field, and the text."""

    facts: dict[str, Any] = field(default_factory=dict)
    text: str = ""

    @property
    def tokens(self) -> dict[str, str]:
        """The tokens of its text that type and `required` do not say as well."""
        said = set()
        if "type" in self.facts or "required" in self.facts:
            said = {"required"} if self.facts.get("required") else {"absent"}
        return {key: shown for key, shown in read_tokens(self.text).items() if key not in said}


@dataclass(frozen=True)
class Page:
    """A page as read: `read_page(text).places["/request/body/title"].text`.

    `declared` is the operation of its front matter or heading, `broken_calls` counts curl lines that no shell can read.
    """

    places: dict[str, Place]
    calls: tuple[Call, ...]
    broken_calls: int
    samples: tuple[Sample, ...]
    declared: str | None


def unreadable(text: str, *, operation: bool = True) -> str | None:
    """Why a text is not a whole page in Mintlify Markdown, of an `operation` or not, or None when it is one."""
    if not text.strip():
        return "the page is empty"
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", text, re.IGNORECASE):
        return "the page is HTML, not Markdown"
    tree = parse(_FRONT_MATTER.sub("", text))
    cut = [name for name in tree.unclosed if name.strip("<>") in (*FIELDS, *EXAMPLES, "a tag", "a block of code")]
    if cut:
        return f"the page is cut off inside {cut[-1]}"
    if operation and not any(tree.elements(*FIELDS, *EXAMPLES)):
        return "the page has none of Mintlify's fields and samples"
    return None


def read_page(text: str) -> Page:
    """The fields, sections, curl lines and samples of a page."""
    tree, front = parse(_FRONT_MATTER.sub("", text)), _front_matter(text)
    reader = _Reader()
    reader.add("\n\n".join(str(front[key]) for key in ("title", "description", "tag") if key in front))
    reader.add("Deprecated." if front.get("deprecated") else "")
    reader.read(tree)
    declared = [operation for key in ("api", "openapi") for operation in _operations(str(front.get(key, "")))]
    found = [call for fence in tree.fences() for call in calls(fence.text)]
    readable = tuple(call for call in found if call is not None)
    sent = (Sample("request", None, call.body) for call in readable if call.body is not ABSENT)
    return Page(
        places=reader.places,
        calls=readable,
        broken_calls=len(found) - len(readable),
        samples=(*sent, *_samples(tree)),
        declared=next(iter([*declared, *reader.declared]), None),
    )


@dataclass
class _Reader:
    """Walks a page in order, so that text and fields know the heading that they stand under."""

    places: dict[str, Place] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    section: str = "the beginning"

    def read(self, element: Element, parent: str = "") -> None:
        for child in element.children:
            if isinstance(child, str) and not parent:
                for part in re.split(r"^(?=[ \t>]*#{1,6}[ \t])", child, flags=re.MULTILINE):
                    self._read_text(part)
            elif isinstance(child, Fence) and not parent and "curl " not in child.text:
                self.add("\n".join(re.findall(r"https?://\S*\bapi\.\S*|\bsk_\w+", child.text)))
            elif isinstance(child, Element) and child.name in FIELDS:
                self._read_field(child, parent)
            elif isinstance(child, Element) and child.name not in EXAMPLES:
                if not parent:
                    self.add(child.attributes.get("title", ""))
                self.read(child, parent)

    def add(self, text: str) -> None:
        """Add a text to the section that is being read."""
        if text.strip():
            place = self.places.setdefault(SECTION + self.section, Place())
            place.text += f"\n\n{text}"

    def _read_text(self, text: str) -> None:
        if heading := re.match(r"[ \t>]*#{1,6}[ \t]+(.*)", text):
            self.section = plain(heading[1])
            self.declared += _operations(self.section)
        self.add(_TABLE.sub(self._read_table, text))

    def _read_table(self, table: re.Match[str]) -> str:
        """Read a table of fields as fields; any other is text."""
        titles, *rows = [[cell.strip(" `") for cell in line.strip(" |").split("|")] for line in table[0].splitlines()]
        section, titles = self.section.lower(), [title.lower() for title in titles]
        location = next((one for one in LOCATIONS if one in section), "name" if "response" in section else None)
        if titles[0] not in _STRUCTURE[:4] or "type" not in titles or location is None:
            return table[0]
        for row in rows[1:]:
            cells = dict(zip(titles, row, strict=False))
            attributes = {location: row[0], "type": cells.get("type", "")}
            if cells.get("required", "").lower() in ("yes", "true", "required"):
                attributes["required"] = ""
            text = "; ".join(
                f"{title} {cell}" for title, cell in zip(titles, row, strict=False) if title not in _STRUCTURE
            )
            self._read_field(Element("ResponseField" if location == "name" else "ParamField", attributes, [text]), "")
        return ""

    def _read_field(self, element: Element, parent: str) -> None:
        path = _path(element, parent, self.section.lower())
        place = self.places.setdefault(path, Place())
        place.text += "\n\n".join(["", *_own_text(element), *_attributes(element)])
        tokens = read_tokens(place.text)
        if types := read_type(element.attributes.get("type", "")).get("type"):
            nullable = "null" in tokens and not re.search(r"\b(?:not|never)\b[^.]*\bnull\b", place.text)
            place.facts["type"] = notation({*split(types), *(["null"] if nullable else [])})
        required = _flag(element, "required") or _REQUIRED.match(place.text) is not None
        if not path.startswith("/response") or required or "absent" in tokens:
            place.facts["required"] = required
        self.read(element, path)


def _path(element: Element, parent: str, section: str) -> str:
    """The place of a field in a section of the page, or inside the field at `parent`."""
    location, name = _location(element)
    # A path such as `items[].name`.
    steps = [step for step in (re.sub(r"\[[^\]]*\]", "", step) for step in name.split(".")) if step]
    if parent:
        return "/".join([parent, *steps])
    path = "/".join(steps)
    if element.name == "ParamField":
        return f"/request/{location}/{path if location == 'body' else name}"
    return f"/response/header/{name}" if "header" in section else f"/response/body/{path}"


def _location(element: Element) -> tuple[str, str]:
    """Where a field says that it is, and its name."""
    for location in LOCATIONS:
        if element.name == "ParamField" and element.attributes.get(location):
            return location, element.attributes[location]
    return "body", element.attributes.get("name", "")


def _attributes(element: Element) -> Iterator[str]:
    """What the attributes of a field say, as a text would."""
    if element.attributes.get("default"):
        yield f"default `{element.attributes['default']}`"
    if values := read_type(element.attributes.get("type", "")).get("values"):
        yield ", ".join(f"`{value}`" for value in values)
    if "null" in split(read_type(element.attributes.get("type", "")).get("type", "")):
        yield "nullable"
    if _flag(element, "deprecated"):
        yield "Deprecated."


def _flag(element: Element, name: str) -> bool:
    return element.attributes.get(name, "false").lower() != "false"


def _own_text(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif isinstance(child, Element) and child.name not in FIELDS:
            yield from _own_text(child)


def _front_matter(text: str) -> dict[str, Any]:
    found = _FRONT_MATTER.match(text)
    try:
        declared = yaml.load(found[1], Loader) if found else {}
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    # A few lines of aliases can stand for more text than fits into memory.
    members = declared.items() if isinstance(declared, dict) else ()
    return {name: value for name, value in members if not isinstance(value, dict | list | tuple | set)}


def _operations(text: str) -> list[str]:
    """The operations that a line declares, as `METHOD path or URL`."""
    found = re.findall(r"\b(GET|POST|PUT|PATCH|DELETE)\s+((?:/|https?:)[^\s`)\"]*)", text, re.IGNORECASE)
    return [f"{method.upper()} {path}" for method, path in found]


def _samples(tree: Element) -> Iterator[Sample]:
    for side, name in zip(("request", "response"), EXAMPLES, strict=True):
        for example in tree.elements(name):
            for fence in example.fences():
                if fence.language in ("json", "jsonc", "json5") or (side == "response" and not fence.language):
                    status = re.search(r"(?<![\w.])([1-5]\d\d)(?![\w.])", fence.info)
                    yield Sample(side, status[1] if status else None, parse_json(fence.text))
