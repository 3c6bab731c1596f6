"""What was measured, and whether a bound is broken beyond doubt."""

from __future__ import annotations

from math import inf
from statistics import median
from typing import NamedTuple

PARTS = 10
# How many of the parts of a measure have to be beyond a bound before it is broken.
BEYOND_DOUBT = 0.9


class Measure(NamedTuple):
    """What was measured, and the same in parts."""

    value: float
    parts: list[float]
    detail: str = ""

    def verdict(self, at_most: float = inf, at_least: float = 0.0) -> str:
        """Return `kept`, `in doubt` or `broken`: a busy machine meets some parts, what is slow shows in all."""
        if at_least <= self.value <= at_most:
            return "kept"
        beyond = [part for part in self.parts if not at_least <= part <= at_most]
        return "broken" if len(beyond) >= BEYOND_DOUBT * len(self.parts) else "in doubt"


def ratio(pairs: list[tuple[float, float]]) -> Measure:
    """Return the ratio of two medians, without the first rounds, which are for warming up."""
    warm = pairs[len(pairs) // 10 :]
    size = len(warm) // PARTS
    parts = [_medians(warm[start : start + size]) for start in range(0, size * PARTS, size)]
    one, other = _medians(warm)
    return Measure(one / other, [a / b for a, b in parts], f"{one * 1e6:.0f} / {other * 1e6:.0f} microseconds")


def _medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    ones, others = zip(*pairs, strict=True)
    return median(ones), median(others)
