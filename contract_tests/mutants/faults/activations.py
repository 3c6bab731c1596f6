"""Mutants of activations: what is set going, what is answered of each provider, and what else is touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.mock import RefusalError, Workspace
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.rewrites import json_body
from contract_tests.mutants.selection import but
from scripts.spec.spec import Spec

Results = dict[str, Any]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the activation of providers."""
    yield from by_hand(spec, "activation", TABLES)


def _keeping(most: int) -> type[Workspace]:
    """A workspace that keeps no more than some of the activations that are asked for at once."""

    class Keeping(Workspace):
        def activate(self, app: App, wanted: Mapping[str, Any]) -> Results:
            kept = super().activate(app, dict(list(wanted.items())[:most]))
            stored, before = self._apps[app["clientId"]], dict(self._activations)
            lost = super().activate(app, dict(list(wanted.items())[most:]))
            self.store_app(stored)
            self._activations = before
            return {**kept, **lost}

    return Keeping


class _RefusingAll(Workspace):
    """One provider that needs a contract refuses the others, too."""

    def needs_contract(self, provider_id: str) -> Results:
        raise RefusalError(409, "RESOURCE_CONFLICT", f"{provider_id} needs a contract")


class _Clearing(Workspace):
    """The app loses what has nothing to do with its providers."""

    def activate(self, app: App, wanted: Mapping[str, Any]) -> Results:
        found = super().activate(app, wanted)
        self._apps[app["clientId"]] = self.change_app({**self._apps[app["clientId"]], "redirectUris": []})
        return found


class _RenamingTheProvider(Workspace):
    """A provider is called by its identifier once it was asked for."""

    def provider(self, app: App, provider: Mapping[str, Any], is_whole: bool) -> dict[str, Any]:
        found = super().provider(app, provider, is_whole)
        is_asked = (app["clientId"], provider["id"]) in self._activations
        return {**found, "name": found["id"]} if is_asked else found


def _merged(results: Results) -> Results:
    """Errors that stand beside what every activation has."""
    whole: Results = next((one for one in results.values() if "error" not in one), {})
    return {name: {**whole, **one} for name, one in results.items()}


TABLES: Tables = {
    ("submitActivation",): {
        "answers what it does not do": _keeping(0),
        "sets the first provider going alone": _keeping(1),
        "refuses all where one needs a contract": _RefusingAll,
        "clears the redirect URIs of the app": _Clearing,
        "gives providers their identifier for a name": _RenamingTheProvider,
        "acts on another app": owning(lambda workspace, owned: {"client_id": beside(workspace, owned["client_id"])}),
        "answers a list as others do": json_body(lambda found: [{"provider": name, **found[name]} for name in found]),
        "leaves out the providers that need a contract": json_body(
            lambda found: {name: one for name, one in found.items() if "error" not in one}
        ),
        "answers errors without whom to write to": json_body(
            lambda found: {name: but(one, "contact") for name, one in found.items()}
        ),
        "answers errors beside an activation": json_body(_merged),
    },
}
