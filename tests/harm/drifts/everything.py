"""Importing this module fills the catalogue."""

from tests.harm.drifts import (
    creations,
    deletions,
    identifiers,
    lists,
    misnamed,
    neighbours,
    pointers,
    reads,
    workflows,
    writers,
)

__all__ = [
    "creations",
    "deletions",
    "identifiers",
    "lists",
    "misnamed",
    "neighbours",
    "pointers",
    "reads",
    "workflows",
    "writers",
]
