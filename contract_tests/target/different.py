"""The things of a collection that differ most from each other, so that a few of them stand for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.values import json_type
from scripts.spec.pointers import child

MOST = 20
# A text of lower-case words is taken for a state; any other names something, or is somebody's words.
STATE = re.compile(r"[a-z]+([_-][a-z]+)*")


def most_different(items: list[Any], most: int = MOST) -> list[Any]:
    """Some items of a list, in its order: each with something that no other has, then others spread over the list."""
    features = [set(_features(item, "")) for item in items]
    seen: set[tuple[str, str]] = set()
    chosen: list[int] = []
    # The first and the last are often the oldest and the newest.
    waiting = [*dict.fromkeys([0, len(items) - 1, *range(len(items))])] if items else []
    while waiting and len(chosen) < most:
        best = max(waiting, key=lambda index: len(features[index] - seen))
        if len(chosen) > 1 and not features[best] - seen:
            break
        chosen.append(best)
        waiting.remove(best)
        seen |= features[best]
    step = max(1, len(waiting) // max(1, most - len(chosen)))
    chosen += sorted(waiting)[::step][: most - len(chosen)]
    return [items[index] for index in sorted(chosen)]


def _features(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """What a value has: which fields with which types, and the states that they are in."""
    yield pointer, json_type(value)
    match value:
        case dict():
            for name, inner in value.items():
                yield from _features(inner, child(pointer, name))
        case list():
            yield pointer, ("empty", "one", "several")[min(len(value), 2)]
            for inner in value:
                yield from _features(inner, child(pointer, "*"))
        case bool() | int():
            yield pointer, str(value)
        case str() if STATE.fullmatch(value):
            yield pointer, value
