"""Mutants of limits that differ by context, and of documented requests that are refused in some company."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App, Tables, by_hand, reading
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.selection import Item
from scripts.spec.pointers import ABSENT
from scripts.spec.spec import Spec

CREATION = "/components/schemas/ProductionTestCreate"
TITLE, DESCRIPTION = 200, 1000
OPTIONAL = ("description", "providerIds", "targetPlatform", "maxStamps", "allowDuplicateParticipation")

Body = Mapping[str, Any]
Concerns = Callable[[Item], bool]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what is asked of a request in a certain context."""
    yield from by_hand(spec, "context", TABLES)


def _refusing(concerns: Concerns, status: int = 400) -> type[HttpRules]:
    """Rules that refuse those valid bodies that a condition holds for."""

    def read(body: Item) -> Item:
        if concerns(body):
            raise RefusalError(status, "VALIDATION_INVALID_PARAMETER", "The body is not accepted")
        return body

    return reading(read)


def _named(body: Item) -> int:
    """How many optional fields of a production test are named."""
    return sum(name in body for name in OPTIONAL)


def _longer(text: Any, limit: int, measure: Callable[[str], int]) -> bool:
    return isinstance(text, str) and measure(text) > limit


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


REFUSED: dict[str, Concerns] = {
    "a full title outside ASCII": lambda body: len(body["title"]) == TITLE and not body["title"].isascii(),
    "a full title": lambda body: len(body["title"]) >= TITLE,
    "a title of one character": lambda body: len(body["title"]) == 1,
    "a title with markup": lambda body: "<" in body["title"],
    "a title with a quote": lambda body: '"' in body["title"] or "'" in body["title"],
    "a title with an ampersand": lambda body: "&" in body["title"],
    "a title with a percent sign": lambda body: "%" in body["title"],
    "a full description": lambda body: len(body.get("description", "")) >= DESCRIPTION,
    "a description of more than 1000 bytes": lambda body: _longer(body.get("description"), DESCRIPTION, _bytes),
    "a description without providers": lambda body: "description" in body and "providerIds" not in body,
    "a description with a platform": lambda body: {"description", "targetPlatform"} <= body.keys(),
    "more than ten stamps": lambda body: body.get("maxStamps", 3) > 10,
    "more than a hundred stamps": lambda body: body.get("maxStamps", 3) > 100,
    "a single stamp": lambda body: body.get("maxStamps") == 1,
    "fewer stamps than providers": lambda body: body.get("maxStamps", 3) < len(body.get("providerIds", [])),
    "two providers": lambda body: len(body.get("providerIds", [])) == 2,
    "more than two providers": lambda body: len(body.get("providerIds", [])) > 2,
    "providers that are not in alphabetical order": lambda body: (
        body.get("providerIds", []) != sorted(body.get("providerIds", []))
    ),
    "a platform with providers": lambda body: {"targetPlatform", "providerIds"} <= body.keys(),
    "a platform with stamps": lambda body: {"targetPlatform", "maxStamps"} <= body.keys(),
    "android with a description": lambda body: body.get("targetPlatform") == "android" and "description" in body,
    "duplicates with a platform": lambda body: (
        body.get("allowDuplicateParticipation") is True and "targetPlatform" in body
    ),
    "duplicates that are not allowed": lambda body: body.get("allowDuplicateParticipation") is False,
    "two optional fields": lambda body: _named(body) == 2,
    "more than three optional fields": lambda body: _named(body) > 3,
    "all optional fields": lambda body: _named(body) == len(OPTIONAL),
}
CHANGES_REFUSED: dict[str, Concerns] = {
    "one field alone": lambda body: len(body) == 1,
    "name and logo together": lambda body: {"name", "logo"} <= body.keys(),
    "an address for failure alone": lambda body: (
        "defaultFailureRedirectUri" in body and "defaultSuccessRedirectUri" not in body
    ),
    "webhooks that are switched off": lambda body: body.get("webhookConfig", {}).get("enabled") is False,
    "webhooks without an address": lambda body: "webhookConfig" in body and "url" not in body["webhookConfig"],
    "more than two events": lambda body: len(body.get("webhookConfig", {}).get("events", [])) > 2,
    "more than two redirect URIs": lambda body: len(body.get("redirectUris", [])) > 2,
    "a name outside ASCII": lambda body: not body.get("name", "").isascii(),
}
URIS_REFUSED: dict[str, Concerns] = {
    "more than ten addresses": lambda body: len(body["redirectUris"]) > 10,
    "an address of more than 1000 characters": lambda body: any(len(uri) > 1000 for uri in body["redirectUris"]),
    "localhost beside another host": lambda body: (
        len(body["redirectUris"]) > 1 and any("//localhost" in uri for uri in body["redirectUris"])
    ),
    "the same address twice": lambda body: len(set(body["redirectUris"])) < len(body["redirectUris"]),
    "two addresses of one host": lambda body: (
        len({uri.split("/")[2] for uri in body["redirectUris"]}) < len(set(body["redirectUris"]))
    ),
}
GRAPHS_REFUSED: dict[str, Concerns] = {
    "more than three nodes": lambda body: len(body["nodes"]) > 3,
    "two nodes": lambda body: len(body["nodes"]) == 2,
    "an entry that is not the first node": lambda body: body["entryNodeId"] != body["nodes"][0]["id"],
    "a name outside ASCII": lambda body: not body["name"].isascii(),
    "a name with markup": lambda body: "<" in body["name"] or "&" in body["name"],
}


