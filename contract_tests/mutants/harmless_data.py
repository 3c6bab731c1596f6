"""Harmless variants of what is there: which apps and tests, how many, in which order."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from contract_tests.mock import MockOptions, Workspace
from contract_tests.mutants.mutant import App, changed
from contract_tests.spec import Spec

MANY_APPS, MANY_TESTS = 130, 300


def harmless_data(spec: Spec) -> dict[str, App]:
    """Servers with other apps and tests, by name."""
    return {
        "many apps": changed(spec, workspace=_with_apps(_many)),
        "one app only": changed(spec, workspace=_with_apps(lambda apps: apps[:1])),
        "one new app only": changed(spec, workspace=_with_apps(lambda apps: apps[3:4])),
        "the plain apps come first": changed(spec, workspace=_with_apps(lambda apps: apps[::-1])),
        "apps in random order": changed(spec, workspace=_with_apps(_shuffled)),
        "tests in random order": changed(spec, workspace=_ShuffledTests),
        "no tests at the start": changed(spec, workspace=_Untested),
        "many tests": changed(spec, workspace=_MuchTested),
    }


def _many(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    copies = [{**apps[-1], "clientId": f"Copy{number:04}"} for number in range(MANY_APPS - len(apps))]
    return [*apps, *copies]


def _shuffled(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return random.sample(apps, len(apps))


def _with_apps(choose: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> type[Workspace]:
    class WithApps(Workspace):
        def __init__(self, options: MockOptions) -> None:
            super().__init__(options)
            self._apps = {app["clientId"]: app for app in choose(list(self._apps.values()))}
            for client_id in self._apps.keys() - self._tests.keys():
                self._tests[client_id] = type(self._tests["Shop0001"])(maxlen=options.max_tests_per_app)

    return WithApps


class _ShuffledTests(Workspace):
    def tests(self, app: dict[str, Any]) -> Sequence[Any]:
        tests = list(super().tests(app))
        return random.sample(tests, len(tests))


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
