"""The small facts of a request that may explain an answer: its page, its owner, which fields it sent.

They are kept of every exchange of a run, so they are short, and what may be secret is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.values import describe, is_equal, is_number
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec

LONGEST_TEXT = 40
MOST_FIELDS = 40
MOST_SAID = 2
# One answer differs from the others in many ways that mean nothing.
LEAST_UNAFFECTED = 2
# Whose things they are tells nothing where there are but a few owners.
LEAST_OWNERS = 5
COMES_AND_GOES = "though the same request was also answered as expected: it comes and goes"
SINCE_THE_FIRST = "in each answer since the first that shows it"
WITHOUT_KEY = "only without the run's key"
SENT = object()
# What a fact is about, in the order in which facts are said: the window, the owner, the body, how many items
# a list of the body has, the headers.
QUERY, PATH, BODY, ITEMS, HEADER = PARTS = ("query", "path", "body", "items", "header")
Name = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """What is kept of an exchange: its status, whether it had the key, and by part and name what was sent.

    SENT stands for a value where only matters that it was sent.
    """

    status: int
    authentic: bool
    values: Mapping[Name, Any]

    @property
    def succeeded(self) -> bool:
        """Whether the answer was a success."""
        return 200 <= self.status < 300

    def is_about(self, other: Facts) -> bool:
        """Whether two requests name the same thing, as far as both have the parameter."""
        mine, theirs = ({name: one for name, one in facts.values.items() if name[0] == PATH} for facts in (self, other))
        return all(mine[name] == theirs[name] for name in mine.keys() & theirs.keys())


def facts_of(exchange: Exchange, spec: Spec) -> Facts:
    """The facts of an exchange of an operation."""
    operation = exchange.operation
    assert operation is not None
    values: dict[Name, Any] = {(QUERY, name): _number(text) for name, text in exchange.query[:MOST_FIELDS]}
    values |= {(PATH, name): _short(value) for name, value in exchange.path_values.items()}
    body = exchange.request_json
    if isinstance(body, dict):
        fields = list(body.items())[:MOST_FIELDS]
        values |= {(BODY, name): _field(spec, operation, name, value) for name, value in fields}
        values |= {(ITEMS, name): len(value) for name, value in fields if isinstance(value, list)}
    for parameter in operation.parameters_in("header"):
        if parameter.name in exchange.request_headers:
            values[(HEADER, parameter.name)] = SENT
    return Facts(exchange.status, exchange.authentic, values)


def in_common(
    affected: Iterable[Facts], others: Iterable[Facts], about: str, *, compares: bool, is_since: bool
) -> list[str]:
    """What all the affected requests have and none of the others has, such as `only with offset 20`; two at most.

    What is so about the field `about` is said alone, since the rest is likely to be so by chance. `compares` tells that
    an answer was held against others, so that one alone does not tell whether it has the fault; `is_since` that all
    the others like the affected ones came before them.
    """
    affected, others = list(affected), list(others)
    if not affected or len(others) < LEAST_UNAFFECTED:
        return []
    if not any(one.authentic for one in affected) and all(one.authentic for one in others):
        return [WITHOUT_KEY]
    names = dict.fromkeys(name for facts in (*affected, *others) for name in facts.values)
    order = sorted(names, key=lambda name: PARTS.index(name[0]))
    said = {name: words for name in order if (words := _said(name, affected, others))}
    own = [words for (_, field), words in said.items() if field == about]
    return (own or list(said.values()) or list(_otherwise(affected, others, compares, is_since)))[:MOST_SAID]


def _otherwise(affected: list[Facts], others: list[Facts], compares: bool, is_since: bool) -> Iterator[str]:
    """Where nothing tells the affected requests from the others: whose they are, or that it comes and goes."""
    for name in dict.fromkeys(name for facts in affected for name in facts.values if name[0] == PATH):
        mine, theirs = ([one.values.get(name) for one in facts] for facts in (affected, others))
        owners = list(dict.fromkeys(mine))
        count = len({*mine, *theirs})
        if len(owners) > 1 and count >= LEAST_OWNERS and SENT not in (*mine, *theirs) and not set(mine) & set(theirs):
            yield f"always for {len(owners)} of {count} values of {name[1]}, such as {describe_plainly(owners[0])}"
            return
    unaffected = [] if compares else [one.values for one in others]
    # A text that was not kept may have been another one.
    if any(one.values in unaffected and SENT not in one.values.values() for one in affected):
        yield SINCE_THE_FIRST if is_since else COMES_AND_GOES


def _said(name: Name, affected: list[Facts], others: list[Facts]) -> str | None:
    """What tells the affected requests from the others by one parameter or field, or None."""
    part, field = name
    mine, theirs = ([one.values[name] for one in facts if name in one.values] for facts in (affected, others))
    if not mine and len(theirs) == len(others) and part != ITEMS:
        return f"only when {field} is not sent"
    if len(mine) < len(affected):
        return None
    if not theirs and part in (BODY, HEADER):
        return f"only when {field} is sent"
    return next(_by_value(name, mine, theirs), None)


def _by_value(name: Name, mine: list[Any], theirs: list[Any]) -> Iterator[str]:
    part, first = name[0], mine[0]
    if SENT in (*mine, *theirs):
        return
    # A text is often used once, and tells nothing then.
    telling = len(mine) > 1 or not isinstance(first, str)
    if telling and all(is_equal(one, first) for one in mine) and not any(is_equal(one, first) for one in theirs):
        yield f"only {'for' if part == PATH else 'with'} {_valued(name, first)}"
    elif all(map(is_number, (*mine, *theirs))):
        if not theirs or min(mine) > max(theirs):
            yield f"only with {_valued(name, min(mine))} and more"
        elif max(mine) < min(theirs):
            yield f"only with {_valued(name, max(mine))} and less"


def _valued(name: Name, value: Any) -> str:
    """A parameter with its value, `offset 20`; how many items a list has, `3 providerIds`."""
    part, field = name
    return f"{value} {field}" if part == ITEMS else f"{field} {describe_plainly(value)}"


def describe_plainly(value: Any) -> str:
    """A value as it stands in an address: a text of word characters without quotation marks."""
    return value if isinstance(value, str) and value.replace("-", "").isalnum() else describe(value)


def _field(spec: Spec, operation: Operation, name: str, value: Any) -> Any:
    """The value of a field: a number, true or false, or one of the texts that the contract lists for it."""
    declared = spec.at(operation.request_schema).get("properties", {}) if operation.request_schema else {}
    if not isinstance(value, str):
        return _short(value)
    schema = spec.at(child(operation.request_schema or "", "properties", name)) if name in declared else {}
    return value if value in schema.get("enum", schema.get("x-extensible-enum", ())) else SENT


def _short(value: Any) -> Any:
    """A value that is worth keeping; SENT for one that is long or has parts."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return SENT
    return value if value is None or isinstance(value, str | int | float | bool) else SENT


def _number(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_TEXT else _short(text)
