"""Ready-made changes of answers, and of the JSON in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.pointers import each, parent, split

# Takes a JSON value, which it may write to, and returns what stands there instead.
JsonChange = Callable[[Any], Any]


def json_body(change: JsonChange) -> Rewrite:
    """Change the JSON of a body; an empty body stays empty."""

    def rewrite(call: Call, answer: Answer) -> None:
        if answer.body:
            answer.json = change(answer.json)

    return rewrite


def at(pointer: str, change: JsonChange) -> Rewrite:
    """Change the members that a pointer leads to; it may hold `*` on the way."""
    name = split(pointer)[-1]

    def changed(body: Any) -> Any:
        for holder in each(body, parent(pointer)):
            if isinstance(holder, dict) and name in holder:
                holder[name] = change(holder[name])
        return body

    return json_body(changed)


def each_item(change: JsonChange) -> Rewrite:
    """Change each element of a list."""
    return json_body(lambda items: [change(item) for item in items])


def header(name: str, value: str) -> Rewrite:
    """Set a header."""
    return lambda call, answer: answer.headers.update({name.lower(): value})


def no_header(name: str) -> Rewrite:
    """Leave a header out."""
    return lambda call, answer: answer.headers.pop(name.lower(), None)


def location(change: Callable[[str], str]) -> Rewrite:
    """Change the Location of answers that have one."""

    def rewrite(call: Call, answer: Answer) -> None:
        if "location" in answer.headers:
            answer.headers["location"] = change(answer.headers["location"])

    return rewrite


def status(other: int) -> Rewrite:
    """Answer with another status."""

    def rewrite(call: Call, answer: Answer) -> None:
        answer.status = other

    return rewrite


def when(concerns: Callable[[Call, Answer], bool], rewrite: Rewrite) -> Rewrite:
    """Change only those answers that a condition holds for."""
    return lambda call, answer: rewrite(call, answer) if concerns(call, answer) else None


def has_header(name: str) -> Callable[[Call, Answer], bool]:
    """The condition that an answer has a header."""
    return lambda call, answer: name.lower() in answer.headers
