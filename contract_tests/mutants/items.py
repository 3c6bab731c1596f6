"""Changes of things by their fields: of apps, and of the challenges, requests and reports of production tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_tests.mutants.rewrites import json_body
from contract_tests.mutants.selection import Concerns, Item, but, listed
from contract_tests.mutants.wire import Rewrite


def without(name: str) -> Callable[[Item], Item]:
    """A thing without a field."""
    return lambda item: but(item, name)


def having(**fields: Any) -> Callable[[Item], Item]:
    """A thing with other fields."""
    return lambda item: {**item, **fields}


def changing(name: str, change: Callable[[Any], Any]) -> Callable[[Item], Item]:
    """A thing with another value of a field."""
    return lambda item: {**item, name: change(item[name])}


def challenges(concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    """Change the challenges, in a list of production tests, that a condition holds for."""

    def changed(item: Item) -> Item:
        challenge = item.get("challenge")
        return {**item, "challenge": change(challenge)} if challenge and concerns(challenge) else item

    return listed("", lambda tests: [changed(item) for item in tests])


def requests(concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    """Change the requests, in a list of production tests, that a condition holds for."""

    def changed(item: Item) -> Item:
        request = item.get("request")
        return {**item, "request": change(request)} if request and concerns(request) else item

    return listed("", lambda tests: [changed(item) for item in tests])


def reports(concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    """Change those reports that a condition holds for."""
    return json_body(lambda report: change(report) if concerns(report) else report)


def stats(concerns: Concerns, **changes: Callable[[Any], Any]) -> Rewrite:
    """Change numbers of those reports that a condition holds for."""

    def change(report: Item) -> Item:
        numbers = report["stats"]
        return {**report, "stats": {**numbers, **{name: how(numbers[name]) for name, how in changes.items()}}}

    return reports(concerns, change)


def of_challenge(concerns: Concerns) -> Concerns:
    """A condition for the challenge in a report."""
    return lambda report: concerns(report["challenge"])
