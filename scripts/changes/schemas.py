"""Compares two schemas, and all that lies within them, in the direction in which their values travel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scripts.changes.changes import Place, paired
from scripts.changes.keywords import compare_keywords, compare_remarks, compare_types
from scripts.changes.promises import compare_schema_promises
from scripts.changes.rules import Direction
from scripts.spec.document import Document
from scripts.spec.pointers import target
from scripts.spec.schemas import MergedSchema, Node, Schemas

Pair = tuple[Node, Node]


class SchemaComparison:
    """Compares schemas of two documents: `SchemaComparison(old, new).compare(before, after, place)`."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = Schemas(old)
        self.new = Schemas(new)
        self._open: set[tuple[Node, Node, Direction]] = set()
        self._unchanged: set[tuple[Node, Node, Direction]] = set()
        self._circles = 0

    def compare(self, old: Node, new: Node, place: Place) -> None:
        """Report the changes between two schemas; one that contains itself is walked once."""
        pair = (old, new, place.direction)
        if pair in self._unchanged:
            return
        if pair in self._open:
            # The pair is being compared further up; until that ends nobody knows whether it is unchanged.
            self._circles += 1
            return
        known = (len(place.changes), self._circles)
        self._open.add(pair)
        self._compare(old, new, self._inside(place, "", old, new))
        self._open.discard(pair)
        if known == (len(place.changes), self._circles):
            self._unchanged.add(pair)

    def _compare(self, old: Node, new: Node, place: Place) -> None:
        before, after = self.old.merged(old), self.new.merged(new)
        if bool(before.members) == bool(after.members) and compare_types(before, after, place):
            compare_keywords(before, after, place)
            self._structure(before, after, place)
        if before.members or after.members:
            self._members(before.members or [old], after.members or [new], place)
            self._discriminator(before.keywords.get("discriminator"), after.keywords.get("discriminator"), place)
        compare_remarks(before.keywords, after.keywords, place)
        compare_schema_promises(before.extensions, after.extensions, place)

    def _inside(self, place: Place, step: str, old: Node, new: Node) -> Place:
        """Return a place inside of another, with the pointer of the older schema there if there is one."""
        if old:
            return place.at(step, self.old.document.locate(old[0]))
        return place.at(step, self.new.document.locate(new[0]) if new else "")

    def _structure(self, old: MergedSchema, new: MergedSchema, place: Place) -> None:
        for name, before, after in paired(old.other, new.other):
            if before != after:
                place.at(f" {name}").report("unjudged-changed", before, after)
        for name, before, after in paired(old.properties, new.properties):
            self._field(name, before, after, (name in old.required, name in new.required), place)
        if old.items or new.items:
            self.compare(old.items, new.items, place.at("/*"))
        if (old.extra is None) != (new.extra is None):
            place.report("object-closed" if new.extra is None else "object-opened")
        elif old.extra or new.extra:
            self.compare(old.extra or (), new.extra or (), place.at("/*"))

    def _field(self, name: str, old: Node | None, new: Node | None, required: tuple[bool, bool], place: Place) -> None:
        inner = self._inside(place, f"/{name}", old or (), new or ())
        if old is None:
            what = "required-field" if required[1] and place.direction == "request" else "field"
            inner.report_single(what, self.new.kind(new or ()), added=True)
        elif new is None:
            inner.report_single("field", self.old.kind(old), added=False)
        else:
            inner.report_required("field", *required)
            self.compare(old, new, inner)

    def _members(self, old: list[Node], new: list[Node], place: Place) -> None:
        pairs = self._matched(old, new, place)
        for before, after in pairs:
            self.compare(before, after, place)
        for node in [node for node in old if node not in [before for before, _ in pairs]]:
            place.report_single("member", self.old.kind(node), added=False)
        for node in [node for node in new if node not in [after for _, after in pairs]]:
            place.report_single("member", self.new.kind(node), added=True)

    def _matched(self, old: list[Node], new: list[Node], place: Place) -> list[Pair]:
        """Return the pairs of members that stand for each other, by the strongest likeness first."""
        old, new, pairs = list(old), list(new), []
        for alike in (self._mean_the_same, self._have_same_tags, self._have_same_name, self._have_same_type):
            for before in list(old):
                after = next((candidate for candidate in new if alike(before, candidate, place)), None)
                if after is not None:
                    pairs.append((before, after))
                    old.remove(before)
                    new.remove(after)
        return pairs

    def _mean_the_same(self, old: Node, new: Node, place: Place) -> bool:
        trial = replace(place, changes=[])
        self.compare(old, new, trial)
        return all(change.severity == "documentation" for change in trial.changes)

    def _have_same_tags(self, old: Node, new: Node, place: Place) -> bool:
        return self.old.tags(old) == self.new.tags(new) != {}

    def _have_same_name(self, old: Node, new: Node, place: Place) -> bool:
        return self.old.component(old) == self.new.component(new) != ""

    def _have_same_type(self, old: Node, new: Node, place: Place) -> bool:
        """Return whether both have the same types and no tags, which would be a better sign."""
        types = self.old.merged(old).types
        untagged = not self.old.tags(old) and not self.new.tags(new)
        return untagged and types is not None and types == self.new.merged(new).types

    def _discriminator(self, old: dict[str, Any] | None, new: dict[str, Any] | None, place: Place) -> None:
        if old is None or new is None:
            if old != new:
                place.report_single("discriminator", old or new, added=old is None)
        elif old["propertyName"] != new["propertyName"]:
            place.report("discriminator-changed", old["propertyName"], new["propertyName"])
        else:
            for tag, before, after in paired(old.get("mapping", {}), new.get("mapping", {})):
                self._mapping(tag, before, after, place)

    def _mapping(self, tag: str, old: str | None, new: str | None, place: Place) -> None:
        if old is None:
            place.report("discriminator-added", None, tag)
        elif new is None:
            place.report("discriminator-changed", tag, None)
        else:
            self.compare((target(old),), (target(new),), place)
