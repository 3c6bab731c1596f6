"""Compares two schemas, and all that lies within them, in the direction in which their values travel.

Each pair of schemas is compared once. What it shows by itself is kept with the pairs that lie inside of it, and said
wherever an operation reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from scripts.changes.changes import Change, Place, joined, paired
from scripts.changes.keywords import compare_keywords, compare_remarks, compare_types
from scripts.changes.meanings import hidden
from scripts.changes.members import MemberMatching
from scripts.changes.promises import compare_schema_promises
from scripts.changes.rules import Direction
from scripts.spec.document import Document
from scripts.spec.pointers import mapped
from scripts.spec.schemas import MergedSchema, Node, Schemas
from scripts.spec.values import identity

Pair = tuple[Node, Node, Direction]


@dataclass(eq=False)
class Compared:
    """What two schemas show: `changes` of their own, and the pairs `inside` with the steps that lead there.

    `around` has the pairs that hold this one; `changed` says whether there is a change of its own or somewhere inside.
    """

    changes: list[Change] = field(default_factory=list)
    inside: list[tuple[str, Compared]] = field(default_factory=list)
    around: list[Compared] = field(default_factory=list)
    changed: bool = False

    def mark(self) -> None:
        """Note a change, here and in all that hold this pair."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if not one.changed:
                one.changed = True
                waiting += one.around

    def all_changes(self) -> list[Change]:
        """Return the changes of the pair and of those inside, the nearest first, with paths from here."""
        found, seen, waiting = list(self.changes), {self}, [("", self)]
        for path, pair in waiting:
            for step, inner in pair.inside:
                if not inner.changed or (inner in seen and not inner.changes):
                    continue
                way = joined(path, step)
                found += [replace(change, place=joined(way, change.place)) for change in inner.changes]
                if inner not in seen:
                    seen.add(inner)
                    waiting.append((way, inner))
        return found


