"""Mutants of eligibility: choices that are accepted, refused or made where the documentation says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.drift.requests import eligible_fields
from contract_tests.mock import RefusalError, Workspace
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.spec import Operation, Spec

NOT_TOLD = "an empty list in the answer may be what was passed on, which stands for all: no page tells"
Chosen = Callable[[Workspace, Mapping[str, Any], list[str]], list[str]]


def eligibility_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every field whose values must be eligible."""
    for operation in spec.operations.values():
        for name, eligible in eligible_fields(spec, operation).items():
            yield from _explicit(spec, operation, name, eligible)
            yield from _implicit(spec, operation, name)


def _explicit(spec: Spec, operation: Operation, name: str, eligible: dict[str, Any]) -> Iterator[Mutant]:
    kinds: dict[str, Callable[[Mapping[str, Any], str], bool]] = {
        "unknown": lambda app, choice: choice not in app["providers"],
        "disabled": lambda app, choice: app["providers"].get(choice) == {"enabled": False},
        "chip-based": lambda app, choice: choice in eligible["never"],
    }
    for kind, fits in kinds.items():
        yield _mutant(spec, operation, f"{kind} value of {name} is accepted", _passing_over(name, fits))
        for status in (404, 422, 500):
            refusal = RefusalError(status, "PROVIDER_NOT_ELIGIBLE", "Not eligible")
            what = f"{kind} value of {name} gets {status}"
            yield _mutant(spec, operation, what, _refusing(name, fits, refusal))


def _implicit(spec: Spec, operation: Operation, name: str) -> Iterator[Mutant]:
    """What is chosen where a request names nothing: all that is eligible, and nothing else."""
    choices: dict[str, Chosen] = {
        "none": lambda workspace, app, chosen: [],
        "the first eligible one": lambda workspace, app, chosen: chosen[:1],
        "the disabled ones too": lambda workspace, app, chosen: [
            choice for choice, entry in app["providers"].items() if choice in chosen or not entry["enabled"]
        ],
        "the chip-based ones too": lambda workspace, app, chosen: [*chosen, "passport"],
    }
    for label, choose in choices.items():
        unseen = NOT_TOLD if label == "none" else ""
        yield _mutant(spec, operation, f"without {name} it takes {label}", _choosing(name, choose), unseen)


def _passing_over(name: str, fits: Callable[[Mapping[str, Any], str], bool]) -> type[Workspace]:
    class PassingOver(Workspace):
        def chosen_providers(self, app: dict[str, Any], body: Mapping[str, Any]) -> list[str]:
            if name not in body:
                return super().chosen_providers(app, body)
            eligible = [choice for choice in body[name] if not fits(app, choice)]
            return super().chosen_providers(app, {**body, name: eligible})

    return PassingOver


def _refusing(name: str, fits: Callable[[Mapping[str, Any], str], bool], refusal: RefusalError) -> type[Workspace]:
    class Refusing(Workspace):
        def chosen_providers(self, app: dict[str, Any], body: Mapping[str, Any]) -> list[str]:
            if any(fits(app, choice) for choice in body.get(name, [])):
                raise refusal
            return super().chosen_providers(app, body)

    return Refusing


def _choosing(name: str, choose: Chosen) -> type[Workspace]:
    class Choosing(Workspace):
        def chosen_providers(self, app: dict[str, Any], body: Mapping[str, Any]) -> list[str]:
            chosen = super().chosen_providers(app, body)
            return chosen if name in body else choose(self, app, chosen)

    return Choosing


def _mutant(spec: Spec, operation: Operation, what: str, workspace: type[Workspace], unseen: str = "") -> Mutant:
    app = changed(spec, workspace=workspace)
    return Mutant(f"{operation.id} {what}", "eligibility", (operation.id,), what, app, unseen)
