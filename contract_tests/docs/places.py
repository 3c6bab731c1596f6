"""Places of an operation and what is said there.

A place is a path such as `/request/query/limit` or `/response/200/body/data/*/name`, with `*` for the items of an
array and the values of a map.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")


@dataclass(frozen=True)
class Said:
    """The facts at one place, where they stand in the document, and the `x-source` that covers them."""

    facts: dict[str, Any]
    pointer: str
    source: str | None = None


Surface = dict[str, Said]


def without_items(place: str) -> str:
    """A place without the signs for items, as pages write it."""
    return re.sub(r"/\*(?=/|$)", "", place)


def key_of(place: str) -> str:
    """A place as a key: the names of headers do not differ by case."""
    return place.lower() if "/header/" in place else place
