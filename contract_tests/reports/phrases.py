"""Pieces of sentences: what comes from the target between backticks, and a capital at the start."""

from __future__ import annotations

import re

from contract_tests.judging.secrets import REDACTED
from contract_tests.judging.visible import cut, one_line

LONGEST_VALUE = 90
HIDDEN = f"'{REDACTED}'"
# The slash of a pointer, which stands by itself and not in an address or between quotes.
SLASH = re.compile(r"(?:(?<=^)|(?<= )|(?<=\())/(?=[\w*])")
LONG_VALUE = re.compile(r"'([^']{48})[^']{4,}'")
# In a text of several words: values between quotes, lists of them, pointers and names that are made of several words.
QUOTED = r"""(?<!\w)(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?!\w)"""
VALUE = re.compile(
    rf"(\[(?:{QUOTED}|[\w., ])*\]|{QUOTED}|(?<![^ (])/[\w*/~.-]+|\b[a-z]+(?:_\w+|[A-Z]\w*)|\b[A-Z]+_[A-Z_]+)"
)
# What means nothing to Markdown, so that it may stand outside of backticks.
PLAIN = re.compile(r"[\w ,.:;()+-]*")
# A long value by its type: `string of 170 characters`.
SIZE = re.compile(r"(?<!another )\b(?:string|array|object) of (?=\d)")
LONGEST_WORDS = 400
FORM = re.compile(r"(pattern|of the form) (\^.*)", re.DOTALL)


def code(text: object, longest: int = LONGEST_VALUE) -> str:
    """A text of the target between backticks, in one line and short, without backticks of its own."""
    line = LONG_VALUE.sub(r"'\1…'", one_line(str(text)).replace("`", "'"))
    return f"`{cut(line, longest)}`"


def value_of(text: str) -> str:
    """A value that was seen or expected; one that is blanked is not taken for a text of the target."""
    return "a hidden secret" if text == HIDDEN else words(text)


def words(text: str) -> str:
    """A text of several words with the values in it between backticks; a single word as a whole."""
    line = one_line(text).replace("`", "'")
    if form := FORM.fullmatch(line):
        return f"{form[1]} {code(form[2])}"
    # Every second part is a value.
    parts = VALUE.split(line) if len(line) <= LONGEST_WORDS else []
    rest = "".join(parts[::2])
    if " " not in line.strip() or not rest.strip() or not PLAIN.fullmatch(rest):
        return code(without_slashes(line))
    plain = [SIZE.sub(_with_article, part) for part in parts]
    marked = "".join(code(without_slashes(part)) if number % 2 else plain[number] for number, part in enumerate(parts))
    return marked.replace("` `", " ")


def _with_article(found: re.Match[str]) -> str:
    return f"{'an' if found[0][0] in 'ao' else 'a'} {found[0]}"


def capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def without_slashes(text: str) -> str:
    """A text in which pointers begin with the name of a field: `before expiresAt` for `before /expiresAt`."""
    return SLASH.sub("", text)
