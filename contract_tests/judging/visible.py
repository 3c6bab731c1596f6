"""Text from a target made visible: what a terminal, a browser or an editor would obey or hide becomes an escape."""

from __future__ import annotations

import re

# Control characters but tab and line feed, direction marks, zero-width characters, halves of surrogate pairs.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
LINE = re.compile(r"[\t\n]")


def visible(text: str) -> str:
    """`text` with unseen characters as JSON writes them (`\\u202e`), so that a copied JSON body keeps its meaning."""
    return UNSEEN.sub(_escape, text)


def one_line(text: str) -> str:
    """`text` made visible, line feeds and tabs included."""
    return LINE.sub(_escape, visible(text))


def cut(text: str, longest: int) -> str:
    """`text`, or so many characters of it with an ellipsis for the last.

    What may hold a secret is redacted before, since it may end in a part of one.
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
