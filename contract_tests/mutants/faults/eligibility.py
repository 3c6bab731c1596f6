"""Mutants of eligibility: choices that are accepted, refused or made where the documentation says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.judging.requests import eligible_fields
from contract_tests.mock import RefusalError, Workspace
from contract_tests.mutants.mutant import Mutant, fault
from scripts.spec.spec import Spec

NOT_DOCUMENTED = "an empty list in the answer may be what was passed on, which stands for all: no page tells"

App = dict[str, Any]
Body = Mapping[str, Any]
Choose = Callable[[App, Body], list[str]]
# Whether an app has something against a choice.
Fits = Callable[[App, str], bool]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every field whose values must be eligible."""
    for operation in spec.operations.values():
        for name, eligible in eligible_fields(spec, operation).items():
            for what, workspace in {**_explicit(name, eligible["never"]), **_implicit(name)}.items():
                unseen = NOT_DOCUMENTED if what.endswith("takes none") else ""
                yield fault(operation, "eligibility", what, workspace, unseen=unseen)


def _explicit(name: str, never: list[str]) -> dict[str, type[Workspace]]:
    """What becomes of a choice that is not eligible."""
    kinds: dict[str, Fits] = {
        "unknown": lambda app, choice: choice not in app["providers"],
        "disabled": lambda app, choice: app["providers"].get(choice) == {"enabled": False},
        "chip-based": lambda app, choice: choice in never,
    }
    outcomes = {"is accepted": None, "gets 404": 404, "gets 422": 422, "gets 500": 500}
    return {
        f"{kind} value of {name} {label}": _judging(name, fits, status)
        for kind, fits in kinds.items()
        for label, status in outcomes.items()
    }


def _implicit(name: str) -> dict[str, type[Workspace]]:
    """What is chosen where a request names nothing: all that is eligible, and nothing else."""
    choices: dict[str, Callable[[App, list[str]], list[str]]] = {
        "none": lambda app, chosen: [],
        "the first eligible one": lambda app, chosen: chosen[:1],
        "the disabled ones too": lambda app, chosen: [
            choice for choice, entry in app["providers"].items() if choice in chosen or not entry["enabled"]
        ],
        "the chip-based ones too": lambda app, chosen: [*chosen, "passport"],
    }
    return {f"without {name} it takes {label}": _defaulting(name, choose) for label, choose in choices.items()}


def _choosing(choose: Callable[[Choose, App, Body], list[str]]) -> type[Workspace]:
    """A workspace whose providers are chosen by a function, which is given the usual choice."""

    class Choosing(Workspace):
        def chosen_providers(self, app: App, body: Body) -> list[str]:
            return choose(super().chosen_providers, app, body)

    return Choosing


def _judging(name: str, fits: Fits, status: int | None) -> type[Workspace]:
    """A workspace that refuses certain choices with a status, or passes over them."""

    def choose(usual: Choose, app: App, body: Body) -> list[str]:
        bad = [choice for choice in body.get(name, []) if fits(app, choice)]
        if not bad:
            return usual(app, body)
        if status is not None:
            raise RefusalError(status, "PROVIDER_NOT_ELIGIBLE", "Not eligible")
        return usual(app, {**body, name: [choice for choice in body[name] if choice not in bad]})

    return _choosing(choose)


def _defaulting(name: str, choose: Callable[[App, list[str]], list[str]]) -> type[Workspace]:
    """A workspace that makes another choice where a request names none."""
    return _choosing(lambda usual, app, body: usual(app, body) if name in body else choose(app, usual(app, body)))
