"""What an answer says for people that is not JSON: the page of a firewall, a proxy or a maintenance."""

from __future__ import annotations

import html
import re

LONGEST = 120
READ_CHARACTERS = 20_000
# Scripts, styles and comments with what is in them, then the marks of whatever is left.
MARKUP = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)|<!--.*?(-->|$)|<[a-z/!?][^>]*(>|$)", re.DOTALL | re.IGNORECASE)


def excerpt(text: str) -> str | None:
    """Return the first words of a page or a plain text in one line; None when they are not for people."""
    shown = html.unescape(MARKUP.sub(" ", text[:READ_CHARACTERS]))
    words = " ".join("".join(one if one.isprintable() else " " for one in shown).split())
    if not words or "\ufffd" in words:
        return None
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
