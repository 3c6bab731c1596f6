"""The last runs as a picture: how many findings each had."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from contract_tests.judging.values import number_of
from contract_tests.reports.wording import Json, day

MOST_BARS = 30
STEP, BAR, HEIGHT = 16, 10, 64
STATES = {"conforms": "conforming", "drift": "with drift", "could-not-run": "could not run"}
# A run with a finding must be seen beside one with hundreds.
LEAST = 4.0


@dataclass(frozen=True)
class Bar:
    """A run in the picture; lengths are in units of the picture, from its top left.

    `carried` counts the findings that a run that could run carried over.
    """

    started_at: str
    verdict: str
    breaking: int
    additive: int
    carried: int
    x: int
    breaking_height: float
    additive_height: float
    carried_height: float


@dataclass(frozen=True)
class Trend:
    """The picture: its bars, oldest first, its size, and what it shows in words."""

    bars: list[Bar]
    width: int
    height: int
    bar_width: int
    words: str


def trend(runs: list[Json]) -> Trend:
    """The picture of the newest runs of a history."""
    newest = runs[-MOST_BARS:]
    highest = max((len(run["findings"]) + _carried(run) for run in newest), default=0)
    bars = [_bar(run, position * STEP, highest) for position, run in enumerate(newest)]
    return Trend(bars, max(1, len(bars)) * STEP, HEIGHT, BAR, _words(newest))


def _bar(run: Json, x: int, highest: int) -> Bar:
    breaking = sum(finding["severity"] == "breaking" for finding in run["findings"])
    counts = breaking, len(run["findings"]) - breaking, _carried(run)
    return Bar(run["started_at"], run["verdict"], *counts, x, *(_height(count, highest) for count in counts))


def _carried(run: Json) -> int:
    return 0 if run["verdict"] == "could-not-run" else len(run.get("carried", []))


def _height(count: int, highest: int) -> float:
    return round(max(LEAST, HEIGHT * 0.9 * count / highest), 1) if count else 0.0


def _words(runs: list[Json]) -> str:
    if len(runs) < 2:
        return "This is the first run of its history."
    counts = Counter(run["verdict"] for run in runs)
    counted = ", ".join(f"{counts[verdict]} {words}" for verdict, words in STATES.items() if counts[verdict])
    last = runs[-1]["verdict"]
    same = list(takewhile(lambda run: run["verdict"] == last, reversed(runs)))
    streak = f" The last {len(same)}, since {day(same[-1]['started_at'])}: {STATES[last]}." if len(same) > 1 else ""
    most = max(len(run["findings"]) for run in runs)
    return f"Of {len(runs)} runs: {counted}.{streak} At most {number_of(most, 'finding')} in a run."
