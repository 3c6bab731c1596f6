"""What differs between two short texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
# Beyond this many words the comparison costs more than it shows; below this likeness it would be confetti.
MOST_WORDS = 200
LEAST_LIKENESS = 0.4


class Piece(NamedTuple):
    """A piece of a text; `differs` tells whether the other text has something else there."""

    text: str
    differs: bool


def differences(expected: str, observed: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces."""
    one, other = WORDS.findall(expected), WORDS.findall(observed)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if max(len(one), len(other)) > MOST_WORDS or matcher.ratio() < LEAST_LIKENESS:
        return [Piece(expected, True)], [Piece(observed, True)]
    codes = matcher.get_opcodes()
    left = [Piece("".join(one[start:end]), tag != "equal") for tag, start, end, _, _ in codes if end > start]
    right = [Piece("".join(other[start:end]), tag != "equal") for tag, _, _, start, end in codes if end > start]
    return left, right
