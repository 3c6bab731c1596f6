"""Mutants of fields that are accepted and then passed over, or taken otherwise, in some company."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contract_tests.mock import HttpRules
from contract_tests.mutants.change import Change
from contract_tests.mutants.faults.texts_in_transit import cut_to_units
from contract_tests.mutants.mock_rules import Tables, by_hand, reading
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.selection import Item, but
from scripts.spec.pointers import ABSENT
from scripts.spec.spec import Spec

UPDATE = "/components/schemas/AppUpdate"

Concerns = Callable[[Item], bool]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what becomes of a field in a certain context."""
    yield from by_hand(spec, "context", TABLES)


def _ignoring(*names: str, beside: Concerns = lambda body: True) -> type[HttpRules]:
    """Rules that pass over fields of a body in some company."""
    return reading(lambda body: but(body, *names) if beside(body) else body)


STORED: dict[str, How] = {
    "stores no logo beside a name": _ignoring("logo", beside=lambda body: "name" in body),
    "stores no webhooks beside redirect URIs": _ignoring("webhookConfig", beside=lambda body: "redirectUris" in body),
    "stores no address for failure without one for success": _ignoring(
        "defaultFailureRedirectUri", beside=lambda body: "defaultSuccessRedirectUri" not in body
    ),
    "stores no name that stands alone": _ignoring("name", beside=lambda body: len(body) == 1),
    "stores the first 30 UTF-16 units of a name": reading(
        lambda body: {**body, "name": cut_to_units(30)(body["name"])} if "name" in body else body
    ),
    "stores two redirect URIs at most": reading(
        lambda body: {**body, "redirectUris": body["redirectUris"][:2]} if "redirectUris" in body else body
    ),
}
ECHOED: dict[str, How] = {
    "passes over the platform beside providers": _ignoring("targetPlatform", beside=lambda body: "providerIds" in body),
    "passes over stamps beside a description": _ignoring("maxStamps", beside=lambda body: "description" in body),
    "passes over stamps beside a platform": _ignoring("maxStamps", beside=lambda body: "targetPlatform" in body),
    "takes the first of two providers": reading(
        lambda body: {**body, "providerIds": body["providerIds"][:1]} if body.get("providerIds") else body
    ),
    "takes two of three providers": reading(
        lambda body: {**body, "providerIds": body["providerIds"][:2]} if body.get("providerIds") else body
    ),
    "takes ios for android": reading(
        lambda body: {**body, "targetPlatform": "ios"} if body.get("targetPlatform") == "android" else body
    ),
    "allows duplicates that are not": reading(
        lambda body: (
            {**body, "allowDuplicateParticipation": True} if body.get("allowDuplicateParticipation") is False else body
        )
    ),
    "does not allow duplicates beside providers": reading(
        lambda body: (
            {**body, "allowDuplicateParticipation": False}
            if {"allowDuplicateParticipation", "providerIds"} <= body.keys()
            else body
        )
    ),
}


def _taking_any(name: str, kind: type) -> Change:
    """A field of a change that may have any type, and is passed over where it has not its own."""
    http = reading(lambda body: but(body, name) if not isinstance(body.get(name, kind()), kind) else body)
    return Change(edit={f"{UPDATE}/properties/{name}/type": ABSENT}, http=http)


LOOSE_TYPES: dict[str, How] = {
    f"{name} of another type is passed over": _taking_any(name, kind)
    for name, kind in {"defaultSuccessRedirectUri": str, "logo": str, "redirectUris": list}.items()
}
TABLES: Tables = {
    ("createProductionTest",): ECHOED,
    ("updateApp", "getApp", "listApps"): {**STORED, **LOOSE_TYPES},
}
