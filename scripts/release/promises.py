"""Compares what the extensions of the contract promise, and what they restrict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from scripts.codegen.document import Document
from scripts.release.changes import Spot, shown

Effect = Literal["added", "withdrawn", "changed"]
Add = Callable[[str, Spot, Any, Any], None]

POLICIES = {"x-paging": "paging", "x-idempotency": "idempotency"}
ON_OPERATIONS = (*POLICIES, "x-creates", "x-echo", "x-lifecycle")
JUDGED = {*ON_OPERATIONS, "x-owner", "x-eligible", "x-extensible-enum", "x-invariants", "x-secret", "x-error-codes"}
RESTRICTION = {"added": "restriction-added", "withdrawn": "restriction-lifted", "changed": "restriction-changed"}


def compare_promises(old: dict[str, Any], new: dict[str, Any], names: tuple[str, ...], spot: Spot, add: Add) -> None:
    """Report the promises of extensions that two objects do not share."""
    for name in names:
        for effect, place, before, after in _differences(old.get(name), new.get(name), name):
            grown = place.endswith("/lifetime-seconds") and effect == "changed" and after > before
            add("lifetime-extended" if grown else f"promise-{effect}", spot.at(f" {place}", spot.home), before, after)


def compare_restriction(old: dict[str, Any], new: dict[str, Any], name: str, spot: Spot, add: Add) -> None:
    """Report how an extension restricts the values of a request otherwise."""
    for effect, place, before, after in _differences(old.get(name), new.get(name), name):
        add(RESTRICTION[effect], spot.at(f" {place}", spot.home), before, after)


def compare_secrecy(old: dict[str, Any], new: dict[str, Any], spot: Spot, add: Add) -> None:
    """Report a value that becomes secret or is secret no longer."""
    before, after = bool(old.get("x-secret")), bool(new.get("x-secret"))
    if before != after:
        add("secret-set" if after else "secret-unset", spot, before, after)


def compare_open_list(old: dict[str, Any], new: dict[str, Any], spot: Spot, add: Add) -> None:
    """Report the values that an open list gains and loses."""
    before, after = old.get("x-extensible-enum", []), new.get("x-extensible-enum", [])
    for value in before:
        if value not in after:
            add("known-value-removed", spot, value, None)
    for value in after:
        if value not in before:
            add("known-value-added", spot, None, value)


def compare_unknown(old: dict[str, Any], new: dict[str, Any], spot: Spot, add: Add) -> None:
    """Report the extensions that say nothing to callers, such as where a fact comes from."""
    names = sorted(name for name in old.keys() | new.keys() if name.startswith("x-") and name not in JUDGED)
    for name in names:
        if old.get(name) != new.get(name):
            add("documentation-changed", spot.at(f" {name}", spot.home), shown(old.get(name)), shown(new.get(name)))


def operation_promises(document: Document, operation: dict[str, Any]) -> dict[str, Any]:
    """Return the extensions of an operation with the names of policies replaced by the policies."""
    policies = document.root.get("x-policies", {})
    found = {name: value for name, value in operation.items() if name.startswith("x-")}
    for name, kind in POLICIES.items():
        if name in found:
            found[name] = policies.get(kind, {}).get(found[name], found[name])
    return found


def _differences(old: Any, new: Any, place: str) -> Iterator[tuple[Effect, str, Any, Any]]:
    if old == new and type(old) is type(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _members(old, new, key, f"{place}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        yield from (("withdrawn", place, item, None) for item in old if item not in new)
        yield from (("added", place, None, item) for item in new if item not in old)
    elif old is None:
        yield "added", place, None, new
    elif new is None:
        yield "withdrawn", place, old, None
    else:
        yield "changed", place, old, new


def _members(old: dict[str, Any], new: dict[str, Any], key: str, place: str) -> Iterator[tuple[Effect, str, Any, Any]]:
    if key not in new:
        yield "withdrawn", place, old[key], None
    elif key not in old:
        yield "added", place, None, new[key]
    else:
        yield from _differences(old[key], new[key], place)
