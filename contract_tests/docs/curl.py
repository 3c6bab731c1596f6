"""Curl lines in a page's samples as the requests that they would send."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from contract_tests.drift.exchange import NOT_JSON
from contract_tests.drift.pointers import ABSENT

_BODIES = ("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json")
_SHELL = ("|", "||", "&", "&&", ";", ">", ">>", "<")
_WITH_VALUE = (
    "-o",
    "--output",
    "-A",
    "--user-agent",
    "-e",
    "-b",
    "--cookie",
    "-m",
    "--max-time",
    "--retry",
    "-w",
    "-F",
)


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
            yield _call(command)


def _call(command: str) -> Call | None:
    try:
        words = shlex.split(command, comments=True)[1:]
    except ValueError:
        return None
    method, url, body, headers = None, "", ABSENT, {}
    while words:
        option, words = words[0], words[1:]
        if option in _SHELL:
            break
        if option.startswith("--") and "=" in option:
            option, _, value = option.partition("=")
            words = [value, *words]
        elif re.match(r"-[XHd].", option):
            words, option = [option[2:], *words], option[:2]
        if option in ("-X", "--request", "-H", "--header", "-u", "--user", "--url", *_BODIES, *_WITH_VALUE):
            if not words:
                return None
            value, words = words[0], words[1:]
        if option in ("-X", "--request"):
            method = value.upper()
        elif option in ("-H", "--header"):
            name, _, content = value.partition(":")
            headers[name.strip()] = content.strip()
        elif option in ("-u", "--user"):
            headers["Authorization"] = "Basic"
        elif option in _BODIES:
            body = _json(value)
        elif option == "--url" or not option.startswith("-"):
            url = value if option == "--url" else option
    try:
        urlsplit(url)
    except ValueError:
        return None
    return Call(method or ("GET" if body is ABSENT else "POST"), url, headers, body)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return NOT_JSON
