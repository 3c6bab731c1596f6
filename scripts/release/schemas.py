"""Compares two schemas, and all that lies within them, in the direction in which their values travel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.codegen.document import Document
from scripts.release.changes import Direction, Spot
from scripts.release.keywords import (
    compare_access,
    compare_default,
    compare_format,
    compare_limits,
    compare_null,
    compare_remarks,
    compare_types,
    compare_values,
)
from scripts.release.promises import (
    Add,
    compare_open_list,
    compare_promises,
    compare_restriction,
    compare_secrecy,
    compare_unknown,
)
from scripts.release.rules import judge
from scripts.release.views import Node, View, view

_Pair = tuple[Node, Node, Direction]

KEYWORD_RULES = (
    compare_null,
    compare_values,
    compare_limits,
    compare_format,
    compare_default,
    compare_access,
)


class SchemaWalk:
    """Holds the schemas of two documents against each other and reports to `report`."""

    def __init__(self, old: Document, new: Document, report: Add) -> None:
        self.old = old
        self.new = new
        self._report = report
        self._open: set[_Pair] = set()
        self._unchanged: set[_Pair] = set()
        self._views: dict[tuple[bool, Node], View] = {}
        self._noted = 0

    def compare(self, old: Node, new: Node, spot: Spot) -> None:
        """Report the changes between two schemas; one that contains itself is walked once."""
        pair = (old, new, spot.direction)
        if pair in self._unchanged:
            return
        if pair in self._open:
            # The pair is being compared further up; until that ends nobody knows whether it is unchanged.
            self._noted += 1
            return
        noted = self._noted
        self._open.add(pair)
        self._compare(old, new, spot.at("", self._home(old, new)))
        self._open.discard(pair)
        if noted == self._noted:
            self._unchanged.add(pair)

    def add(self, kind: str, spot: Spot, before: Any, after: Any) -> None:
        """Report a change."""
        self._noted += 1
        self._report(kind, spot, before, after)

    def _view(self, node: Node, of_new: bool) -> View:
        key = (of_new, node)
        if key not in self._views:
            self._views[key] = view(self.new if of_new else self.old, node)
        return self._views[key]

    def _compare(self, old: Node, new: Node, spot: Spot) -> None:
        before, after = self._view(old, False), self._view(new, True)
        if bool(before.members) == bool(after.members):
            self._same_form(before, after, spot)
        if before.members or after.members:
            self._members(before.members or [old], after.members or [new], spot)
            self._discriminator(before, after, spot)
        compare_remarks(before.keywords, after.keywords, spot, self.add)
        self._extensions(before.extensions, after.extensions, spot)

    def _home(self, old: Node, new: Node) -> str:
        if old:
            return self.old.resolve(old[0])
        return self.new.resolve(new[0]) if new else "#"

    def _same_form(self, old: View, new: View, spot: Spot) -> None:
        if not compare_types(old, new, spot, self.add):
            return
        for compare in KEYWORD_RULES:
            compare(old, new, spot, self.add)
        for name in {**old.other, **new.other}:
            if old.other.get(name) != new.other.get(name):
                self.add("unjudged-changed", spot.at(f" {name}", spot.home), old.other.get(name), new.other.get(name))
        self._fields(old, new, spot)
        if old.items or new.items:
            self.compare(old.items, new.items, spot.at("/*", spot.home))
        self._extra(old, new, spot)

    def _fields(self, old: View, new: View, spot: Spot) -> None:
        for name in {**old.properties, **new.properties}:
            before, after = old.properties.get(name), new.properties.get(name)
            inner = spot.at(f"/{name}", self._home(before or (), after or ()))
            if before is None:
                must = name in new.required and spot.direction == "request"
                self.add("required-field-added" if must else "field-added", inner, None, _kind(self.new, after))
            elif after is None:
                self.add("field-removed", inner, _kind(self.old, before), None)
            else:
                self._requiredness(name in old.required, name in new.required, inner)
                self.compare(before, after, inner)

    def _requiredness(self, before: bool, after: bool, spot: Spot) -> None:
        if before != after:
            names = {True: "required", False: "optional"}
            self.add(f"field-became-{names[after]}", spot, names[before], names[after])

    def _extra(self, old: View, new: View, spot: Spot) -> None:
        if (old.extra is None) != (new.extra is None):
            self.add("object-closed" if new.extra is None else "object-opened", spot, None, None)
        elif old.extra or new.extra:
            self.compare(old.extra or (), new.extra or (), spot.at("/*", spot.home))

    def _members(self, old: list[Node], new: list[Node], spot: Spot) -> None:
        pairs, removed, added = self._matched(old, new, spot)
        for before, after in pairs:
            self.compare(before, after, spot)
        for node in removed:
            self.add("member-removed", spot, _kind(self.old, node), None)
        for node in added:
            self.add("member-added", spot, None, _kind(self.new, node))

    def _matched(
        self, old: list[Node], new: list[Node], spot: Spot
    ) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
        """Return the pairs of members that stand for each other, by the strongest likeness first, and the rest."""
        pairs: list[tuple[Node, Node]] = []
        alike: list[Callable[[Node, Node], bool]] = [
            lambda before, after: self._means_the_same(before, after, spot),
            lambda before, after: _tags(self.old, before) == _tags(self.new, after) != {},
            lambda before, after: _name(self.old, before) == _name(self.new, after) != "",
            lambda before, after: _untagged_type(self.old, before) == _untagged_type(self.new, after) is not None,
        ]
        for matches in alike:
            for before in list(old):
                after = next((candidate for candidate in new if matches(before, candidate)), None)
                if after is not None:
                    pairs.append((before, after))
                    old = [node for node in old if node != before]
                    new = [node for node in new if node != after]
        return pairs, old, new

    def _means_the_same(self, old: Node, new: Node, spot: Spot) -> bool:
        found: list[str] = []

        def note(kind: str, spot: Spot, before: Any, after: Any) -> None:
            if judge(kind, spot.direction)[0] != "documentation":
                found.append(kind)

        trial = SchemaWalk(self.old, self.new, note)
        trial._open = set(self._open)
        trial._views = self._views
        trial.compare(old, new, spot)
        return not found

    def _discriminator(self, old: View, new: View, spot: Spot) -> None:
        before, after = old.keywords.get("discriminator"), new.keywords.get("discriminator")
        if before is None or after is None:
            if before != after:
                self.add(f"discriminator-{'added' if before is None else 'removed'}", spot, before, after)
        elif before["propertyName"] != after["propertyName"]:
            self.add("discriminator-changed", spot, before["propertyName"], after["propertyName"])
        else:
            self._mapping(before.get("mapping", {}), after.get("mapping", {}), spot)

    def _mapping(self, old: dict[str, str], new: dict[str, str], spot: Spot) -> None:
        for tag in {**old, **new}:
            if tag in old and tag in new:
                self.compare((old[tag],), (new[tag],), spot)
            else:
                kind = "discriminator-added" if tag in new else "discriminator-changed"
                self.add(kind, spot, tag if tag in old else None, tag if tag in new else None)

    def _extensions(self, old: dict[str, Any], new: dict[str, Any], spot: Spot) -> None:
        compare_open_list(old, new, spot, self.add)
        compare_secrecy(old, new, spot, self.add)
        compare_restriction(old, new, "x-eligible", spot, self.add)
        compare_promises(old, new, ("x-invariants",), spot, self.add)
        compare_unknown(old, new, spot, self.add)


def _kind(document: Document, node: Node | None) -> str:
    """Return the name or the type of a schema, to be shown."""
    node = node or ()
    return _name(document, node) or " or ".join(sorted(view(document, node).types or ["any"]))


def _name(document: Document, node: Node) -> str:
    reference = document.at(node[0]) if node else {}
    return str(reference["$ref"]).rpartition("/")[2] if isinstance(reference, dict) and "$ref" in reference else ""


def _tags(document: Document, node: Node) -> dict[str, str]:
    """Return the fields of a member that are fixed and therefore tell it from the others."""
    members = view(document, node)
    inner = {name: view(document, members.properties[name]).values for name in members.required}
    return {name: str(values[0]) for name, values in inner.items() if values is not None and len(values) == 1}


def _untagged_type(document: Document, node: Node) -> frozenset[str] | None:
    return None if _tags(document, node) else view(document, node).types
