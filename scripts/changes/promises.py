"""Compares what the extensions of the contract promise, and what they restrict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from scripts.changes.changes import Place
from scripts.spec.pointers import ABSENT
from scripts.spec.values import identity, without

Effect = Literal["added", "withdrawn", "changed"]

ON_OPERATIONS = (
    "x-paging",
    "x-idempotency",
    "x-creates",
    "x-batch",
    "x-shows",
    "x-changes",
    "x-deletes",
    "x-rotates",
    "x-echo",
    "x-lifecycle",
)
ON_SCHEMAS = ("x-eligible", "x-keys", "x-extensible-enum", "x-invariants", "x-secret")
JUDGED = {
    *ON_OPERATIONS,
    *ON_SCHEMAS,
    "x-policies",
    "x-owner",
    "x-adds",
    "x-error-codes",
    "x-refuses",
    "x-error-envelope",
}
RESTRICTION = {"added": "restriction-added", "withdrawn": "restriction-lifted", "changed": "restriction-changed"}


def compare_promises(old: dict[str, Any], new: dict[str, Any], names: tuple[str, ...], place: Place) -> None:
    """Report the promises of extensions that two objects do not share."""
    for name in names:
        for effect, path, before, after in _differences(old, new, name):
            grown = path.endswith("/lifetime-seconds") and effect == "changed" and after > before
            place.at(f" {path}").report("lifetime-extended" if grown else f"promise-{effect}", before, after)


def compare_restrictions(old: dict[str, Any], new: dict[str, Any], name: str, place: Place) -> None:
    """Report how an extension that restricts requests differs between two objects."""
    for effect, path, before, after in _differences(old, new, name):
        place.at(f" {path}").report(RESTRICTION[effect], before, after)


def compare_schema_promises(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report how the extensions of two schemas differ."""
    place.report_lists("known-value", old.get("x-extensible-enum", []), new.get("x-extensible-enum", []))
    compare_secrecy(old, new, place)
    for name in ("x-eligible", "x-keys"):
        compare_restrictions(old, new, name, place)
    compare_promises(old, new, ("x-invariants",), place)
    compare_unknown(old, new, place)


def compare_secrecy(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report a value that becomes secret or is secret no longer."""
    before, after = bool(old.get("x-secret")), bool(new.get("x-secret"))
    if before != after:
        place.report("secret-set" if after else "secret-unset", before, after)


def compare_unknown(old: dict[str, Any], new: dict[str, Any], place: Place) -> None:
    """Report the extensions that say nothing to callers, such as where a fact comes from."""
    names = sorted(name for name in old.keys() | new.keys() if name.startswith("x-") and name not in JUDGED)
    for name in names:
        place.report_remark(name, old, new)


def _differences(old: dict[str, Any], new: dict[str, Any], name: str) -> Iterator[tuple[Effect, str, Any, Any]]:
    """Yield how a member of two objects differs, at its outermost places: the effect, the path and both values."""
    yield from _between(old.get(name, ABSENT), new.get(name, ABSENT), name)


def _between(old: Any, new: Any, path: str) -> Iterator[tuple[Effect, str, Any, Any]]:
    if identity(old) == identity(new):
        return
    if old is ABSENT:
        yield "added", path, None, new
    elif new is ABSENT:
        yield "withdrawn", path, old, None
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _between(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        yield from (("withdrawn", path, item, None) for item in without(old, new))
        yield from (("added", path, None, item) for item in without(new, old))
    else:
        yield "changed", path, old, new
