"""Mutants of texts that come back otherwise than they were sent: escaped, decoded, folded, cut."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from contract_tests.mock import HttpRules
from contract_tests.mutants.mock_rules import Tables, by_hand, reading
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, location
from scripts.spec.pointers import each, parent, split
from scripts.spec.spec import Spec

Text = Callable[[str], str]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what becomes of a text on its way."""
    yield from by_hand(spec, "in transit", TABLES)


def cut_to_bytes(number: int) -> Text:
    """Cut a text to a number of bytes, and to whole characters."""
    return lambda text: text.encode("utf-8", "replace")[:number].decode("utf-8", "ignore")


def cut_to_units(number: int) -> Text:
    """Cut a text to a number of UTF-16 units, and to whole characters."""
    return lambda text: text.encode("utf-16-le", "surrogatepass")[: 2 * number].decode("utf-16-le", "ignore")


def _folded(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


def _smart(text: str) -> str:
    return re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019")


def _unquoted(text: str) -> str:
    return text.replace('"', "").replace("'", "")


MARKUP: dict[str, Text] = {
    "markup is escaped": html.escape,
    "markup is stripped": lambda text: re.sub("<[^<>]*>", "", text),
    "angle brackets are dropped": lambda text: text.replace("<", "").replace(">", ""),
    "entities are decoded": html.unescape,
    "an ampersand becomes an entity": lambda text: text.replace("&", "&amp;"),
    "quotes become entities": lambda text: text.replace('"', "&quot;").replace("'", "&#39;"),
    "quotes are dropped": _unquoted,
    "quotes are made round": _smart,
    "quotes get a backslash": lambda text: re.sub(r"""(["'])""", r"\\\1", text),
    "backslashes are dropped": lambda text: text.replace("\\", ""),
}
CODES: dict[str, Text] = {
    "percent codes are decoded": unquote,
    "what is not plain is percent-coded": lambda text: quote(text.encode("utf-8", "replace"), safe=" "),
    "a plus becomes a space": lambda text: text.replace("+", " "),
    "a form is decoded": unquote_plus,
    "text comes back as Latin-1": lambda text: text.encode("utf-8", "replace").decode("latin-1"),
}
LINES: dict[str, Text] = {
    "line breaks become spaces": lambda text: re.sub("[\r\n]+", " ", text),
    "line breaks are dropped": lambda text: re.sub("[\r\n]+", "", text),
    "line breaks become markup": lambda text: text.replace("\n", "<br>"),
    "all after the first line is lost": lambda text: re.split("[\r\n]", text)[0],
    "tabs become spaces": lambda text: text.replace("\t", " "),
    "several spaces become one": lambda text: re.sub("  +", " ", text),
}
LETTERS: dict[str, Text] = {
    "letters lose their accents": _folded,
    "characters beyond 16 bits are dropped": lambda text: re.sub("[\U00010000-\U0010ffff]", "", text),
    "characters beyond 16 bits become a mark": lambda text: re.sub("[\U00010000-\U0010ffff]", "\ufffd", text),
    "characters beyond Latin-1 become a question mark": lambda text: text.encode("latin-1", "replace").decode(
        "latin-1"
    ),
    "accents are composed": lambda text: unicodedata.normalize("NFC", text),
    "accents are decomposed": lambda text: unicodedata.normalize("NFD", text),
    "letters are put into lower case": str.lower,
    "the first letter is put into upper case": lambda text: text[:1].upper() + text[1:],
}
LENGTHS: dict[str, Text] = {
    "is cut to 64 bytes": cut_to_bytes(64),
    "is cut to 100 UTF-16 units": cut_to_units(100),
    "is cut to 100 characters": lambda text: text[:100],
    "is cut to 100 characters, with dots": lambda text: text if len(text) <= 100 else f"{text[:99]}\u2026",
}
DESCRIPTIONS: dict[str, Text] = {
    "is cut to 255 characters": lambda text: text[:255],
    "is cut to 1000 bytes": cut_to_bytes(1000),
    "is cut to 500 UTF-16 units": cut_to_units(500),
}


def _read(pointer: str, text: Text) -> type[HttpRules]:
    """Rules that read the texts at a pointer of the body otherwise, and store them so."""
    name = split(pointer)[-1]

    def read(body: dict[str, Any]) -> dict[str, Any]:
        for holder in each(body, parent(pointer)):
            if isinstance(holder, dict) and isinstance(holder.get(name), str):
                holder[name] = text(holder[name])
        return body

    return reading(read)


def _stored(name: str, pointer: str, *tables: dict[str, Text]) -> dict[str, How]:
    return {f"{name}: {what}": _read(pointer, text) for table in tables for what, text in table.items()}


def _answered(name: str, pointer: str, *tables: dict[str, Text]) -> dict[str, How]:
    """Texts that are stored as they are, and shown otherwise."""
    return {f"{name}, shown: {what}": at(pointer, text) for table in tables for what, text in table.items()}


def _list_of(name: str, text: Text) -> type[HttpRules]:
    return reading(lambda body: {**body, name: [text(one) for one in body[name]]} if name in body else body)


def _some(table: dict[str, Text], *starts: str) -> dict[str, Text]:
    return {what: text for what, text in table.items() if what.startswith(starts)}


ADDRESSES: dict[str, Text] = {
    "percent codes are decoded": unquote,
    "percent codes are put into lower case": lambda uri: re.sub("%[0-9A-F]{2}", lambda code: code[0].lower(), uri),
    "a plus becomes a code": lambda uri: uri.replace("+", "%20"),
    "an ampersand becomes an entity": lambda uri: uri.replace("&", "&amp;"),
    "equal signs are coded": lambda uri: uri.replace("=", "%3D"),
    "the order of the query changes": lambda uri: re.sub(r"\?(.*)&(.*)$", r"?\2&\1", uri),
    "two slashes become one": lambda uri: re.sub("(?<![:/])//+", "/", uri),
}
LOCATIONS: dict[str, How] = {
    "Location: letters are put into lower case": location(str.lower),
    "Location: is cut by its last character": location(lambda path: path[:-1]),
}
TABLES: Tables = {
    ("createProductionTest", "listProductionTests"): _stored("title", "/title", MARKUP, CODES, LINES, LETTERS, LENGTHS),
    ("listProductionTests", "getProductionTestReport", "createProductionTest"): _answered(
        "title",
        "/*/challenge/title",
        _some(MARKUP, "an amp", "entities"),
        _some(LETTERS, "accents", "characters"),
        LENGTHS,
    ),
    ("createApp", "getApp", "listApps"): _stored(
        "name", "/name", _some(MARKUP, "markup", "quotes"), _some(LETTERS, "characters", "accents", "letters")
    ),
    ("updateApp", "getApp", "listApps"): {
        **_stored(
            "name", "/name", _some(MARKUP, "an amp", "quotes are m", "back"), CODES, _some(LENGTHS, "is cut to 64")
        ),
        **_stored("address for success", "/defaultSuccessRedirectUri", _some(CODES, "percent", "a plus")),
        **_stored("webhook address", "/webhookConfig/url", _some(MARKUP, "an amp"), _some(LETTERS, "letters are")),
    },
    ("getApp", "listApps", "updateApp"): _answered(
        "name", "/name", _some(MARKUP, "an amp"), _some(LETTERS, "letters lose", "characters beyond 16 bits are")
    ),
    ("createWorkflow", "getWorkflow", "listWorkflows"): {
        **_stored("name", "/name", _some(MARKUP, "markup"), _some(CODES, "a form"), _some(LETTERS, "characters")),
        **_stored("settings", "/nodes/*/config/mode", _some(LETTERS, "letters are"), _some(MARKUP, "an amp")),
    },
    ("replaceRedirectUris", "getApp", "listApps"): {
        f"redirect URIs: {what}": _list_of("redirectUris", text) for what, text in ADDRESSES.items()
    },
    ("createApp",): LOCATIONS,
    ("createWorkflow",): LOCATIONS,
    ("createProductionTest",): {
        **LOCATIONS,
        **_stored("description", "/description", _some(MARKUP, "markup", "an amp"), LINES, DESCRIPTIONS),
        **_stored("description", "/description", _some(LETTERS, "letters lose", "characters beyond 16")),
    },
}
