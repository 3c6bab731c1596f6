"""Facts of an operation by place.

A place is a path such as `/request/query/limit` or `/response/200/body/data/*/name`, with `*` for the items of an
array and the values of a map. The facts of a place are by kind: `type`, `required`, `maxLength` and so on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

LENGTHS = ("minLength", "maxLength")
LIMITS = (*LENGTHS, "minimum", "maximum", "minItems", "maxItems")


@dataclass(frozen=True)
class PlaceFacts:
    """What an OpenAPI document states at one place: `PlaceFacts({"type": "string"}, "/components/schemas/Id")`.

    `pointer` is where the document has it, `source` the `x-source` that covers it.
    """

    facts: dict[str, Any]
    pointer: str
    source: str | None = None

    def adding(self, facts: dict[str, Any]) -> PlaceFacts:
        """The same place with more facts, or with other ones of the same kind."""
        return replace(self, facts=self.facts | facts)


Surface = dict[str, PlaceFacts]


def without_items(place: str) -> str:
    """A place without the signs for items, as pages write it."""
    return re.sub(r"/\*(?=/|$)", "", place)


def above(place: str) -> str:
    """The place that holds a place."""
    return place.rpartition("/")[0]


def by_key(places: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Places with what is there, by a key that ignores the case of header names."""
    return {place.lower() if "/header/" in place else place: (place, there) for place, there in places.items()}