class SchemaComparison:
    """Compares schemas of two documents: `SchemaComparison(old, new).compare(before, after, place)`."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = Schemas(old)
        self.new = Schemas(new)
        self.matching = MemberMatching(self.old, self.new)
        self._compared: dict[Pair, Compared] = {}
        self._changes_of = cache(Compared.all_changes)

    def compare(self, old: Node, new: Node, place: Place) -> None:
        """Report the changes between two schemas, and those inside of them."""
        compared = self._explored((self.old.node(old), self.new.node(new), place.direction))
        for change in self._changes_of(compared):
            path = joined(place.path, change.place)
            place.changes.append(replace(change, operation=place.operation, place=path))

    def _explored(self, root: Pair) -> Compared:
        """Compare a pair and all that lie inside of it, each once."""
        waiting = [] if root in self._compared else [root]
        self._compared.setdefault(root, Compared())
        for pair in waiting:
            compared = self._compared[pair]
            compared.changes, inside = _PairComparison(self, pair).compared()
            for step, inner in inside:
                if inner not in self._compared:
                    self._compared[inner] = Compared()
                    waiting.append(inner)
                compared.inside.append((step, self._compared[inner]))
                self._compared[inner].around.append(compared)
            if compared.changes or any(inner.changed for _, inner in compared.inside):
                compared.mark()
        return self._compared[root]


class _PairComparison:
    """Compares two schemas and finds the pairs inside of them: `_PairComparison(comparison, pair).compared()`."""

    def __init__(self, comparison: SchemaComparison, pair: Pair) -> None:
        self.old, self.new, self.matching = comparison.old, comparison.new, comparison.matching
        self.nodes = pair[:2]
        self.inside: list[tuple[str, Pair]] = []
        self.place = self._inside(Place("", "", pair[2], "", []), "", *self.nodes)

    def compared(self) -> tuple[list[Change], list[tuple[str, Pair]]]:
        """Return the changes of the pair itself, and the pairs inside of it with the steps that lead there."""
        old, new = (schemas.merged(node) for schemas, node in zip((self.old, self.new), self.nodes, strict=True))
        if bool(old.members) == bool(new.members) and compare_types(old, new, self.place):
            compare_keywords(old, new, self.place)
            self._structure(old, new)
        if old.members or new.members:
            self._members(old.members or [self.nodes[0]], new.members or [self.nodes[1]])
            self._discriminator(*map(_discriminator, (self.old, self.new), (old, new)))
        compare_remarks(old.keywords, new.keywords, self.place)
        compare_schema_promises(old.extensions, new.extensions, self.place)
        return self.place.changes, self.inside

    def _add(self, step: str, old: Node, new: Node) -> None:
        """Keep a pair inside, to be compared later."""
        self.inside.append((step, (self.old.node(old), self.new.node(new), self.place.direction)))

    def _inside(self, place: Place, step: str, old: Node, new: Node) -> Place:
        """Return a place inside of another, with the pointer of the older schema there if there is one."""
        if old:
            return place.at(step, self.old.document.locate(old[0]))
        return place.at(step, self.new.document.locate(new[0]) if new else "")

    def _structure(self, old: MergedSchema, new: MergedSchema) -> None:
        for name, before, after in paired(old.other, new.other):
            if identity(before) != identity(after):
                self.place.at(f" {name}").report("unjudged-changed", before, after)
        for name, before, after in paired(_fields(self.old, old), _fields(self.new, new)):
            self._field(name, before, after, (name in old.required, name in new.required))
            if before is None and after is not None and old.extra:
                # Until now it was one of those that are not named.
                self._add(f"/{name}", old.extra, after)
        if self.place.direction == "request":
            self._forbidden(old, new)
        if old.items or new.items:
            self._add("/*", old.items, new.items)
        self._extra(_extra(self.old, old), _extra(self.new, new))

    def _forbidden(self, old: MergedSchema, new: MergedSchema) -> None:
        """Keep the fields that must not be sent in one version, and are not named in the other."""
        for name, before, after in paired(old.properties, new.properties):
            if after is None and new.extra is not None and name not in _fields(self.old, old):
                self._add(f"/{name}", before or (), new.extra or ())
            elif before is None and old.extra is not None and name not in _fields(self.new, new):
                self._add(f"/{name}", old.extra or (), after or ())

    def _extra(self, old: Node | None, new: Node | None) -> None:
        if (old is None) != (new is None):
            self.place.report("object-closed" if new is None else "object-opened")
        elif old or new:
            self._add("/*", old or (), new or ())

    def _field(self, name: str, old: Node | None, new: Node | None, required: tuple[bool, bool]) -> None:
        place, direction = self._inside(self.place, f"/{name}", old or (), new or ()), self.place.direction
        was_there, is_there = _may_be_there(self.old, old, direction), _may_be_there(self.new, new, direction)
        if is_there and not was_there and old is None:
            what = "required-field" if required[1] and direction == "request" else "field"
            place.report_single(what, self.new.kind(new or ()), added=True)
        elif was_there and not is_there and new is None:
            place.report_single("field", self.old.kind(old or ()), added=False)
        elif was_there or is_there:
            self._access(place, was_there, is_there)
            if is_there:
                place.report_required("field", required[0] and was_there, required[1])
                self._add(f"/{name}", old or (), new or ())

    def _access(self, place: Place, was_there: bool, is_there: bool) -> None:
        """Report a field that stands in one direction only, where it stood in both, or the other way round."""
        access = {"request": "read-only", "response": "write-only"}[place.direction]
        if was_there != is_there:
            place.report(f"{access}-{'unset' if is_there else 'set'}", not was_there, not is_there)

    def _members(self, old: list[Node], new: list[Node]) -> None:
        pairs, removed, added = self.matching.matched(old, new, self.place.direction)
        for before, after in pairs:
            self._add("", before, after)
        for node in removed:
            self.place.report_single("member", self.old.kind(node), added=False)
        for node in added:
            self.place.report_single("member", self.new.kind(node), added=True)

    def _discriminator(self, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
        if old is None or new is None:
            if old != new:
                self.place.report_single("discriminator", (old or new or {})["propertyName"], added=old is None)
        elif old["propertyName"] != new["propertyName"]:
            self.place.report("discriminator-changed", old["propertyName"], new["propertyName"])
        else:
            for tag in {**old["mapping"], **new["mapping"]}:
                self._mapping(tag, *(each["mapping"].get(tag, each["names"].get(tag)) for each in (old, new)))

    def _mapping(self, tag: str, old: Node | None, new: Node | None) -> None:
        if old is None:
            self.place.report("discriminator-added", None, tag)
        elif new is None:
            self.place.report("discriminator-changed", tag, None)
        else:
            self._add("", old, new)


def _discriminator(schemas: Schemas, schema: MergedSchema) -> dict[str, Any] | None:
    """Return the field that tells the members of a union apart, the schemas of its values, and those of all names."""
    found = schema.keywords.get("discriminator")
    if found is None:
        return None
    mapping = {tag: (mapped(reference),) for tag, reference in found.get("mapping", {}).items()}
    # A component has its own name for a value, whether it is mapped to or not.
    names = {schemas.component(node): node for node in schema.members}
    return {"propertyName": found["propertyName"], "mapping": mapping, "names": names}


def _fields(schemas: Schemas, schema: MergedSchema) -> dict[str, Node]:
    """Return the fields of an object, without those that must not be there unless they have to."""
    fields = schema.properties.items()
    return {name: node for name, node in fields if name in schema.required or not schemas.merged(node).nothing}


def _extra(schemas: Schemas, schema: MergedSchema) -> Node | None:
    """Return the schema of the fields that are not named, None when there are none."""
    return None if schema.extra is None or schemas.merged(schema.extra).nothing else schema.extra


def _may_be_there(schemas: Schemas, node: Node | None, direction: Direction) -> bool:
    """Return whether a version has a field in messages of a direction."""
    return node is not None and not hidden(schemas.merged(node), direction)
