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
        """Return the spot one step further inside."""
        return replace(self, place=self.place + step, home=home)


@dataclass(frozen=True)
class Change:
    """One change, with the first operation and place that it reaches, and the others in `also`."""

    kind: str
    severity: Severity
    operation: str
    place: str
    before: str
    after: str
    sentence: str
    spec_pointer: str
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
    """Return the changes, breaking ones first, with those of one cause as one change."""
    by_cause: dict[tuple[str, ...], Change] = {}
    for change in changes:
        cause = (change.kind, change.severity, change.spec_pointer, change.before, change.after)
        known = by_cause.setdefault(cause, change)
        here = f"{change.operation}: {change.place}"
        if known is not change and here not in (f"{known.operation}: {known.place}", *known.also):
            by_cause[cause] = replace(known, also=(*known.also, here))
    return sorted(by_cause.values(), key=lambda change: SEVERITIES.index(change.severity))


def worst(severities: Iterable[Severity]) -> Severity | None:
    """Return the gravest severity, or None when there is none."""
    return min(severities, key=SEVERITIES.index, default=None)
