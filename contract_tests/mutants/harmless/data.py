"""Harmless variants of what is there: which apps and tests, how many, in which order."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from contract_tests.mock import MockOptions, Workspace
from contract_tests.mutants.mock_rules import listing
from contract_tests.mutants.mutant import How
from scripts.spec.spec import Spec

MANY_APPS, MANY_TESTS = 130, 300

Apps = list[dict[str, Any]]


def variants(spec: Spec) -> dict[str, How]:
    """Servers with other apps and tests."""
    return {
        "many apps": _with_apps(_many),
        "one app only": _with_apps(lambda apps: apps[:1]),
        "one new app only": _with_apps(lambda apps: apps[3:4]),
        "the plain apps come first": _with_apps(lambda apps: apps[::-1]),
        "apps in random order": _with_apps(_shuffled),
        "tests in random order": listing(lambda tests, now: _shuffled(tests)),
        "no tests at the start": _Untested,
        "many tests": _MuchTested,
    }


def _many(apps: Apps) -> Apps:
    copies = [{**apps[-1], "clientId": f"Copy{number:04}"} for number in range(MANY_APPS - len(apps))]
    return [*apps, *copies]


def _shuffled(items: list[Any]) -> list[Any]:
    return random.sample(items, len(items))


def _with_apps(choose: Callable[[Apps], Apps]) -> type[Workspace]:
    class WithApps(Workspace):
        def __init__(self, options: MockOptions) -> None:
            super().__init__(options)
            self._apps = {app["clientId"]: app for app in choose(list(self._apps.values()))}

    return WithApps


class _Untested(Workspace):
    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        for tests in self._tests.values():
            tests.clear()


class _MuchTested(Workspace):
    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        app = self.apps()[0]
        for number in range(MANY_TESTS):
            self.create(app, {"title": f"Earlier test {number}", "providerIds": ["mitid"]})
