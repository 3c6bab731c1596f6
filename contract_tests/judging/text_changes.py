"""How a text was changed on its way: cut, trimmed, escaped, decoded, in other capitals.

Reports say it in words and never quote a part of a long text: redaction could not recognise a secret that is cut in
two.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote, unquote_plus

from contract_tests.judging.values import listing, number_of

ANOTHER = "another text"
ELLIPSES = ("…", "...")
UNREADABLE = "\ufffd"
MOST_DROPPED = 6
ENTITY = re.compile(r"&#?\w+;")
# Longer ones are not worth the time.
LONGEST_READ = 100_000
BREAKS = re.compile(r"\r\n|\r|\n")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
BEYOND_THE_BASIC_PLANE = re.compile(r"[^\x00-\uffff]")
Change = Callable[[str], str]
# What somebody did to a text, in words that follow `the expected text, `: the first that gives what came is said.
DONE: tuple[tuple[str, Change], ...] = (
    ("without the spaces at its end", str.rstrip),
    ("without the spaces at its start", str.lstrip),
    ("without the spaces around it", str.strip),
    ("without its query", lambda text: text.partition("?")[0] if "://" in text else text),
    ("without its fragment", lambda text: text.partition("#")[0] if "://" in text else text),
    ("in lower case", str.lower),
    ("in upper case", str.upper),
    ("with a capital at its start alone", str.capitalize),
    ("with line breaks as spaces", lambda text: BREAKS.sub(" ", text)),
    ("without its line breaks", lambda text: BREAKS.sub("", text)),
    ("with other line breaks", lambda text: BREAKS.sub("\n", text)),
    ("with other line breaks", lambda text: BREAKS.sub("\r\n", text)),
    ("with each run of spaces as one", lambda text: re.sub(r"\s+", " ", text)),
    ("with each run of spaces as one", lambda text: re.sub(r"\s+", " ", text.strip())),
    ("without its spaces", lambda text: re.sub(r"\s+", "", text)),
    ("with '+' as a space", lambda text: text.replace("+", " ")),
    ("percent-decoded", unquote),
    ("percent-decoded, '+' as a space", unquote_plus),
    ("percent-decoded twice", lambda text: unquote(unquote(text))),
    ("with a space as '+'", lambda text: text.replace(" ", "+")),
    ("percent-encoded twice", lambda text: quote(quote(text, safe=""), safe="")),
    ("with entities of HTML decoded", html.unescape),
    ("without its markup", lambda text: re.sub(r"<[^<>]*>", "", text)),
    ("with escapes of JSON", lambda text: json.dumps(text)[1:-1]),
    ("with escapes of JSON", lambda text: json.dumps(text, ensure_ascii=False)[1:-1]),
    ("in quotation marks", lambda text: f'"{text}"'),
    ("with a backslash before quotation marks", lambda text: re.sub(r"(['\"\\])", r"\\\1", text)),
    ("with the accents taken away", lambda text: _without_accents(text)),
    ("without its characters beyond ASCII", lambda text: BEYOND_ASCII.sub("", text)),
    ("with '?' for each character beyond ASCII", lambda text: BEYOND_ASCII.sub("?", text)),
    ("with '?' for each byte beyond ASCII", lambda text: re.sub(r"[\x80-\xff]", "?", text.encode().decode("latin-1"))),
    ("without the characters beyond U+FFFF, such as emoji", lambda text: BEYOND_THE_BASIC_PLANE.sub("", text)),
    ("with '?' for the characters beyond U+FFFF, such as emoji", lambda text: BEYOND_THE_BASIC_PLANE.sub("?", text)),
    ("with its UTF-8 read as Latin-1", lambda text: text.encode().decode("latin-1")),
    ("with its UTF-8 read as Windows-1252", lambda text: text.encode().decode("cp1252")),
    (f"with {UNREADABLE!r} in place of its last character", lambda text: text[:-1] + UNREADABLE),
    (
        f"with {UNREADABLE!r} for the characters beyond U+FFFF, such as emoji",
        lambda text: BEYOND_THE_BASIC_PLANE.sub(UNREADABLE, text),
    ),
    ("without its control characters", lambda text: "".join(one for one in text if unicodedata.category(one) != "Cc")),
)
# The same, told by what it takes to get the text back.
UNDONE: tuple[tuple[str, Change], ...] = (
    ("percent-encoded", unquote),
    ("percent-encoded", unquote_plus),
    ("percent-encoded twice", lambda text: unquote(unquote(text))),
)


def how_text_changed(sent: str, came: str) -> str:
    """What became of a text, in words that follow `the expected text, `; `another text` where nobody can tell."""
    return next(_recognised(sent, came), ANOTHER)


def first_difference(sent: str, came: str) -> int:
    """How many characters two texts have in common at their start."""
    common = min(len(sent), len(came))
    return next((n for n, (one, other) in enumerate(zip(sent, came, strict=False)) if one != other), common)


def _recognised(sent: str, came: str) -> Iterator[str]:
    if not sent or not came or max(len(sent), len(came)) > LONGEST_READ:
        return
    yield from (words for words, change in DONE if _gives(change, sent, came))
    yield from _escaped(sent, came)
    yield from (words for words, change in UNDONE if _gives(change, came, sent))
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        if unicodedata.normalize(form, sent) == came:
            yield f"normalised to Unicode {form}"
    yield from _without_some(sent, came)
    if sent.casefold() == came.casefold():
        yield "with other capitals"
    yield from _cut(sent, came)
    yield from _framed(sent, came)


def _gives(change: Change, text: str, result: str) -> bool:
    try:
        return text != result and change(text) == result
    except UnicodeError:
        return False


def _escaped(sent: str, came: str) -> Iterator[str]:
    """Escapes of HTML, once or twice: whatever entities they are, decoding them gives the text back."""
    entity = next(iter(Counter(ENTITY.findall(came)) - Counter(ENTITY.findall(sent))), None)
    if entity is None or html.unescape(entity) == entity:
        return
    if html.unescape(came) == sent:
        yield f"with {html.unescape(entity)!r} as '{entity}'"
    elif html.unescape(html.unescape(came)) == sent:
        yield "escaped for HTML twice"


def _without_some(sent: str, came: str) -> Iterator[str]:
    """A text without a few of its characters, wherever they stood: markup and what else a filter may drop."""
    gone = sorted(set(sent) - set(came))
    is_few = 0 < len(gone) <= MOST_DROPPED and not any(one.isalnum() for one in gone)
    if is_few and sent.translate(dict.fromkeys(map(ord, gone))) == came:
        yield f"without its {listing(map(repr, gone))}"


def _cut(sent: str, came: str) -> Iterator[str]:
    """A text that stops early: after some characters, in the middle of one, or with an ellipsis."""
    for ellipsis in ELLIPSES:
        kept = came.removesuffix(ellipsis)
        if kept != came and kept and sent.startswith(kept) and not sent.startswith(came):
            yield f"cut after {_length(kept)}, with '{ellipsis}' at its end"
    kept = came.rstrip(UNREADABLE)
    if kept and len(kept) < len(sent) and sent.startswith(kept):
        inside = ", in the middle of the next one" if kept != came else ""
        yield f"cut after {_length(kept)}{inside}"
    elif sent.endswith(came):
        yield f"without its first {number_of(len(sent) - len(came), 'character')}"


def _framed(sent: str, came: str) -> Iterator[str]:
    if came.startswith(sent):
        yield f"with {number_of(len(came) - len(sent), 'character')} after it"
    elif came.endswith(sent):
        yield f"with {number_of(len(came) - len(sent), 'character')} before it"
    elif sent in came:
        yield f"with {number_of(len(came) - len(sent), 'character')} around it"


def _length(text: str) -> str:
    """How long a text is; in bytes too, where that is something else, since either may be what was counted."""
    size = len(text.encode("utf-8", "surrogatepass"))
    return number_of(len(text), "character") + (f" ({size} bytes)" if size != len(text) else "")


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
