"""The types of fields in one notation, `string[] | null`, whether a page or a schema says them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_TYPES = {
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    **dict.fromkeys(("integer", "int", "long", "int32", "int64"), "integer"),
    **dict.fromkeys(("number", "float", "double", "decimal"), "number"),
    **dict.fromkeys(("string", "str", "text", "date-time", "datetime", "timestamp", "iso8601"), "string"),
    **dict.fromkeys(("uri", "url", "date", "uuid", "email"), "string"),
    **dict.fromkeys(("object", "dict", "map", "record", "json"), "object"),
    **dict.fromkeys(("array", "list"), "array"),
    **dict.fromkeys(("null", "none"), "null"),
}
_UNTYPED = ("any", "unknown", "enum", "mixed", "")


def read_type(text: str) -> dict[str, Any]:
    """The facts in a page's type: `type` in the common notation, and `values` where it lists them.

    A name that starts with a capital letter is taken for the name of an object; any other unknown word is kept,
    so that it disagrees with every type of the spec rather than being passed over.
    """
    found, listed = set(), []
    text = re.sub(r"^\s*(?:optional|required|nullable)\s+", lambda m: "null | " if "null" in m[0] else "", text.strip())
    for part in re.split(r"\||\bor\b|,(?![^<]*>)", text):
        part = part.strip().strip("`")
        if re.fullmatch(r"[\"'].*[\"']", part):
            listed.append(part[1:-1])
            found.add("string")
        else:
            found.update({"null"} if part.endswith("?") else ())
            found.add(_alternative(part.rstrip("?")))
    found.discard("")
    return ({"type": notation(found)} if found else {}) | ({"values": sorted(listed)} if listed else {})


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


def _alternative(text: str) -> str:
    """The type that one alternative of a page's type names; empty where it names none."""
    if text.endswith("[]"):
        return _array_of(text[:-2].strip("() "))
    if generic := re.fullmatch(r"(\w+)\s*(?:<(.+)>|\((.+)\)|\s+of\s+(\w+?)s?)", text):
        outer, inner = generic[1].lower(), next(filter(None, generic.groups()[1:]))
        if outer in ("array", "list", "set"):
            return _array_of(inner)
        return _alternative(inner if outer == "enum" else generic[1])
    lower = text.lower()
    return "" if lower in _UNTYPED else _TYPES.get(lower, "object" if text[:1].isupper() else text)


def _array_of(item: str) -> str:
    name = _alternative(item)
    return f"{name}[]" if name else "array"
