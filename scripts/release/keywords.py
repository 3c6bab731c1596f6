"""Compares the keywords of two schemas that take single values: types, lists, limits, formats, remarks."""

from __future__ import annotations

from typing import Any

from scripts.release.changes import Spot, shown
from scripts.release.promises import Add
from scripts.release.views import LOWER, REMARKS, UPPER, View, common

# The generator turns these formats into types of Python.
PYTHON_FORMATS = {"date-time", "date", "uuid", "binary"}
NO_LIMIT = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False}


def compare_types(old: View, new: View, spot: Spot, add: Add) -> bool:
    """Report another type; return whether values of the old and the new type have anything in common."""
    before, after = old.types, new.types
    if before == after:
        return True
    shared = common(before, after) if before is not None and after is not None else None
    if before is None or (after is not None and shared == after):
        kind = "type-narrowed"
    elif after is None or shared == before:
        kind = "type-widened"
    else:
        kind = "type-changed"
    add(kind, spot, _type_names(before), _type_names(after))
    return kind != "type-changed"


def compare_null(old: View, new: View, spot: Spot, add: Add) -> None:
    """Report null that is taken now, or no longer."""
    if old.nullable != new.nullable and not old.anything and not new.anything:
        add("null-allowed" if new.nullable else "null-forbidden", spot, None, None)


def compare_values(old: View, new: View, spot: Spot, add: Add) -> None:
    """Report what a closed list, or a fixed value, gains and loses."""
    before, after = old.values, new.values
    if before == after:
        return
    if before is None or after is None:
        add("list-opened" if after is None else "list-closed", spot, before, after)
    elif len(before) == len(after) == 1:
        add("constant-changed", spot, before[0], after[0])
    else:
        for value in before:
            if value not in after:
                add("value-removed", spot, value, None)
        for value in after:
            if value not in before:
                add("value-added", spot, None, value)


def compare_limits(old: View, new: View, spot: Spot, add: Add) -> None:
    """Report limits that are tightened, loosened or neither."""
    for keyword in (*UPPER, *LOWER, "pattern", "multipleOf", "uniqueItems"):
        before, after = (which.keywords.get(keyword, NO_LIMIT.get(keyword)) for which in (old, new))
        if before != after:
            add(f"limit-{_limit_effect(keyword, before, after)}", spot.at(f" {keyword}", spot.home), before, after)


def _limit_effect(keyword: str, before: Any, after: Any) -> str:
    if before is None or before is False:
        return "tightened"
    if after is None or after is False:
        return "loosened"
    if keyword in UPPER:
        return "tightened" if after < before else "loosened"
    if keyword in LOWER:
        return "tightened" if after > before else "loosened"
    if keyword == "multipleOf" and after % before == 0:
        return "tightened"
    return "loosened" if keyword == "multipleOf" and before % after == 0 else "changed"


def compare_format(old: View, new: View, spot: Spot, add: Add) -> None:
    """Report another format; those that are types of Python are told apart."""
    before, after = old.keywords.get("format"), new.keywords.get("format")
    if before == after:
        return
    if PYTHON_FORMATS & {before, after}:
        kind = "format-type-changed"
    elif before is None or after is None:
        kind = "format-added" if before is None else "format-removed"
    else:
        kind = "format-changed"
    add(kind, spot, before, after)


def compare_default(old: View, new: View, spot: Spot, add: Add) -> None:
    """Report another default; null is one, too."""
    before, after = "default" in old.keywords, "default" in new.keywords
    values = [which.keywords.get("default") for which in (old, new)]
    if before != after:
        add("default-added" if after else "default-removed", spot, *values)
    elif values[0] != values[1] or isinstance(values[0], bool) != isinstance(values[1], bool):
        add("default-changed", spot, *values)


def compare_access(old: View, new: View, spot: Spot, add: Add) -> None:
    """Report fields that stand in one direction only, where they stood in both."""
    keyword = "readOnly" if spot.direction == "request" else "writeOnly"
    name = "read-only" if spot.direction == "request" else "write-only"
    before, after = bool(old.keywords.get(keyword)), bool(new.keywords.get(keyword))
    if before != after:
        add(f"{name}-{'set' if after else 'unset'}", spot, before, after)


def compare_remarks(old: dict[str, Any], new: dict[str, Any], spot: Spot, add: Add) -> None:
    """Report what only people read, and what is meant to go."""
    for name in ("summary", *REMARKS):
        if old.get(name) != new.get(name):
            add("documentation-changed", spot.at(f" {name}", spot.home), shown(old.get(name)), shown(new.get(name)))
    before, after = bool(old.get("deprecated")), bool(new.get("deprecated"))
    if before != after:
        add("deprecated" if after else "deprecation-lifted", spot, None, None)


def _type_names(types: frozenset[str] | None) -> str:
    return "any" if types is None else " or ".join(sorted(types)) or "null"
