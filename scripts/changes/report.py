"""Reports what changed: lines for a terminal, JSON, a fragment of the CHANGELOG."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.changes.changes import Change, worst
from scripts.changes.compare import compare
from scripts.changes.rules import SEVERITIES, Severity
from scripts.changes.surface import PYTHON, compare_surfaces
from scripts.changes.versions import Version

SECTIONS = ("Added", "Changed", "Deprecated", "Removed")


@dataclass(frozen=True)
class Comparison:
    """Two versions of the contract and what changed from one to the other: `compare_versions(base, head).lines()`.

    `changes` are those of the spec, `surface` those of the package.
    """

    base: Version
    head: Version
    changes: list[Change]
    surface: list[Change]

    @property
    def all(self) -> list[Change]:
        """The changes of the spec and of the package."""
        return [*self.changes, *self.surface]

    @property
    def severity(self) -> Severity | None:
        """The gravest change of all, or None when there is none."""
        return worst(change.severity for change in self.all)

    @property
    def summary(self) -> str:
        """How many changes of each class there are."""
        found = [change.severity for change in self.all]
        return ", ".join(f"{found.count(severity)} {severity}" for severity in SEVERITIES)

    @property
    def no_surface(self) -> str:
        """A line that says why the packages are not compared; nothing when they are."""
        reason = self.base.no_package or self.head.no_package
        return f"The Python packages are not compared: {reason}" if reason else ""

    def as_json(self) -> dict[str, Any]:
        """Return the report for machines."""
        return {
            "format": 1,
            "base": {"name": self.base.name, "spec_version": self.base.spec.version},
            "head": {"name": self.head.name, "spec_version": self.head.spec.version},
            "severity": self.severity,
            "changes": [asdict(change) for change in self.changes],
            "surface": {
                "not_compared": self.no_surface or None,
                "changes": [asdict(change) for change in self.surface],
            },
        }

    def lines(self) -> Iterator[str]:
        """Yield the report for a terminal."""
        width = max((len(change.operation) for change in self.all), default=0)
        for change in sorted(self.all, key=lambda change: SEVERITIES.index(change.severity)):
            yield f"{change.severity.ljust(13)}  {change.operation.ljust(width)}  {change.place}{_values(change)}"
            yield f"{' ' * 13}  {' ' * width}  {change.sentence}{_elsewhere(change)}"
        if self.no_surface:
            yield self.no_surface
        yield f"{self.base.name} -> {self.head.name}: {self.summary}"

    def fragment(self) -> Iterator[str]:
        """Yield the lines that a CHANGELOG in the manner of Keep a Changelog may take up."""
        entries: dict[str, list[str]] = {section: [] for section in SECTIONS}
        for change in self.all:
            if change.severity != "documentation" or change.kind == "deprecated":
                entries[_section(change)].append(_entry(change))
        described = sorted({f"`{change.operation}`" for change in self.changes if change.severity == "documentation"})
        if described:
            entries["Changed"].append(f"- Documentation of {', '.join(described)}.".replace("`every operation`", "all"))
        for section, lines in entries.items():
            if lines:
                yield from (f"### {section}", "", *lines, "")

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write the report for machines and the lines for the CHANGELOG, and return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        data, fragment = folder / "spec-change.json", folder / "spec-change.md"
        data.write_text(json.dumps(self.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        fragment.write_text("\n".join(self.fragment()), encoding="utf-8")
        return data, fragment


def compare_versions(base: Version, head: Version) -> Comparison:
    """Return what changed between two versions, at the level of the spec and of the package."""
    surface = compare_surfaces(base.package, head.package) if base.package and head.package else []
    return Comparison(base, head, compare(base.spec, head.spec), surface)


def _values(change: Change) -> str:
    values = " -> ".join(value for value in (change.before, change.after) if value)
    return f"  ({values})" if values else ""


def _elsewhere(change: Change) -> str:
    places = "place" if len(change.also) == 1 else "places"
    return f" The same in {len(change.also)} more {places}." if change.also else ""


def _section(change: Change) -> str:
    if change.kind == "deprecated":
        return "Deprecated"
    if change.kind in ("field-removed", "operation-removed", "parameter-removed", "header-removed", "object-removed"):
        return "Removed"
    return "Added" if change.severity == "additive" and not change.before and change.after else "Changed"


def _entry(change: Change) -> str:
    place = f"`{change.place}`" if change.operation == PYTHON else f"`{change.operation}`, {_spelt(change)}"
    breaking = "**Breaking:** " if change.severity == "breaking" else ""
    return f"- {breaking}{place}: {change.sentence}{_elsewhere(change)}"


def _spelt(change: Change) -> str:
    values = " to ".join(f"`{value}`" for value in (change.before, change.after) if value)
    message, slash, path = change.place.partition(" /")
    place = f"{message} `/{path}`" if slash else message
    return f"{place} ({values})" if values else place
