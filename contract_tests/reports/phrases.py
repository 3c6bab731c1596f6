"""Pieces of sentences: what comes from the target between backticks, and a capital at the start."""

from __future__ import annotations

import re

from contract_tests.judging.secrets import REDACTED
from contract_tests.judging.visible import one_line

LONGEST_VALUE = 90
HIDDEN = f"'{REDACTED}'"
# The slash of a pointer, which stands by itself and not in an address or between quotes.
SLASH = re.compile(r"(?:(?<=^)|(?<= )|(?<=\())/(?=[\w*])")
LONG_VALUE = re.compile(r"'([^']{48})[^']{4,}'")


def code(text: object, longest: int = LONGEST_VALUE) -> str:
    """A text of the target between backticks, in one line and short, without backticks of its own."""
    line = LONG_VALUE.sub(r"'\1…'", one_line(str(text)).replace("`", "'"))
    return f"`{line if len(line) <= longest else line[: longest - 1] + '…'}`"


def value_of(text: str) -> str:
    """A value that was seen or expected; one that is blanked is not taken for a text of the target."""
    return "a hidden secret" if text == HIDDEN else code(without_slashes(text))


def capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def without_slashes(text: str) -> str:
    """A text in which pointers begin with the name of a field: `before expiresAt` for `before /expiresAt`."""
    return SLASH.sub("", text)
