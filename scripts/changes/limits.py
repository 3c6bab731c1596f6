"""The limits of a schema in one form, however they are written: those that mean nothing for its types are left out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from scripts.spec.schemas import MergedSchema

SIZES = {"string": "Length", "array": "Items", "object": "Properties"}
UPPER, LOWER = -1, 1
BEYOND = {UPPER: "below", LOWER: "above"}


class Limit(NamedTuple):
    """A limit: the greater its `tightness`, the fewer values it takes; None where limits of its kind have no order."""

    tightness: Any
    shown: Any


def limits(schema: MergedSchema) -> dict[str, Limit]:
    """The limits of a schema by keyword; an exclusive bound stands under the name of the inclusive one."""
    known = schema.keywords
    found = dict(_sizes(schema))
    if _takes(schema, "integer", "number"):
        found |= dict(_bounds(schema))
        if "multipleOf" in known:
            found["multipleOf"] = Limit(Fraction(str(known["multipleOf"])), known["multipleOf"])
    if "pattern" in known and _takes(schema, "string"):
        found["pattern"] = Limit(None, known["pattern"])
    if known.get("uniqueItems") and _takes(schema, "array"):
        found["uniqueItems"] = Limit(1, True)
    return found


def effect(keyword: str, before: Limit | None, after: Limit | None) -> str:
    """Say what happened to a limit: `tightened`, `loosened`, or `changed` where neither set of values has the other."""
    if before is None or after is None:
        return "tightened" if before is None else "loosened"
    if keyword == "multipleOf":
        if after.tightness % before.tightness == 0:
            return "tightened"
        return "loosened" if before.tightness % after.tightness == 0 else "changed"
    if before.tightness is None:
        return "changed"
    return "tightened" if after.tightness > before.tightness else "loosened"


def _sizes(schema: MergedSchema) -> Iterator[tuple[str, Limit]]:
    for kind, what in SIZES.items():
        for prefix, sign in (("max", UPPER), ("min", LOWER)):
            size = schema.keywords.get(prefix + what)
            # A least size of nothing is no limit.
            if size is not None and (sign, size) != (LOWER, 0) and _takes(schema, kind):
                yield prefix + what, Limit(sign * size, size)


def _bounds(schema: MergedSchema) -> Iterator[tuple[str, Limit]]:
    """Yield the stricter one of the inclusive and the exclusive bound; a whole number has inclusive ones alone."""
    whole = schema.types is not None and "number" not in schema.types
    for name, sign in (("maximum", UPPER), ("minimum", LOWER)):
        keywords = {name: False, f"exclusive{name.capitalize()}": True}
        found = [
            (sign * Fraction(str(value)), exclusive, value)
            for keyword, exclusive in keywords.items()
            if (value := schema.keywords.get(keyword)) is not None
        ]
        if found:
            bound, exclusive, value = max(found)
            if whole:
                bound, exclusive = Fraction(floor(bound) + 1 if exclusive else ceil(bound)), False
                value = int(sign * bound)
            yield name, Limit((bound, exclusive), f"{BEYOND[sign]} {value}" if exclusive else value)


def _takes(schema: MergedSchema, *types: str) -> bool:
    return schema.types is None or not schema.types.isdisjoint(types)
