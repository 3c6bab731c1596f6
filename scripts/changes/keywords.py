"""Compares the keywords of two schemas that take single values: types, lists, limits, formats, remarks."""

from __future__ import annotations

from typing import Any

from scripts.changes.changes import Place, paired
from scripts.changes.limits import effect, limits
from scripts.spec.keywords import REMARKS, common
from scripts.spec.schemas import MergedSchema
from scripts.spec.values import identity

# The generator turns these formats into types of Python.
PYTHON_FORMATS = {"date-time", "date", "uuid", "binary"}
# Formats of numbers, the narrower one first.
WIDTHS = (("int32", "int64"), ("float", "double"))


def compare_types(old: MergedSchema, new: MergedSchema, place: Place) -> bool:
    """Report another type; return whether values of the old and the new type have anything in common."""
    before, after = old.types, new.types
    # Where both list their values, those say it.
    if before == after or (old.values and new.values):
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
    for keyword, limit, fresh in paired(limits(old), limits(new)):
        if limit != fresh:
            shown = (each.shown if each else None for each in (limit, fresh))
            place.at(f" {keyword}").report(f"limit-{effect(keyword, limit, fresh)}", *shown)
    _compare_format(old.keywords.get("format"), new.keywords.get("format"), place)
    _compare_default(old.keywords, new.keywords, place)


def _compare_values(before: list[Any] | None, after: list[Any] | None, place: Place) -> None:
    if before is None or after is None:
        if before is not after:
            place.report("list-opened" if after is None else "list-closed", before, after)
    elif len(before) == len(after) == 1:
        if identity(before[0]) != identity(after[0]):
            place.report("constant-changed", before[0], after[0])
    else:
        place.report_lists("value", before, after)


def _compare_format(before: str | None, after: str | None, place: Place) -> None:
    if before == after:
        return
    widths = next((widths for widths in WIDTHS if {before, after} <= {*widths, None}), None)
    if widths:
        wider = after is None or (before is not None and widths.index(after) > widths.index(before))
        place.report("number-format-widened" if wider else "number-format-narrowed", before, after)
    elif PYTHON_FORMATS & {before, after}:
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
    elif identity(before) != identity(after):
        place.report("default-changed", before, after)


def compare_remarks(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report what only people read, and what is meant to go."""
    for name in ("summary", *REMARKS):
        place.report_remark(name, old, new)
    before, after = bool(old.get("deprecated")), bool(new.get("deprecated"))
    if before != after:
        place.report("deprecated" if after else "deprecation-lifted")


def _type_names(types: frozenset[str] | None) -> str:
    return "any" if types is None else " or ".join(sorted(types)) or "nothing"
