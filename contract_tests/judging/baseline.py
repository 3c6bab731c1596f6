"""The baseline: differences that the maintainers have accepted, each with a reason and the day it is looked at again.

- operation: listApps
  kind: undocumented-field
  place: response 200 body /data/*/colour
  reason: announced for the next release of the documentation
  expires: 2027-01-31

An entry without an operation is about every operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from contract_tests.judging.finding import Finding
from contract_tests.judging.looked import ALL
from scripts.spec.reading import SPEC_PATH, Loader

BASELINE_PATH = SPEC_PATH.with_name("contract.baseline.yaml")
FIELDS = ("operation", "kind", "place", "reason", "expires")


class BaselineError(Exception):
    """The baseline cannot be read; the message is one line that says what to mend."""


def is_about(entry: Mapping[str, Any], finding: Mapping[str, Any]) -> bool:
    """Whether an entry is about a finding, both with `operation`, `kind` and `place`."""
    same = all(entry[name] == finding[name] for name in ("kind", "place"))
    return same and entry["operation"] in (ALL, finding["operation"])


@dataclass(frozen=True)
class Accepted:
    """An accepted difference: what identifies the finding, why it is accepted, and until when (inclusive).

    `operation` may be `all`.
    """

    operation: str
    kind: str
    place: str
    reason: str
    expires: date

    def accepts(self, finding: Finding) -> bool:
        """Whether this entry is about a finding."""
        deviation = finding.deviation
        found = {"operation": finding.operation, "kind": deviation.kind, "place": deviation.place}
        return is_about(vars(self), found)


@dataclass(frozen=True)
class Verdicts:
    """Findings after the baseline: `open` ones count, `accepted` ones come with their entry.

    `unused` entries match nothing any more; `expired` ones match a finding that counts again.
    """

    open: list[Finding]
    accepted: list[tuple[Finding, Accepted]]
    unused: list[Accepted]
    expired: list[Accepted]

    @property
    def stale(self) -> dict[str, list[Accepted]]:
        """The entries that a maintainer has to look at, by what is the matter with them."""
        return {"unused": self.unused, "expired": self.expired}


def apply(baseline: Iterable[Accepted], findings: Iterable[Finding], today: date) -> Verdicts:
    """Sort findings and entries out."""
    verdicts = Verdicts([], [], [], [])
    entries = list(baseline)
    used: set[Accepted] = set()
    for finding in findings:
        matching = [entry for entry in entries if entry.accepts(finding)]
        used.update(matching)
        current = [entry for entry in matching if entry.expires >= today]
        if current:
            verdicts.accepted.append((finding, current[0]))
        else:
            verdicts.open.append(finding)
            verdicts.expired.extend(entry for entry in matching if entry not in verdicts.expired)
    verdicts.unused.extend(entry for entry in entries if entry not in used)
    return verdicts


def load_baseline(path: Path = BASELINE_PATH) -> list[Accepted]:
    """Read a baseline file.

    Raises:
        BaselineError: The file is not YAML, or an entry lacks a field or has one too many.
    """
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BaselineError(f"{path.name}: {str(error).splitlines()[0]}") from error
    if not isinstance(entries, list):
        raise BaselineError(f"{path.name}: write a list of entries")
    return [_accepted(path.name, number, entry) for number, entry in enumerate(entries, 1)]


def _accepted(name: str, number: int, entry: Any) -> Accepted:
    if not isinstance(entry, dict) or {"operation", *entry} != set(FIELDS):
        raise BaselineError(f"{name}: entry {number} needs the fields {', '.join(FIELDS)} and no other")
    entry = {"operation": ALL} | entry
    # A moment is a date, too, and cannot be compared with one.
    if type(entry["expires"]) is not date:
        raise BaselineError(f"{name}: entry {number} needs a date such as 2027-01-31 in expires")
    texts = {field: entry[field] for field in FIELDS if field != "expires"}
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise BaselineError(f"{name}: entry {number} has an empty field, or one that is not text")
    return Accepted(**texts, expires=entry["expires"])
