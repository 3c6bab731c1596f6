"""Changes between two versions of a spec, one for each cause, and the places where they are found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from scripts.changes.rules import RULES, SEVERITIES, Direction, Severity
from scripts.spec.operations import Part
from scripts.spec.values import without

LONGEST_VALUE = 80

Value = TypeVar("Value")


@dataclass(frozen=True)
class Change:
    """One change for callers, as it stands in the JSON report: `change.severity`.

    Attributes:
        operation: The first operation that it reaches.
        place: The outermost place there.
        defined_at: Where the cause stands: a pointer into the spec, or the path of a name in the package.
        also: The other operations and places.
    """

    kind: str
    severity: Severity
    operation: str
    place: str
    before: str
    after: str
    sentence: str
    defined_at: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where two versions are compared: `place.at("/name", pointer).report("field-added", None, "string")`.

    Attributes:
        path: The way into the request or the answer, such as `response 200 body /data/*/name`.
        pointer: The object of the spec, which several places may share.
        changes: What is reported here and further inside.
    """

    operation: str
    path: str
    direction: Direction
    pointer: str
    changes: list[Change]

    def at(self, step: str, pointer: str | None = None) -> Place:
        """Return the place one step further inside: a path such as `/name`, or another word of the way."""
        return replace(self, path=joined(self.path, step), pointer=self.pointer if pointer is None else pointer)

    def message(self, path: str, *parts: Part | None) -> Place:
        """Return the place of a part of a request or response of the operation, by the first version that has it."""
        direction: Direction = "response" if path.startswith("response") else "request"
        pointer = next(part.pointer for part in parts if part is not None)
        return replace(self, path=path, direction=direction, pointer=pointer)

    def report(self, kind: str, before: Any = None, after: Any = None) -> None:
        """Add a change of a kind that has a rule."""
        severity, sentence = RULES[kind].of(self.direction)
        values, pointer = (shown(before), shown(after)), f"#{self.pointer}"
        self.changes.append(Change(kind, severity, self.operation, self.path, *values, sentence, pointer))

    def report_remark(self, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Report a member that only people read, if it is another one."""
        if old.get(name) != new.get(name):
            self.at(f" {name}").report("documentation-changed", shown(old.get(name)), shown(new.get(name)))

    def report_single(self, what: str, value: Any, *, added: bool) -> None:
        """Report what only one version has."""
        if added:
            self.report(f"{what}-added", None, value)
        else:
            self.report(f"{what}-removed", value, None)

    def report_lists(self, what: str, old: list[Any], new: list[Any]) -> None:
        """Report the values that a list loses and gains."""
        for value in without(old, new):
            self.report(f"{what}-removed", value, None)
        for value in without(new, old):
            self.report(f"{what}-added", None, value)

    def report_required(self, what: str, before: bool, after: bool) -> None:
        """Report what has to be there now, or no longer."""
        if before != after:
            names = {True: "required", False: "optional"}
            self.report(f"{what}-became-{names[after]}", names[before], names[after])


def joined(path: str, step: str) -> str:
    """Return the way into a message one step further: `response 200 body` and `/name`, then `/first` or ` maximum`."""
    begins_path = path and step.startswith("/") and "/" not in path.rpartition(" ")[2]
    return f"{path}{' ' if begins_path else ''}{step}"


def paired(old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[tuple[str, Value | None, Value | None]]:
    """Yield the names of two maps with the value in each, None where it is missing."""
    for name in {**old, **new}:
        yield name, old.get(name), new.get(name)


def shown(value: Any) -> str:
    """Return a value of the spec as one short line; nothing for None."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 4] + " ..."


def merged(changes: Iterable[Change]) -> list[Change]:
    """Return the changes, breaking ones first, with those of one cause as one change at its outermost place."""
    by_cause: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        cause = (change.kind, change.severity, change.defined_at, change.before, change.after)
        by_cause.setdefault(cause, []).append(change)
    return sorted(map(_as_one, by_cause.values()), key=lambda change: SEVERITIES.index(change.severity))


def _as_one(changes: list[Change]) -> Change:
    first = min(changes, key=lambda change: change.place.count("/"))
    places = dict.fromkeys(f"{change.operation}: {change.place}" for change in changes)
    del places[f"{first.operation}: {first.place}"]
    return replace(first, also=tuple(places))


def worst(severities: Iterable[Severity]) -> Severity | None:
    """Return the gravest severity, or None when there is none."""
    return min(severities, key=SEVERITIES.index, default=None)
