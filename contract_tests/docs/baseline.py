"""Accepted differences: known findings, each with a reason and the day on which it has to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from contract_tests.drift.finding import Finding


class BaselineError(Exception):
    """The baseline cannot be read; the message is one line."""


@dataclass(frozen=True)
class Entry:
    """An accepted finding, by its id or by operation, kind and place."""

    reason: str
    expires: date
    id: str | None = None
    operation: str | None = None
    kind: str | None = None
    place: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether the entry means this finding."""
        if self.id is not None:
            return self.id == finding.id
        deviation = finding.deviation
        return (self.operation, self.kind, self.place) == (finding.operation, deviation.kind, deviation.place)

    def __str__(self) -> str:
        return self.id or f"{self.kind}: {self.operation}, {self.place}"


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a baseline file; none when there is no file.

    Raises:
        BaselineError: The file is not a list of entries, or an entry lacks its reason, its expiry or what it covers.
    """
    if not path.exists():
        return []
    try:
        raw = yaml.safe_load(path.read_text("utf-8")) or []
        entries = [Entry(**entry) for entry in raw]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError) as error:
        raise BaselineError(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from error
    for entry in entries:
        named = entry.id or (entry.operation and entry.kind and entry.place)
        if not (named and entry.reason and isinstance(entry.expires, date)):
            raise BaselineError(f"{path.name}: an entry needs a reason, a date, and an id or operation, kind and place")
    return entries


def accept(
    findings: list[Finding], entries: list[Entry], today: date
) -> tuple[list[Finding], list[tuple[Finding, Entry]], list[Entry]]:
    """The findings that stand, those that an entry accepts, and the entries that nothing occurs for any more.

    An entry past its day accepts nothing.
    """
    valid = [entry for entry in entries if entry.expires >= today]
    accepted = [(finding, entry) for finding in findings for entry in valid if entry.covers(finding)]
    covered = {id(finding) for finding, _ in accepted}
    standing = [finding for finding in findings if id(finding) not in covered]
    stale = [entry for entry in entries if not any(entry.covers(finding) for finding in findings)]
    return standing, accepted, stale
