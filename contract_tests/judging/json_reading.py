"""JSON as a run reads it: UTF-8, without what RFC 8259 does not know, and no larger than any honest answer.

What Python's reader lets pass (NaN, a name twice, halves of surrogate pairs) or fails on (nesting, numbers of
thousands of digits) makes a body unreadable, with words that say why.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar

T = TypeVar("T")

# The same answer comes again and again, and several readers look at each: so much is kept of bodies up to a size, and
# of larger ones.
MOST_SMALL, LARGEST_SMALL, MOST_LARGE = 128, 128 * 1024, 4
DEEPEST = 64
MOST_VALUES = 150_000
MOST_DIGITS = 40
SURROGATES = range(0xD800, 0xE000)


class NotJson:
    """The type of a body that is no JSON; `problem` says in a few words what it is instead."""

    def __init__(self, problem: str) -> None:
        self.problem = problem

    def __repr__(self) -> str:
        return f"not JSON: {self.problem}"


NOT_JSON: Final = NotJson("not JSON")


def read_json(body: bytes) -> Any:
    """The value that a body stands for, or what keeps it from being read as a NotJson.

    Several callers may get one and the same value, so that nobody may change it.
    """
    return _kept(body)


def keeping(read: Callable[..., T]) -> Callable[..., T]:
    """The same function, which keeps what it made of the latest bodies; a body is its last argument."""
    small, large = lru_cache(MOST_SMALL)(read), lru_cache(MOST_LARGE)(read)

    def kept(*arguments: Any) -> T:
        return (small if len(arguments[-1]) <= LARGEST_SMALL else large)(*arguments)

    return kept


def _read(body: bytes) -> Any:
    if not body:
        return NotJson("empty")
    try:
        text = body.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        # Every value but the first has one of these before it, inside of texts or not.
        if sum(map(text.count, ",[{")) > MOST_VALUES:
            return NotJson(f"more than {MOST_VALUES} values")
        value = json.loads(
            text, parse_constant=_refuse_constant, parse_int=_integer, parse_float=_number, object_pairs_hook=_object
        )
    except UnicodeDecodeError:
        return NotJson("not UTF-8")
    except RecursionError:
        return NotJson(f"nested deeper than {DEEPEST}")
    except _Refused as error:
        return NotJson(str(error))
    except ValueError:
        return NOT_JSON
    return _checked(value)


_kept = keeping(_read)


class _Refused(ValueError):
    """Something that JSON does not have, or no honest answer needs."""


def _refuse_constant(name: str) -> Any:
    raise _Refused(f"{name}, which is no JSON")


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _Refused(f"a number of more than {MOST_DIGITS} digits")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if len(text) > MOST_DIGITS or value in (float("inf"), float("-inf")):
        raise _Refused("a number that is out of range")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Refused("a name that stands twice in one object")
    return members


def _checked(value: Any) -> Any:
    """The value, unless it is nested without end or holds half of a surrogate pair."""
    level = [value]
    for _ in range(DEEPEST):
        texts = [one for one in level if isinstance(one, str)]
        texts += [name for one in level if isinstance(one, dict) for name in one]
        if any(ord(character) in SURROGATES for text in texts if not text.isascii() for character in text):
            return NotJson("half of a surrogate pair")
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return value
    return NotJson(f"nested deeper than {DEEPEST}")
