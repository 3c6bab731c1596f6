"""Curl lines in a page's samples as the requests that they would send."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from contract_tests.judging.json_reading import NOT_JSON
from scripts.spec.pointers import ABSENT

_SHELL = re.compile(r"[|&;<>]+")
_OPTIONS = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
for _name, _options in {
    "method": "-X --request",
    "header": "-H --header",
    "user": "-u --user",
    "url": "--url",
    "body": "-d --data --data-raw --data-binary --data-ascii --json",
    # Their values set nothing of a request.
    "other": "-o --output -A --user-agent -e -b --cookie -m --max-time --retry -w -F",
}.items():
    _OPTIONS.add_argument(*_options.split(), dest=_name, action="append", default=[])


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
            except (argparse.ArgumentError, ValueError):
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
        ArgumentError, ValueError: An option has no value, or the URL is none.
    """
    given, others = _OPTIONS.parse_known_args(list(takewhile(lambda word: not _SHELL.fullmatch(word), words)))
    headers = {"Authorization": "Basic"} if given.user else {}
    for header in given.header:
        name, _, value = header.partition(":")
        headers[name.strip()] = value.strip()
    body = parse_json(given.body[-1]) if given.body else ABSENT
    method = ["GET" if body is ABSENT else "POST", *given.method][-1].upper()
    url = ["", *given.url, *(word for word in others if not word.startswith("-"))][-1]
    urlsplit(url)  # Raises for what no URL is.
    return Call(method, url, headers, body)