def _loosened(name: str, keyword: str, still: Concerns, value: Any = ABSENT) -> Change:
    """A limit that is gone, but for those bodies that a condition holds for."""

    def read(body: Item) -> Item:
        if still(body):
            raise RefusalError.invalid(name, body[name], "is beyond its limit")
        return body

    return Change(edit={f"{CREATION}/properties/{name}/{keyword}": value}, http=reading(read))


def _too_long(name: str, limit: int, but_with: Concerns) -> Change:
    return _loosened(name, "maxLength", lambda body: len(body.get(name, "")) > limit and not but_with(body))


def _too_few(but_with: Concerns) -> Change:
    return _loosened("maxStamps", "minimum", lambda body: body.get("maxStamps", 1) < 1 and not but_with(body), -9)


LOOSENED: dict[str, How] = {
    "takes longer titles beside a description": _too_long("title", TITLE, lambda body: "description" in body),
    "takes longer titles outside ASCII": _too_long("title", TITLE, lambda body: not body["title"].isascii()),
    "takes longer titles inside ASCII": _too_long("title", TITLE, lambda body: body["title"].isascii()),
    "takes longer descriptions inside ASCII": _too_long(
        "description", DESCRIPTION, lambda body: body["description"].isascii()
    ),
    "takes longer descriptions without providers": _too_long(
        "description", DESCRIPTION, lambda body: "providerIds" not in body
    ),
    "takes no stamps": _too_few(lambda body: body["maxStamps"] == 0),
    "takes fewer than no stamps": _too_few(lambda body: body["maxStamps"] < 0),
}


def _eligible(choose: Callable[[list[str]], list[str]]) -> type[Workspace]:
    """A workspace that looks at those of the chosen providers only that a function returns."""

    class Eligible(Workspace):
        def chosen_providers(self, app: App, body: Body) -> list[str]:
            looked_at = choose(list(body.get("providerIds", [])))
            chosen = super().chosen_providers(app, {**body, "providerIds": looked_at} if looked_at else body)
            known = [one for one in body.get("providerIds", []) if one in looked_at or self.is_eligible(app, one)]
            return known if looked_at else chosen

    return Eligible


class _AloneOnly(Workspace):
    """A workspace that refuses an ineligible provider only where no eligible one is beside it."""

    def chosen_providers(self, app: App, body: Body) -> list[str]:
        eligible = [one for one in body.get("providerIds", []) if self.is_eligible(app, one)]
        return eligible or super().chosen_providers(app, body)


ELIGIBLE: dict[str, How] = {
    "only the first provider has to be eligible": _eligible(lambda chosen: chosen[:1]),
    "only the last provider has to be eligible": _eligible(lambda chosen: chosen[-1:]),
    "an ineligible provider may stand beside an eligible one": _AloneOnly,
}


def _refused(table: Mapping[str, Concerns]) -> dict[str, How]:
    return {f"refuses {what}": _refusing(concerns) for what, concerns in table.items()}


TABLES: Tables = {
    ("createProductionTest",): {**_refused(REFUSED), **LOOSENED, **ELIGIBLE},
    ("updateApp", "getApp", "listApps"): _refused(CHANGES_REFUSED),
    ("replaceRedirectUris",): _refused(URIS_REFUSED),
    ("createWorkflow",): _refused(GRAPHS_REFUSED),
}
