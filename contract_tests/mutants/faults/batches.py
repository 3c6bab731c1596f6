"""Mutants of what makes several apps at once: which of them are made, with what, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract_tests.mock import Workspace
from contract_tests.mutants.mock_rules import App, Tables, by_hand
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.rewrites import at
from contract_tests.mutants.selection import but
from scripts.spec.spec import Spec

Item = Mapping[str, Any]
Results = dict[str, Any]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of a batch of apps."""
    yield from by_hand(spec, "batch", TABLES)


def _made(workspace: Workspace, results: Sequence[Results]) -> Iterator[App]:
    """The apps that some results name, as the workspace has them."""
    found = (workspace.find_app(one["app"]["clientId"]) for one in results if "app" in one)
    return (app for app in found if app)


class _GoingOn(Workspace):
    def create_apps(self, items: Sequence[Item], continues: bool) -> Results:
        return super().create_apps(items, True)


class _Stopping(Workspace):
    def create_apps(self, items: Sequence[Item], continues: bool) -> Results:
        return super().create_apps(items, False)


class _MakingOnQuietly(Workspace):
    """What comes after a failure is made and not answered."""

    def create_apps(self, items: Sequence[Item], continues: bool) -> Results:
        found = super().create_apps(items, continues)
        for item in items[len(found["results"]) :]:
            self.created(item)
        return found


class _AllOrNothing(Workspace):
    """A failure takes away what was made before it."""

    def create_apps(self, items: Sequence[Item], continues: bool) -> Results:
        found = super().create_apps(items, continues)
        for app in _made(self, found["results"] if found["errorCount"] else ()):
            self.delete_app(app)
        return found


class _Twice(Workspace):
    def create_item(self, item: Item) -> App:
        super().create_item(but(dict(item), "idempotencyKey"))
        return super().create_item(item)


class _Unkept(Workspace):
    """The last app of a batch is answered and not kept."""

    def create_apps(self, items: Sequence[Item], continues: bool) -> Results:
        found = super().create_apps(items, continues)
        for app in _made(self, found["results"][-1:]):
            self.delete_app(app)
        return found


class _NamesAlone(Workspace):
    """Of an app in a batch its name alone is stored."""

    def create_item(self, item: Item) -> App:
        return super().create_item({name: item[name] for name in ("name", "idempotencyKey") if name in item})


class _OneName(Workspace):
    """All apps of a batch are stored with the name of the first."""

    def create_apps(self, items: Sequence[Item], continues: bool) -> Results:
        found = super().create_apps(items, continues)
        for app in _made(self, found["results"]):
            self.store_app({**app, "name": items[0]["name"]})
        return found


def _shared(results: list[Results]) -> list[Results]:
    """Results whose apps all have the secret of the first."""
    secret = next((one["app"]["clientSecret"] for one in results if "app" in one), "")
    return [{**one, "app": {**one["app"], "clientSecret": secret}} if "app" in one else one for one in results]


TABLES: Tables = {
    ("createAppBatch",): {
        "goes on after a failure": _GoingOn,
        "never goes on after a failure": _Stopping,
        "goes on after a failure without a word": _MakingOnQuietly,
        "takes away what was made before a failure": _AllOrNothing,
        "makes each app twice": _Twice,
        "does not keep the last app": _Unkept,
        "stores the names alone": _NamesAlone,
        "stores one name for all": _OneName,
        "answers failures as apps without fields": at(
            "/results", lambda found: [{"app": {}} if "error" in one else one for one in found]
        ),
    },
    ("createAppBatch", "getApp", "listApps"): {"answers one secret for all": at("/results", _shared)},
}
