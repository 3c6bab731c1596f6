"""The lines of a history file. A file may come from elsewhere: only a line that is a run of this project is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import jsonschema_rs

from contract_tests.judging.json_reading import NotJson, read_json
from contract_tests.reports.wording import SEVERITIES, VERDICTS, Json

MOST_NAMED = 5
TEXT = {"type": "string"}
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$"}
FINDING = {
    "type": "object",
    # Lines of before the carry-over have no more than these.
    "required": ["id", "severity", "headline"],
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
        "severity": {"enum": list(SEVERITIES)},
        "headline": {"type": "string", "pattern": r"^[^\s:]+: [^\s,]+, "},
        **dict.fromkeys(("operation", "rule", "kind", "place"), TEXT),
        **dict.fromkeys(("expected", "observed", "documentation", "spec_pointer"), TEXT),
        **dict.fromkeys(("first_seen", "last_seen"), INSTANT),
    },
    # A finding whose rule is known is known with all that it takes to look for it again.
    "dependentRequired": {"rule": ["operation", "kind", "place"]},
}
RUN = {
    "type": "object",
    "required": ["started_at", "verdict", "target", "findings"],
    "properties": {
        "started_at": INSTANT,
        "verdict": {"enum": list(VERDICTS)},
        "target": TEXT,
        "spec": TEXT,
        "duration_seconds": {"type": "number", "minimum": 0},
        "requests": {"type": "integer", "minimum": 0},
        "findings": {"type": "array", "items": FINDING},
        "carried": {"type": "array", "items": FINDING},
    },
}


@dataclass(frozen=True)
class Line:
    """A line of a history file: its number from 1, its text, and the run that it stands for, if it is one."""

    number: int
    text: bytes
    run: Json | None


def read_lines(content: bytes) -> Iterator[Line]:
    """The lines of a history file, empty ones left out."""
    for number, text in enumerate(content.split(b"\n"), 1):
        if text.strip():
            yield Line(number, text, _run(text))


def problems(name: str, lines: Iterable[Line]) -> list[str]:
    """What to say about the lines of a file that are no runs."""
    numbers = [line.number for line in lines if line.run is None]
    named = [f"{name}: line {one} is no run of this project; it is left as it is" for one in numbers[:MOST_NAMED]]
    more = len(numbers) - len(named)
    return [*named, f"{name}: {more} more lines are no runs of this project"] if more else named


def kept(lines: Iterable[Line], most_runs: int, most_bytes: int) -> list[Line]:
    """The lines that stay in a bounded file.

    The oldest runs go first. The newest on each kind of target stays, since it knows what is open there, and so does
    what is no run, since it is not ours.
    """
    lines = list(lines)
    runs = [(line, line.run["target"]) for line in lines if line.run is not None]
    newest = {target: line for line, target in runs}
    count, size, forgotten = len(runs), sum(len(line.text) for line, _ in runs), set()
    for line, target in runs:
        if count <= most_runs and size <= most_bytes:
            break
        if line is not newest[target]:
            count, size = count - 1, size - len(line.text)
            forgotten.add(line.number)
    return [line for line in lines if line.number not in forgotten]


def _run(text: bytes) -> Json | None:
    value = read_json(text)
    if isinstance(value, NotJson) or not _validator().is_valid(value):
        return None
    run: Json = value
    return run


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(RUN)
