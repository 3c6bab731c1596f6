"""Ways to break a rule of the mock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, ProductionTest, RefusalError, Workspace
from contract_tests.mutants.mutant import How, Mutant, fault
from scripts.spec.spec import Spec

# What the mock starts with is older.
NEW_SECONDS = 3600

App = dict[str, Any]
# By operations, the first of which the change is limited to while the others show it too: what is wrong, and how.
Tables = Mapping[tuple[str, ...], Mapping[str, How]]


def by_hand(spec: Spec, kind: str, tables: Tables, unseen: Mapping[str, str] | None = None) -> Iterator[Mutant]:
    """Declare the mutants of tables, but for those of operations that the spec does not have.

    Args:
        spec: The spec whose operations the tables name.
        kind: The line of the score that the mutants count in.
        tables: What is wrong, by operations.
        unseen: By what is wrong, why no client could tell.
    """
    for operations, table in tables.items():
        if spec.operations.keys() >= set(operations):
            for what, how in table.items():
                why = (unseen or {}).get(what, "")
                yield fault(spec.operations[operations[0]], kind, what, how, shows_on=operations, unseen=why)


def beside(workspace: Workspace, app: App) -> App:
    """The app next to one in the workspace: the one before it, and after the first."""
    apps = list(workspace.apps())
    place = next(number for number, one in enumerate(apps) if one["clientId"] == app["clientId"])
    return apps[place - 1] if place else apps[1]


def owning(choose: Callable[[Any, dict[str, Any]], dict[str, Any]]) -> type[HttpRules]:
    """Rules for which the identifiers of a path stand for what a function of the workspace makes of it."""

    class Owning(HttpRules):
        def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
            return choose(self.workspace, super().owned(operation, parameters))

    return Owning


def stored(workspace: Workspace, app: App) -> App:
    """An app as the workspace has it now."""
    found = workspace.find_app(app["clientId"])
    assert found is not None
    return found


def after_refusal(act: Callable[[Any, App, RefusalError], object]) -> type[HttpRules]:
    """Rules by which a refused request does something to its app, as a function of the workspace does it."""

    class AfterRefusal(HttpRules):
        async def answer(self, operation: Any, request: Request) -> Any:
            try:
                return await super().answer(operation, request)
            except RefusalError as refusal:
                app = self.workspace.find_app(request.path_params["client_id"])
                if app is not None:
                    act(self.workspace, app, refusal)
                raise

    return AfterRefusal


def windowed(change: Callable[[Any, list[Any]], list[Any]]) -> type[HttpRules]:
    """Rules whose pages show what a function of the workspace makes of all items."""

    class Windowed(HttpRules):
        def window(self, paging: Any, items: Sequence[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
            return super().window(paging, change(self.workspace, list(items)), parameters)

    return Windowed


def is_new(test: ProductionTest, now: float) -> bool:
    """Whether a test was created since the mock was started."""
    return now - test.created_at <= NEW_SECONDS


def scheduled(tests: Sequence[ProductionTest], now: float) -> list[ProductionTest]:
    """The tests that have become challenges."""
    return [test for test in tests if test.state(now).value == "scheduled"]


def listing(change: Callable[[list[ProductionTest], float], list[ProductionTest]]) -> type[Workspace]:
    """A workspace that lists what a function makes of an app's tests and the time."""

    class Listing(Workspace):
        def tests(self, app: dict[str, Any]) -> Sequence[ProductionTest]:
            return change(list(super().tests(app)), self.now())

    return Listing


def finding(is_found: Callable[[ProductionTest, float], bool]) -> type[Workspace]:
    """A workspace that finds only some of its challenges."""

    class Finding(Workspace):
        def find_challenge(self, app: dict[str, Any], challenge_id: str) -> ProductionTest | None:
            found = super().find_challenge(app, challenge_id)
            return found if found and is_found(found, self.now()) else None

    return Finding


def reading(read: Callable[[dict[str, Any]], dict[str, Any]]) -> type[HttpRules]:
    """Rules whose bodies pass a function once they are validated."""

    class Reading(HttpRules):
        async def body(self, declared: Any, request: Request) -> Any:
            return read(await super().body(declared, request) or {})

    return Reading
