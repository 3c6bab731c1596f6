"""Compares what two generated packages offer to programs that import them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from scripts.changes.changes import Change, merged, shown

PYTHON = "Python"
SENTENCES = {
    griffe.BreakageKind.OBJECT_REMOVED: "The name is gone; code that imports or uses it fails.",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "The name stands for another kind of thing.",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "Calls without the new argument fail.",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "Calls without the argument fail now.",
    griffe.BreakageKind.PARAMETER_REMOVED: "Calls that pass the argument fail.",
    griffe.BreakageKind.PARAMETER_MOVED: "Calls that pass the argument by position mean another one.",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "The argument can no longer be passed in the same way.",
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: "Calls without the argument mean something else now.",
    griffe.BreakageKind.ATTRIBUTE_CHANGED_TYPE: "The attribute has another type.",
    griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE: "The attribute has another value.",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "The class no longer inherits what it inherited.",
    griffe.BreakageKind.RETURN_CHANGED_TYPE: "The function returns another type.",
}


def compare_surfaces(old: Path, new: Path) -> list[Change]:
    """Return what breaks for programs that use the package in folder `old` when they get the one in `new`.

    Both folders have the name of the package. Nothing of them is imported.
    """
    before, after = (griffe.load(path.name, search_paths=[path.parent], allow_inspection=False) for path in (old, new))
    found = [breakage for breakage in griffe.find_breaking_changes(before, after) if not _harmless(breakage)]
    return merged(_without_members([_change(breakage) for breakage in found]))


def _harmless(breakage: griffe.Breakage) -> bool:
    """Whether no program names what changed, or a documented default says what happened without the argument."""
    default = getattr(breakage.old_value, "default", None)
    unset = breakage.kind is griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT and str(default) == "UNSET"
    name, value = breakage.obj.name, str(getattr(breakage.obj, "value", ""))
    # Python calls what has such a name, and a type variable is for the types of the package itself.
    for_python = name.startswith("__") and name != "__init__"
    return unset or for_python or value.startswith("TypeVar(")


def _change(breakage: griffe.Breakage) -> Change:
    kind = breakage.kind.name.lower().replace("_", "-")
    place = breakage.obj.path
    # The functions of an operation's module differ in how they wait, not in what they take.
    defined_at = place.rpartition(".")[0] if kind.startswith("parameter-") else place
    before, after = _value(breakage.old_value), _value(breakage.new_value)
    return Change(kind, "breaking", PYTHON, place, before, after, SENTENCES[breakage.kind], defined_at)


def _value(value: Any) -> str:
    if isinstance(value, griffe.Parameter):
        return value.name if value.required else f"{value.name}={value.default}"
    return "" if value is None or isinstance(value, griffe.Object) else shown(str(value))


def _without_members(changes: list[Change]) -> Iterator[Change]:
    """Yield the changes without those inside of something that was removed as a whole."""
    removed = [f"{change.place}." for change in changes if change.kind == "object-removed"]
    for change in changes:
        if not change.place.startswith(tuple(removed)):
            yield change
