"""The small facts of a request that may explain an answer: its page, its owner, which fields it sent, what is in them.

They are kept of every exchange of a run, so they are short, and what may be secret is not among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contract_tests.judging.described import path_of
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.windows import where_in_list
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec

LONGEST_TEXT = 40
# What is about the request as a whole is about a field that no request can have.
NO_FIELD = " "
# Who has made the thing that a request is about.
MADE_HERE, THERE_BEFORE = "made here", "there before"
MOST_FIELDS = 40
# What a fact is about, in the order in which facts are said: how often the key came, where the window stands, what asks
# for it, who made the thing, the owner, the body, how many items a list of the body has, which characters a text has,
# how many, and how many bytes, the headers.
USE, WINDOW, QUERY, MADE, PATH, BODY, ITEMS, CHARACTERS, LENGTH, SIZE, HEADER = PARTS = (
    *("use", "window", "query", "made", "path", "body", "items"),
    *("characters", "length", "size", "header"),
)
# The characters that break in transit, or that servers refuse.
KINDS = {
    "characters beyond 16 bits": re.compile(r"[^\x00-\uffff]"),
    "characters beyond ASCII": re.compile(r"[^\x00-\x7f]"),
    "line breaks": re.compile(r"[\r\n]"),
    "markup": re.compile(r"[<>]"),
    "ampersands": re.compile("&"),
    "quotation marks": re.compile(r"[\"']"),
    "percent signs": re.compile("%"),
    "plus signs": re.compile(r"\+"),
    "backslashes": re.compile(r"\\"),
}
PLAIN = re.compile(r"[\w ./:-]*", re.ASCII)
WORD = re.compile(r"[\w.,-]*")
Name = tuple[str, str]


@dataclass(frozen=True)
class Unsaid:
    """A value that is not said, since it is long, has parts, or may be secret; by `digest` it is told from others."""

    digest: int


@dataclass(frozen=True)
class Facts:
    """What is kept of an exchange: its status, whether it had the key, and by part and name what was sent.

    `items` are the places of items in the answer, `ordered` those of lists with several.
    """

    status: int
    authentic: bool
    values: Mapping[Name, Any]
    items: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()

    @cached_property
    def whole(self) -> frozenset[tuple[Name, Any]]:
        """All that was sent, as one that can be looked up among others."""
        return frozenset(self.values.items())

    @property
    def succeeded(self) -> bool:
        """Whether the answer was a success."""
        return 200 <= self.status < 300

    def is_about(self, other: Facts) -> bool:
        """Whether two requests name the same thing, as far as both have the parameter."""
        mine, theirs = ({name: one for name, one in facts.values.items() if name[0] == PATH} for facts in (self, other))
        return all(mine[name] == theirs[name] for name in mine.keys() & theirs.keys())


def items_around(place: str) -> frozenset[str]:
    """The places of the items that a place lies in, the outermost list first: `/data/*` for `/data/*/name`."""
    steps = path_of(place).split("/")
    return frozenset("/".join(steps[: number + 1]) for number, step in enumerate(steps) if step == "*")


def facts_of(
    exchange: Exchange,
    spec: Spec,
    use: int = 0,
    items: frozenset[str] = frozenset(),
    ordered: frozenset[str] = frozenset(),
    made: Set[str] = frozenset(),
) -> Facts:
    """The facts of an exchange of an operation.

    Args:
        exchange: The exchange.
        spec: The contract.
        use: How often its idempotency key has come by now.
        items: The places of items in the answer.
        ordered: The places of lists in the answer with several items.
        made: What answers call the things that the run has made by now.
    """
    operation = exchange.operation
    assert operation is not None
    query: dict[str, list[str]] = {}
    for name, text in exchange.query[:MOST_FIELDS]:
        query.setdefault(name, []).append(text)
    values: dict[Name, Any] = {(QUERY, name): _number(",".join(texts)) for name, texts in query.items()}
    if window := where_in_list(exchange):
        values[WINDOW, NO_FIELD] = window
    if paths := exchange.path_values:
        values[MADE, NO_FIELD] = THERE_BEFORE if made.isdisjoint(paths.values()) else MADE_HERE
    values |= {(PATH, name): _short(value) for name, value in paths.items()}
    body = exchange.request_json
    if isinstance(body, dict):
        fields = list(body.items())[:MOST_FIELDS]
        values |= {(BODY, name): _field(spec, operation, name, value) for name, value in fields}
        values |= {(ITEMS, name): len(value) for name, value in fields if isinstance(value, list)}
        for name, value in fields:
            # What is said whole needs no more.
            values |= _of_text(name, value) if isinstance(values[(BODY, name)], Unsaid) else {}
    for parameter in operation.parameters_in("header"):
        if (header := exchange.request_headers.get(parameter.name)) is not None:
            values |= {(HEADER, parameter.name): _unsaid(header), **_of_text(parameter.name, header)}
            if parameter.name == operation.extensions.get("x-idempotency", {}).get("header"):
                values[(USE, parameter.name)] = use
    return Facts(exchange.status, exchange.authentic, values, items, ordered)


def _of_text(name: str, value: Any) -> dict[Name, Any]:
    """How long a text is, and which characters it has, as all texts of a list together have them."""
    texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else [value]
    if not texts or not isinstance(texts[0], str):
        return {}
    odd = [text for text in texts if not PLAIN.fullmatch(text)]
    kinds = frozenset(kind for kind, pattern in KINDS.items() if any(map(pattern.search, odd)))
    if isinstance(value, list):
        return {(CHARACTERS, name): kinds}
    size = len(value.encode("utf-8", "replace"))
    return {(CHARACTERS, name): kinds, (LENGTH, name): len(value), (SIZE, name): size}


def _field(spec: Spec, operation: Operation, name: str, value: Any) -> Any:
    """The value of a field: a number, true or false, or one of the texts that the contract lists for it."""
    if not isinstance(value, str):
        return _short(value)
    declared = spec.at(operation.request_schema).get("properties", {}) if operation.request_schema else {}
    schema = spec.at(child(operation.request_schema or "", "properties", name)) if name in declared else {}
    return value if value in schema.get("enum", schema.get("x-extensible-enum", ())) else _unsaid(value)


def _short(value: Any) -> Any:
    """A value that is worth saying."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return _unsaid(value)
    return value if value is None or isinstance(value, str | int | float | bool) else _unsaid(value)


def _unsaid(value: Any) -> Unsaid:
    return Unsaid(hash(value if isinstance(value, str) else repr(value)))


def _number(text: str) -> Any:
    """What stands in a query: a number, or a word."""
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_TEXT:
        return int(text)
    return _short(text) if WORD.fullmatch(text) else _unsaid(text)
