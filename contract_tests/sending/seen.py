"""What a target has shown, and when: an identifier that was seen before a creation was sent is not what it made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

LONGEST_IDENTIFIER = 128
# Beyond that many texts nothing more is remembered, and nothing is known to be new any more.
MOST_TEXTS = 1_000_000
# An identifier that cannot be taken for another path, whatever a server makes of it.
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_~-]*(\.[A-Za-z0-9_~-]+)*")


class Seen:
    """Remembers every text that may be an identifier: `seen.came_after(text, moment)`.

    `moment` is a number that grows with every answer.
    """

    def __init__(self) -> None:
        self.moment = 0
        self._first: dict[str, int] = {}
        self._is_full = False

    def note(self, body: Any) -> None:
        """Remember the texts of an answer's JSON body."""
        self.moment += 1
        for text in _texts(body):
            if len(self._first) >= MOST_TEXTS:
                self._is_full = True
                return
            self._first.setdefault(_folded(text), self.moment)

    def came_after(self, text: str, moment: int) -> bool:
        """Whether no answer up to a moment has shown a text, as far as that is known for certain."""
        first = self._first.get(_folded(text))
        return not self._is_full and (first is None or first > moment)


def _texts(value: Any) -> Iterator[str]:
    """The texts and whole numbers in a JSON value that may be identifiers."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as found:
                waiting += found.values()
            case list() as found:
                waiting += found
            case bool():
                continue
            case str() | int() as found if len(text := str(found)) <= LONGEST_IDENTIFIER:
                yield text


def _folded(text: str) -> str:
    """A text as a careless server might compare it."""
    return text.strip().casefold()
