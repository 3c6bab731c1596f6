"""Curl lines in a page's samples as the requests that they would send."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from contract_tests.judging.json_reading import NOT_JSON
from scripts.spec.pointers import ABSENT

_SHELL = ("|", "||", "&", "&&", ";", ">", ">>", "<")
# The options that take a value, by what they set; an option without a name here sets nothing of a request.
_OPTIONS = {
    "method": "-X --request",
    "header": "-H --header",
    "user": "-u --user",
    "url": "--url",
    "body": "-d --data --data-raw --data-binary --data-ascii --json",
    "": "-o --output -A --user-agent -e -b --cookie -m --max-time --retry -w -F",
}
_ATTACHED = re.compile(r"(?:(?P<long>--[^=]*)=|(?P<short>-[XHd])(?=.))(?P<value>.*)", re.DOTALL)
_MEANINGS = {option: meaning for meaning, options in _OPTIONS.items() for option in options.split()}


@dataclass(frozen=True)
class Call:
    """A request of a curl line: `body` is ABSENT without one and NOT_JSON when it does not parse."""

    method: str
    url: str
    headers: dict[str, str]
    body: Any


def calls(text: str) -> Iterator[Call | None]:
    """The requests of every curl command in a block of code; None for one that a shell could not read."""
    joined = re.sub(r"\\\s*\n", " ", text)
    for line in re.split(r"\n(?=\s*(?:\$\s*)?curl\b)", "\n" + joined):
        command = re.sub(r"^\s*\$\s*", "", line.strip())
        if command.startswith("curl"):
            try:
                yield _call(shlex.split(command, comments=True)[1:])
            except ValueError:
                yield None


def parse_json(text: str) -> Any:
    """A JSON value, or NOT_JSON; `[...]` and `{...}` are read as empty, and `...` as what a page leaves out."""
    text = re.sub(r"(?<=[\[{])\s*(?:\.\.\.|…)\s*(?=[\]}])|,\s*(?:\.\.\.|…)\s*(?=[\]}])", "", text)
    try:
        # NaN and Infinity, which Python reads as numbers, are none: `int` refuses them.
        return json.loads(text, parse_constant=int)
    except (ValueError, RecursionError):
        return NOT_JSON


def _call(words: list[str]) -> Call:
    """The request of a command's words.

    Raises:
        ValueError: An option has no value, or the URL is none.
    """
    given: dict[str, list[str]] = {}
    for meaning, value in _options(words):
        given.setdefault(meaning, []).append(value)
    headers = {"Authorization": "Basic"} if "user" in given else {}
    for header in given.get("header", []):
        name, _, value = header.partition(":")
        headers[name.strip()] = value.strip()
    body = parse_json(given["body"][-1]) if "body" in given else ABSENT
    method = given.get("method", ["GET" if body is ABSENT else "POST"])[-1].upper()
    url = given.get("url", [""])[-1]
    urlsplit(url)  # Raises for what no URL is.
    return Call(method, url, headers, body)


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """What each option and URL of a command sets, and its value; flags set nothing."""
    rest = list(words)
    while rest and rest[0] not in _SHELL:
        word = rest.pop(0)
        if attached := _ATTACHED.fullmatch(word):
            word = attached["long"] or attached["short"]
            rest.insert(0, attached["value"])
        if word in _MEANINGS:
            if not rest:
                raise ValueError(f"{word} has no value")
            yield _MEANINGS[word], rest.pop(0)
        elif not word.startswith("-"):
            yield "url", word
