"""The types of fields in one notation, `string[] | null`, whether a page or a schema says them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_TYPES = {
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(("integer", "int", "long", "int32", "int64"), "integer"),
    **dict.fromkeys(("number", "float", "double", "decimal"), "number"),
    **dict.fromkeys(("string", "str", "text"), "string"),
    **dict.fromkeys(("object", "dict", "map", "record", "json"), "object"),
    **dict.fromkeys(("array", "list"), "array"),
    **dict.fromkeys(("null", "none"), "null"),
}
_FORMATS = {
    **dict.fromkeys(("date-time", "datetime", "timestamp", "iso8601"), "date-time"),
    **dict.fromkeys(("uri", "url"), "uri"),
    **{name: name for name in ("date", "uuid", "email")},
}
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
            name, form = _alternative(part.rstrip("?"))
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
    return _unmatched(split(theirs), split(ours)), _unmatched(split(ours), split(theirs))


def _unmatched(names: set[str], others: set[str]) -> set[str]:
    return {name for name in names if not any(_agree({name, other}) for other in others)}


def _agree(pair: set[str]) -> bool:
    if len(pair) == 1 or pair in ({"number", "integer"}, {"number[]", "integer[]"}):
        return True
    return "array" in pair and any(name.endswith("[]") for name in pair)


def _alternative(text: str) -> tuple[str | None, str | None]:
    """The type and the format that one alternative of a page's type names."""
    if text.endswith("[]"):
        return _array_of(text[:-2].strip("() ")), None
    if generic := re.fullmatch(r"(\w+)\s*(?:<(.+)>|\((.+)\)|\s+of\s+(\w+?)s?)", text):
        outer, inner = generic[1].lower(), next(filter(None, generic.groups()[1:]))
        if outer in ("array", "list", "set"):
            return _array_of(inner), None
        if outer == "enum":
            return _alternative(inner)
        return _alternative(generic[1])[0], _FORMATS.get(inner.lower())
    lower = text.lower()
    if lower in _UNTYPED:
        return None, None
    if lower in _FORMATS:
        return "string", _FORMATS[lower]
    return _TYPES.get(lower, "object" if text[:1].isupper() else text), None


def _array_of(item: str) -> str:
    name, _ = _alternative(item)
    return f"{name}[]" if name else "array"
