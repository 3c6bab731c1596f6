"""Where a collection shows a thing, in words: `once in the list`, `twice (items 3 and 7 of 12)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_tests.judging.values import describe, shortened
from contract_tests.target.creation import Creation

ONCE = "once in the list"
TIMES = {0: "not at all", 1: "once", 2: "twice"}
MOST_NAMED = 3


def where_listed(items: list[Any], is_it: Callable[[Any], bool]) -> str:
    """How often some items show a thing, and at which places, counted from 1."""
    numbers = [number for number, item in enumerate(items, 1) if is_it(item)]
    times = TIMES.get(len(numbers), f"{len(numbers)} times")
    if not numbers:
        return f"{times} (items in it: {len(items)})"
    return f"{times} ({numbered(numbers)} of {len(items)})"


def numbered(numbers: list[int]) -> str:
    """The numbers of items in words, such as `items 3 and 7`."""
    return f"item{'' if len(numbers) == 1 else 's'} {shortened(numbers, MOST_NAMED)}"


def where_shown(creation: Creation, items: list[Any]) -> str:
    """How often a collection shows a creation, pending or settled, and where."""
    return where_listed(items, lambda item: creation.is_pending(item) or creation.became(item))


def called(creation: Creation) -> str:
    """A creation by its identifier, as findings name it."""
    return describe(creation.identifier)
