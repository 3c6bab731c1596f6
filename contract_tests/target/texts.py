"""Texts that tell: with the characters that break in transit, and at the length that a field may have.

A text starts with plain words, in whose place the mark of a run can stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.spec.document import Schema

# Scripts of one, two, three and four bytes a character in UTF-8.
NON_ASCII = "Prøve på ålandsk, δοκιμή, проверка, 試験 🪪."
PLAIN_START = "Plain words come first, then "
# Markup, quotes, an ampersand, percent and plus signs, slashes, two blanks, capitals that other cases take for others,
# a letter that is composed and one that is not.
TELLING = f"<b>\"quotes\" & 'apostrophe'</b> &amp; 100% %41 a+b \\ / two  blanks ß İi caf\u00e9 cafe\u0301 {NON_ASCII}"
SECOND_LINE = "\nand a second\tline"
# Characters of two and three bytes in UTF-8, each one unit in UTF-16.
BASIC_PLANE = "Prøve på ålandsk, δοκιμή, проверка, 試験. "
ASTRAL = "🪪"
FREE_TEXT_HAS_NOT = frozenset({"const", "enum", "format", "pattern", "x-eligible", "x-extensible-enum"})


def is_free_text(schema: Schema) -> bool:
    """Whether a schema takes any text, as far as the documentation says."""
    return schema.get("type") == "string" and not FREE_TEXT_HAS_NOT & schema.keys()


def telling_text(schema: Schema) -> str:
    """A text with the characters that break in transit, as many of them as a field takes."""
    limit = schema.get("maxLength")
    text = PLAIN_START + TELLING
    if limit is None or units(text) <= limit:
        return text
    return _cut(TELLING, limit).strip()


def with_line_break(schema: Schema) -> str | None:
    """The same text with a second line, where a field takes so much; what a line break gets is published nowhere."""
    text = telling_text(schema) + SECOND_LINE
    return text if units(text) <= schema.get("maxLength", units(text)) else None


def longest_texts(limit: int) -> Iterator[str]:
    """Texts at the length that a field may have, however it is counted: in characters, bytes or units of UTF-16.

    None is longer than the limit in units of UTF-16: whether that is accepted is published nowhere.
    """
    yield "x" * limit
    if limit > units(ASTRAL):
        # As many units as may be, one character less, many more bytes.
        yield (BASIC_PLANE * limit)[: limit - units(ASTRAL)] + ASTRAL
        # As many characters as may be, and one byte more.
        yield "x" * (limit - 1) + "é"


def units(text: str) -> int:
    """The length of a text in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def one_line(text: str) -> str:
    """A text with its line breaks as blanks."""
    return text.replace("\n", " ")


def _cut(text: str, most: int) -> str:
    """As much of the beginning of a text as has so many units of UTF-16."""
    while units(text) > most:
        text = text[:-1]
    return text
