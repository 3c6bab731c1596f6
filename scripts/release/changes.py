"""Changes between two versions of a spec, said once for each cause."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Severity = Literal["breaking", "additive", "documentation"]
Direction = Literal["request", "response"]

SEVERITIES: tuple[Severity, ...] = ("breaking", "additive", "documentation")
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Spot:
    """Where the two versions are held against each other.

    `place` is a path into the request or the answer, such as `response 200 body /data/*/name`; `home` is the
    pointer of the object in the spec, which several places may share.
    """

    operation: str
    place: str
    direction: Direction
    home: str

    def at(self, step: str, home: str) -> Spot:
        """Return the spot one step further inside: a path such as `/name`, or another word of the place."""
        begins_path = step.startswith("/") and "/" not in self.place.rpartition(" ")[2]
        return replace(self, place=f"{self.place}{' ' if begins_path else ''}{step}", home=home)


@dataclass(frozen=True)
class Change:
    """One change, with the operation and the outermost place that it reaches, and the others in `also`.

    `defined_at` is where the cause stands: a pointer into the spec, or the path of a name in the package.
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

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in the JSON report."""
        return asdict(self)


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
