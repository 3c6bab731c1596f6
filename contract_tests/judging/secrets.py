"""The secrets that a run has come to know, found in texts under any disguise that software puts on them.

A secret is found as it is, in other capitals, without the prefix that tells its kind, percent-encoded once or twice,
in escapes of JSON or HTML, in hexadecimal and in base64, and in one of these within another.
"""

from __future__ import annotations

import base64
import binascii
import html
import math
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from scripts.spec.pointers import unescape

REDACTED = "[redacted]"
SHORTEST = 6
# A shorter one, such as a sample value, must not blank words that merely contain it.
SHORTEST_INSIDE_WORDS = 12
SHORTEST_WITHOUT_PREFIX = 12
LOOKS_SECRET = re.compile(r"\b(sk_workspace_(?:test_|prod_)?|sh_app_|whsec_)\w+", re.IGNORECASE)
ENTROPIC = re.compile(r"[\w.~+/=-]{20,200}")
LEAST_BITS = 3.5
LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
WORD = re.compile(r"[^\s\"'<>]{12,}")
JSON_ESCAPES = re.compile(r"(?:\\+u[0-9a-fA-F]{4})")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{2}){6,}")
NESTED = 2


class Secrets:
    """Secrets by their texts: `secrets.add(text)`, then `secrets.blanked(text)`."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        # By its first characters, since there may be one for each provider of ten thousand apps.
        self._by_start: dict[str, list[str]] = {}

    def add(self, secret: str) -> None:
        """Remember a secret; texts of fewer than six characters are too common to be found again."""
        prefix = LOOKS_SECRET.match(secret)
        bare = secret[prefix.end(1) :] if prefix else ""
        for text in (secret, *([bare] if len(bare) >= SHORTEST_WITHOUT_PREFIX else [])):
            if len(text) >= SHORTEST and (lowered := text.translate(LOWER)) not in self._known:
                self._known.add(lowered)
                self._by_start.setdefault(lowered[:SHORTEST], []).append(lowered)

    def blanked(self, text: str) -> str:
        """A text with every secret in it replaced, those that only look like one among them."""
        parts, end = [], 0
        for start, stop in self._spans(text):
            if start >= end:
                parts += [text[end:start], REDACTED]
                end = stop
        plain = LOOKS_SECRET.sub(REDACTED, "".join([*parts, text[end:]]))
        return WORD.sub(lambda word: REDACTED if self._disguised(word[0]) else word[0], plain)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where secrets stand in a text in the clear, the longest at each place."""
        lowered = text.translate(LOWER)
        for start in range(len(lowered) - SHORTEST + 1 if self._known else 0):
            candidates = self._by_start.get(lowered[start : start + SHORTEST], ())
            ends = [start + len(one) for one in candidates if lowered.startswith(one, start)]
            ends = [end for end in ends if end - start >= SHORTEST_INSIDE_WORDS or _stands_alone(text, start, end)]
            if ends:
                yield start, max(ends)

    def _disguised(self, word: str) -> bool:
        return any(any(True for _ in self._spans(text)) or LOOKS_SECRET.search(text) for text in _undisguised(word))


def looks_random(text: str) -> bool:
    """Whether a text looks like a secret: it starts as one does, or is one word of many different characters."""
    if LOOKS_SECRET.match(text):
        return True
    if not ENTROPIC.fullmatch(text):
        return False
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares) >= LEAST_BITS


def _stands_alone(text: str, start: int, end: int) -> bool:
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return not any(character.isalnum() or character == "_" for character in around)


def _undisguised(word: str, left: int = NESTED) -> Iterator[str]:
    """What a word says once its encodings are undone, one within another."""
    if not left:
        return
    for text in set(_decoded(word)) - {word}:
        yield text
        yield from _undisguised(text, left - 1)


def _decoded(word: str) -> Iterator[str]:
    if "%" in word:
        # Doubled percent-encoding is one disguise.
        yield from ((once := unquote(word)), unquote(once))
    if "&" in word:
        yield html.unescape(word)
    if "\\" in word:
        yield JSON_ESCAPES.sub(lambda escape: chr(int(escape[0][-4:], 16)), word)
    if "~" in word:
        yield unescape(word)
    for run in HEXADECIMAL.finditer(word):
        yield from _texts(bytes.fromhex(run[0]))
    for run in BASE64.finditer(word):
        yield from _from_base64(run[0])


def _from_base64(run: str) -> Iterator[str]:
    """What a run of base64 says, wherever in it the encoding starts."""
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    for offset in range(4):
        usable = plain[offset:]
        usable = usable[: -1 if len(usable) % 4 == 1 else None]
        try:
            yield from _texts(base64.b64decode(usable + "=" * (-len(usable) % 4)))
        except (binascii.Error, ValueError):
            continue


def _texts(raw: bytes) -> Iterator[str]:
    yield raw.decode("latin-1")
    if not raw.isascii():
        yield raw.decode("utf-8", "replace")
