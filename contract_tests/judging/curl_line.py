"""The line that sends a request again: written for people, and read again by a replay."""

from __future__ import annotations

import re
import shlex

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.redact import VARIABLE, Redactor

# A run of one character that is longer than this is written by a command; only those that mean nothing in a shell.
LONGEST_RUN = 40
RUN = re.compile(rf"([A-Za-z0-9])\1{{{LONGEST_RUN},}}")
LONG_RUN = "What stands in $( ) writes one letter many times: keys and texts are sent as long as is documented."
WRITTEN_RUN = re.compile(r'"\$\(printf %0(\d{1,6})d 0 \| tr 0 ([A-Za-z0-9])\)"')


def curl(exchange: Exchange, redactor: Redactor) -> str:
    """A line that sends the request again, with the key as a shell variable."""
    parts = ["curl", "-sS", "-i", "-X", exchange.method]
    for name, value in redactor.request_headers(exchange).items():
        # A header without a value ends in a semicolon, since curl leaves out one that ends in a colon.
        parts += ["-H", f"{name}: {value}" if value else f"{name};"]
    if exchange.request_body:
        parts += ["--data-binary", redactor.text(exchange.request_body.decode("utf-8", "replace"))]
    parts.append(redactor.text(exchange.url))
    return " ".join(map(_quoted, parts))


def body_in(line: str) -> str:
    """The body in such a line, empty where it has none.

    Raises:
        ValueError: it is no such line.
    """
    words = shlex.split(WRITTEN_RUN.sub(lambda run: run[2] * int(run[1]), line))
    if "--data-binary" not in words:
        return ""
    place = words.index("--data-binary") + 1
    if place == len(words):
        raise ValueError("the line ends before the body")
    return words[place]


def long_run(line: str) -> str:
    """What a reader of such a line should know of a long key or text in it; empty where it has none."""
    return LONG_RUN if WRITTEN_RUN.search(line) else ""


def _quoted(part: str) -> str:
    """A word for the shell; a long run of one character is written by printf and tr, so that a reader sees the rest."""
    if part.startswith("authorization: ") and VARIABLE.search(part):
        return f'"{part}"'
    words, end = [], 0
    for run in RUN.finditer(part):
        words += [part[end : run.start()], _written(run)]
        end = run.end()
    words.append(part[end:])
    return "".join(word if index % 2 else shlex.quote(word) for index, word in enumerate(words) if word) or "''"


def _written(run: re.Match[str]) -> str:
    return f'"$(printf %0{len(run[0])}d 0 | tr 0 {run[1]})"'
