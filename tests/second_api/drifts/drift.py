"""What a drift is, and what several of them need."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..lending import Library
from ..seeds import SEEDED_SHELVES
from ..values import Json


@dataclass(frozen=True)
class Drift:
    """One fault: which operations a good finding may name, what is wrong, and the library that does it.

    A subtle one shows only to those who read twice, or who look at the bytes of the connection.
    """

    name: str
    operations: tuple[str, ...]
    wrong: str
    served: Callable[[], Library]
    subtle: bool


DRIFTS: dict[str, Drift] = {}


def drift(wrong: str, *operations: str, subtle: bool = False) -> Callable[[type[Library]], type[Library]]:
    """Register a library as a drift; the name is that of the class, in small letters with hyphens."""

    def register(library: type[Library]) -> type[Library]:
        name = re.sub("(?<=[a-z])(?=[A-Z0-9])", "-", library.__name__).lower()
        DRIFTS[name] = Drift(name, operations, wrong, library, subtle)
        return library

    return register


def newest_other(library: Library, shelf: Json) -> Json | None:
    """Return the newest shelf beside this one that the user did not have before."""
    others = [key for key in library.shelves if key != shelf["id"] and key not in SEEDED_SHELVES]
    return library.shelves[max(others)] if others else None


class RemembersDeleted(Library):
    """A library that still has what it deleted; a base of drifts, none itself."""

    def __init__(self) -> None:
        super().__init__()
        self.deleted: dict[int, Json] = {}

    def remove_shelf(self, shelf: Json) -> None:
        self.deleted[shelf["id"]] = shelf
        super().remove_shelf(shelf)

    def remove_book(self, book: Json) -> None:
        self.deleted[book["id"]] = book
        super().remove_book(book)
