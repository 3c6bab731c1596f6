"""What sets of named runs have in common: which of them are chosen, and how they are made side by side.

for result in side_by_side(play, chosen, jobs=2, options=Options(folder)): ...
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Named = TypeVar("Named")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Options:
    """What all runs have in common: where they leave their files, the seed, arguments for every run."""

    folder: Path
    seed: int = 1
    keep: bool = False
    arguments: tuple[str, ...] = ()


def is_chosen(name: str, only: Sequence[str]) -> bool:
    """Whether a name is among some names or patterns, of which none stands for all."""
    return not only or any(name == pattern or fnmatch.fnmatchcase(name, pattern) for pattern in only)


def side_by_side(
    play: Callable[[Named, Options], Result], chosen: Iterable[Named], jobs: int, options: Options
) -> Iterator[Result]:
    """What came of each run, as they come, `jobs` at a time."""
    pool = ThreadPoolExecutor(jobs)
    try:
        for future in as_completed([pool.submit(play, one, options) for one in chosen]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)
