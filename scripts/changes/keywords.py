"""Compares the keywords of two schemas that take single values: types, lists, limits, formats, remarks."""

from __future__ import annotations

from typing import Any

from scripts.changes.changes import Place
from scripts.spec.schemas import LOWER, REMARKS, UPPER, MergedSchema, common

# The generator turns these formats into types of Python.
PYTHON_FORMATS = {"date-time", "date", "uuid", "binary"}
NO_LIMIT = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False}


def compare_types(old: MergedSchema, new: MergedSchema, place: Place) -> bool:
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
    place.report(kind, _type_names(before), _type_names(after))
    return kind != "type-changed"


def compare_keywords(old: MergedSchema, new: MergedSchema, place: Place) -> None:
    """Report what two schemas of the same type demand of single values."""
    if old.nullable != new.nullable and not old.anything and not new.anything:
        place.report("null-allowed" if new.nullable else "null-forbidden")
    _compare_values(old.values, new.values, place)
    for keyword in (*UPPER, *LOWER, "pattern", "multipleOf", "uniqueItems"):
        before, after = (which.keywords.get(keyword, NO_LIMIT.get(keyword)) for which in (old, new))
        if before != after:
            place.at(f" {keyword}").report(f"limit-{_limit_effect(keyword, before, after)}", before, after)
    _compare_format(old.keywords.get("format"), new.keywords.get("format"), place)
    _compare_default(old.keywords, new.keywords, place)
    _compare_access(old.keywords, new.keywords, place)


def _compare_values(before: list[Any] | None, after: list[Any] | None, place: Place) -> None:
    if before == after:
        return
    if before is None or after is None:
        place.report("list-opened" if after is None else "list-closed", before, after)
    elif len(before) == len(after) == 1:
        place.report("constant-changed", before[0], after[0])
    else:
        place.report_lists("value", before, after)


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


def _compare_format(before: str | None, after: str | None, place: Place) -> None:
    if before == after:
        return
    if PYTHON_FORMATS & {before, after}:
        place.report("format-type-changed", before, after)
    elif before is None or after is None:
        place.report_single("format", before or after, added=before is None)
    else:
        place.report("format-changed", before, after)


def _compare_default(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report another default; null is one, too."""
    before, after = old.get("default"), new.get("default")
    if ("default" in old) != ("default" in new):
        place.report(f"default-{'added' if 'default' in new else 'removed'}", before, after)
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        place.report("default-changed", before, after)


def _compare_access(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report fields that stand in one direction only, where they stood in both."""
    keyword, name = ("readOnly", "read-only") if place.direction == "request" else ("writeOnly", "write-only")
    before, after = bool(old.get(keyword)), bool(new.get(keyword))
    if before != after:
        place.report(f"{name}-{'set' if after else 'unset'}", before, after)


def compare_remarks(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report what only people read, and what is meant to go."""
    for name in ("summary", *REMARKS):
        place.report_remark(name, old, new)
    before, after = bool(old.get("deprecated")), bool(new.get("deprecated"))
    if before != after:
        place.report("deprecated" if after else "deprecation-lifted")


def _type_names(types: frozenset[str] | None) -> str:
    return "any" if types is None else " or ".join(sorted(types)) or "null"
