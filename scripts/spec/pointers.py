"""JSON pointers: written, taken apart, and followed through JSON values.

A pointer into a value may hold `*`, which stands for every element of an array or every value of an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

# How many are kept taken apart: the names in a hostile answer have no end.
MOST_POINTERS = 10_000
INDEX = re.compile(r"[0-9]{1,15}")


class Missing:
    """The type of ABSENT: a pointer that leads nowhere is not the same as null."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = Missing()


def escape(token: str) -> str:
    """A token as it stands in a pointer."""
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def unescape(token: str) -> str:
    """A token of a pointer as the name that it stands for."""
    return token.replace("~1", "/").replace("~0", "~")


def child(pointer: str, *tokens: str | int) -> str:
    """The pointer of a member of the value at `pointer`, one token a level."""
    for token in tokens:
        pointer = f"{pointer}/{escape(str(token))}"
    return pointer


def parent(pointer: str) -> str:
    """The pointer of the value that holds the one at `pointer`."""
    return pointer.rpartition("/")[0]


def split(pointer: str) -> list[str]:
    """The tokens of a pointer, unescaped."""
    return list(_names(pointer))


def target(reference: str) -> str:
    """The pointer that a `$ref` into the same document means."""
    return unquote(reference).removeprefix("#")


def mapped(reference: str) -> str:
    """The pointer of the schema that the mapping of a discriminator means: a reference, or the name of a component."""
    is_name = re.fullmatch(r"[\w.-]+", reference) is not None
    return child("/components/schemas", reference) if is_name else target(reference)


def get(value: Any, pointer: str) -> Any:
    """What a pointer leads to, or ABSENT; the first of it where the pointer holds `*`."""
    if "*" in pointer:
        return next(each(value, pointer), ABSENT)
    # A run asks for some hundred thousand values: what one place holds is found without lists of places.
    for name in _names(pointer):
        value = _member(value, name)
    return value


def each(value: Any, pointer: str) -> Iterator[Any]:
    """Everything that a pointer leads to; nothing when it leads nowhere."""
    found = [value]
    for token in pointer.split("/")[1:]:
        found = [inner for one in found for inner in _children(one, token)]
    yield from found


def put(value: Any, pointer: str, new: Any) -> Any:
    """`value` with `new` at a pointer, written in place; unchanged where there is no object to hold it."""
    holder = get(value, parent(pointer))
    if isinstance(holder, dict):
        holder[split(pointer)[-1]] = new
    return value


def drop(value: Any, pointer: str) -> Any:
    """`value` without the member at a pointer, removed in place."""
    holder = get(value, parent(pointer))
    if isinstance(holder, dict):
        holder.pop(split(pointer)[-1], None)
    return value


@lru_cache(maxsize=MOST_POINTERS)
def _names(pointer: str) -> tuple[str, ...]:
    return tuple(unescape(token) for token in pointer.split("/")[1:])


def _children(value: Any, token: str) -> list[Any]:
    if token == "*":
        if isinstance(value, dict):
            return list(value.values())
        return list(value) if isinstance(value, list) else []
    member = _member(value, unescape(token))
    return [] if member is ABSENT else [member]


def _member(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name, ABSENT)
    is_there = isinstance(value, list) and INDEX.fullmatch(name) and int(name) < len(value)
    return value[int(name)] if is_there else ABSENT
