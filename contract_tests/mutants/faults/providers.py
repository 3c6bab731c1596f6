"""Mutants of the providers of an app: what is shown of them, and what is shown on request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.mock_rules import App, Tables, by_hand
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.rewrites import at, json_body
from contract_tests.mutants.selection import but, listed, one_in
from scripts.spec.spec import Spec

MISSING = "leaves the last provider out now and then"


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the list of providers."""
    yield from by_hand(spec, "catalogue", TABLES)


class _AddingNothing(Workspace):
    def providers(self, app: App, include: list[str]) -> list[dict[str, Any]]:
        return super().providers(app, [])


class _AddingTheFirst(Workspace):
    """What else is asked for is not looked at."""

    def providers(self, app: App, include: list[str]) -> list[dict[str, Any]]:
        return super().providers(app, include[:1])


class _KnowingAll(HttpRules):
    def parameter(self, parameter: Any, given: list[str]) -> Any:
        if parameter.name == "include" and given != ["activation"]:
            raise RefusalError.invalid("include", given, "is not known")
        return super().parameter(parameter, given)


class _AddingToSome(Workspace):
    def providers(self, app: App, include: list[str]) -> list[dict[str, Any]]:
        found = super().providers(app, include)
        return [one if one["isActive"] else but(one, "activation") for one in found]


class _ActiveWhenAsked(Workspace):
    """An activation that was asked for counts as one."""

    def provider(self, app: App, provider: Any, is_whole: bool) -> dict[str, Any]:
        found = super().provider(app, provider, is_whole)
        return {**found, "isActive": found["isActive"] or "mitid" in found["id"]}


TABLES: Tables = {
    ("listProviders",): {
        "shows no activation": _AddingNothing,
        "shows what is asked for first alone": _AddingTheFirst,
        "refuses to include what it does not know": _KnowingAll,
        "shows the activation of active providers alone": _AddingToSome,
        "takes a provider for active that is not activated": _ActiveWhenAsked,
        "wraps the list as it used to": json_body(lambda found: {"providers": found, "total": len(found)}),
        "levels are in words": at("/*/loa", lambda levels: ["substantial" for _ in levels]),
        MISSING: one_in(4, MISSING, listed("", lambda found: found[:-1])),
    },
}
