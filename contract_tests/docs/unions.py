"""Surfaces merged into one: `allOf`, `oneOf` and `anyOf`, and arrays with their items.

A field of a union is required only if it is in every branch that has the object around it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contract_tests.docs.places import Said, Surface
from contract_tests.docs.type_names import notation, split


def both(first: Surface, second: Surface) -> Surface:
    """What holds where both must hold: facts of either, a field required by one of them."""
    merged = dict(first)
    for path, said in second.items():
        known = merged.get(path)
        if known is None:
            merged[path] = said
        else:
            required = bool(known.facts.get("required") or said.facts.get("required"))
            merged[path] = replace(known, facts=said.facts | known.facts | {"required": required})
    return merged


def either(branches: list[Surface], root: str) -> Surface:
    """What holds where one of several must hold; a branch without an object says nothing about the object's fields."""
    merged: Surface = {}
    for path in dict.fromkeys(path for branch in branches for path in branch):
        said = [branch[path] for branch in branches if path in branch]
        every = path == root or all(
            path in branch for branch in branches if _has_object(branch, path.rpartition("/")[0])
        )
        merged[path] = replace(said[0], facts=_common([one.facts for one in said], every))
    return merged


def _has_object(branch: Surface, path: str) -> bool:
    return path in branch and "object" in split(branch[path].facts.get("type", ""))


def _common(facts: list[dict[str, Any]], every: bool) -> dict[str, Any]:
    """The facts of alternatives at one place: all their types and values, and what they agree on."""
    common = {key: value for key, value in facts[0].items() if all(one.get(key) == value for one in facts)}
    if any("type" in one for one in facts):
        common["type"] = notation(name for one in facts for name in split(one.get("type", "")))
    described = [one for one in facts if one.get("type") != "null"]
    if described and all("values" in one for one in described):
        common["values"] = sorted({value for one in described for value in one["values"]})
    return common | {"required": every and all(one.get("required", False) for one in facts)}


def array_of(array: Said, items: Said) -> Said:
    """An array with the type of its items in its own type, if they have just one."""
    item = items.facts.get("type")
    types = split(array.facts["type"])
    if "array" in types and item and " | " not in item:
        types = types - {"array"} | {f"{item}[]"}
    return replace(array, facts=array.facts | {"type": notation(types)})
