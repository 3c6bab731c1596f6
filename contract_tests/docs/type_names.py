"""The types of fields in one notation, `string[] | null`, whether a page or a schema says them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_NAMES = {
    "bool": "boolean",
    "int": "integer",
    "long": "integer",
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "str": "string",
    "text": "string",
    "dict": "object",
    "map": "object",
    "record": "object",
    "json": "object",
    "list": "array",
    "none": "null",
}
_FORMATS = {
    "date-time": "date-time",
    "datetime": "date-time",
    "timestamp": "date-time",
    "iso8601": "date-time",
    "date": "date",
    "uuid": "uuid",
    "email": "email",
    "uri": "uri",
    "url": "uri",
}
_JSON = ("string", "integer", "number", "boolean", "object", "array", "null")
_UNTYPED = ("any", "unknown", "enum", "mixed", "")


def read_type(text: str) -> dict[str, Any]:
    """The facts in a page's type: `type` in the common notation, and `format` or `values` where it says them.

    A name that starts with a capital letter is taken for the name of an object; any other unknown word is kept,
    so that it disagrees with every type of the spec rather than being passed over.
    """
    facts: dict[str, Any] = {}
    found, listed = set(), []
    text = re.sub(r"^\s*(?:optional|required|nullable)\s+", lambda m: "null | " if "null" in m[0] else "", text.strip())
    for part in re.split(r"\||\bor\b|,(?![^<]*>)", text):
        part = part.strip().strip("`")
        if re.fullmatch(r"[\"'].*[\"']", part):
            listed.append(part[1:-1])
            found.add("string")
        elif part.lower() not in _UNTYPED:
            if part.endswith("?"):
                found.add("null")
            name, form = _single(part.rstrip("?"))
            found.update([name] if name else [])
            facts |= {"format": form} if form else {}
    if found:
        facts["type"] = notation(found)
    return facts | ({"values": sorted(listed)} if listed else {})


def notation(types: Iterable[str]) -> str:
    """Types as one text: sorted, null last, `number` swallowing `integer` and `X[]` swallowing a bare `array`."""
    names = set(types)
    if any(name.endswith("[]") for name in names):
        names.discard("array")
    if "number" in names:
        names.discard("integer")
    return " | ".join(sorted(names, key=lambda name: (name == "null", name)))


def split(text: str) -> set[str]:
    """The types in a text in the common notation."""
    return set(text.split(" | ")) if text else set()


def disagreement(theirs: str, ours: str) -> tuple[set[str], set[str]]:
    """The types that only they name and those that only we name: `number` agrees with `integer`, `array` with `X[]`."""
    extra = {name for name in split(theirs) if not any(_same(name, other) for other in split(ours))}
    gone = {name for name in split(ours) if not any(_same(name, other) for other in split(theirs))}
    return extra, gone


def _same(name: str, other: str) -> bool:
    if {name, other} == {"number", "integer"} or {name, other} == {"number[]", "integer[]"}:
        return True
    arrays = name.endswith("[]") or name == "array", other.endswith("[]") or other == "array"
    return name == other or (all(arrays) and "array" in (name, other))


def _single(text: str) -> tuple[str | None, str | None]:
    """The type and the format that one alternative of a page's type names."""
    if text.endswith("[]"):
        inner, _ = _single(text[:-2].strip("() "))
        return f"{inner or 'array'}[]" if inner else "array", None
    generic = re.fullmatch(r"(\w+)\s*(?:<(.+)>|\((.+)\)|\s+of\s+(\w+?)s?)", text)
    if generic:
        outer, inner = generic[1].lower(), next(group for group in generic.groups()[1:] if group)
        if outer in ("array", "list", "set"):
            item, _ = _single(inner)
            return f"{item}[]" if item else "array", None
        if outer == "enum":
            return _single(inner)
        return _single(generic[1])[0], _FORMATS.get(inner.lower())
    lower = text.lower()
    if lower in _FORMATS:
        return "string", _FORMATS[lower]
    name = _NAMES.get(lower, lower)
    if name in _JSON:
        return name, None
    return (None if lower in _UNTYPED else "object" if text[:1].isupper() else text), None
