"""Servers that lose, alter or refuse some of what a creation or a change sends."""

import html
from collections.abc import Mapping
from typing import Any

import pytest

from contract_tests.mock import MockOptions, Workspace, create_app, load_spec, serve
from contract_tests.mock._answers import RefusalError
from tests.engine.conftest import Contract, Outcome

KEY = "sk_workspace_test_for_the_tests"
MAX_CREATES = 12


def refused(name: str) -> RefusalError:
    return RefusalError.invalid(name, "", "is refused")


class CountsUnits(Workspace):
    """Counts the length of a text in units of UTF-16, as many servers do."""

    def create(self, app: Any, body: Mapping[str, Any]) -> Any:
        if any(len(body.get(name, "").encode("utf-16-le")) > 2 * most for name, most in LONGEST.items()):
            raise refused("title")
        return super().create(app, body)


class CountsBytes(Workspace):
    """Counts the length of a text in bytes."""

    def create(self, app: Any, body: Mapping[str, Any]) -> Any:
        for name, most in LONGEST.items():
            if len(body.get(name, "").encode()) > most:
                raise refused(name)
        return super().create(app, body)


class OneLine(Workspace):
    """Takes no line break."""

    def create(self, app: Any, body: Mapping[str, Any]) -> Any:
        if any("\n" in body.get(name, "") for name in LONGEST):
            raise refused("description")
        return super().create(app, body)


class LosesLines(Workspace):
    """Takes a line break and stores a blank."""

    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        found = super().payload(body, provider_ids)
        return {name: one.replace("\n", " ") if isinstance(one, str) else one for name, one in found.items()}


class Escapes(Workspace):
    """Stores markup as entities."""

    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        return {**super().payload(body, provider_ids), "title": html.escape(body["title"])}


class EscapesLater(Workspace):
    """Shows the title of a challenge with entities."""

    def challenge(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        found = dict(super().challenge(*arguments, **named))
        return {**found, "title": html.escape(found["title"])}


class EscapesNames(Workspace):
    """Stores the name of an app with entities."""

    def new_app(self, body: Mapping[str, Any]) -> Any:
        return super().new_app({**body, "name": html.escape(body["name"])})

    def merged(self, app: Any, body: Mapping[str, Any]) -> Any:
        return super().merged(app, {**body, "name": html.escape(body["name"])} if "name" in body else body)


class OneProvider(Workspace):
    """Takes one provider at a time."""

    def create(self, app: Any, body: Mapping[str, Any]) -> Any:
        if len(body.get("providerIds", [])) > 1:
            raise refused("providerIds")
        return super().create(app, body)


class NotTogether(Workspace):
    """Takes no platform beside more than nine stamps."""

    def create(self, app: Any, body: Mapping[str, Any]) -> Any:
        if "targetPlatform" in body and body.get("maxStamps", 0) > 9:
            raise refused("maxStamps")
        return super().create(app, body)


LONGEST = {"title": 200, "description": 1000}


def judged(judge: Contract, workspace: type[Workspace], *rules: str) -> Outcome:
    with serve(create_app(load_spec(), MockOptions(key=KEY, settle_seconds=0.5), workspace=workspace)) as base_url:
        return judge(base_url, KEY, *rules)


CREATION = ("--rule", "creation", "--operation", "createProductionTest")


@pytest.mark.slow
@pytest.mark.parametrize("workspace", [Workspace, CountsUnits, OneLine])
def test_what_is_published_nowhere_is_not_asserted(judge: Contract, workspace: type[Workspace]) -> None:
    outcome = judged(judge, workspace, *CREATION)
    assert outcome.findings == [], outcome.output
    assert outcome.report["inconclusive"] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workspace", "expected"),
    [
        (CountsBytes, {("request body /title", "accepted"), ("request body /description", "accepted")}),
        (OneProvider, {("request body /providerIds", "accepted")}),
        (NotTogether, {("request body /targetPlatform and /maxStamps", "accepted together")}),
    ],
)
def test_what_is_refused_is_named_by_its_fields(
    judge: Contract, workspace: type[Workspace], expected: set[tuple[str, str]]
) -> None:
    outcome = judged(judge, workspace, *CREATION)
    places = {one["place"]: one["expected"] for one in outcome.findings}
    assert places.keys() == {place for place, _ in expected}, outcome.output
    assert all(words in places[place] for place, words in expected)
    assert {one["observed"] for one in outcome.findings} == {"refused with 400 VALIDATION_INVALID_PARAMETER"}
    assert len(outcome.report["created"]) <= MAX_CREATES


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workspace", "fields"),
    [(LosesLines, {"/payload/title", "/payload/description"}), (Escapes, {"/payload/title"})],
)
def test_text_that_is_altered_is_missed(judge: Contract, workspace: type[Workspace], fields: set[str]) -> None:
    outcome = judged(judge, workspace, *CREATION)
    assert {one["place"] for one in outcome.findings} == {f"response 201 body {field}" for field in fields}


@pytest.mark.slow
def test_text_that_is_altered_when_it_settles_is_missed(judge: Contract) -> None:
    """The thing is recognised all the same."""
    rules = ("--operation", "createProductionTest", "--operation", "listProductionTests")
    outcome = judged(judge, EscapesLater, *rules)
    found = {one["place"] for one in outcome.findings if one["rule"] == "lifecycle/settles"}
    assert found == {"response 200 body /*/challenge/title"}, outcome.output


@pytest.mark.slow
def test_text_that_is_altered_by_a_change_is_missed_and_nothing_is_left(judge: Contract) -> None:
    outcome = judged(judge, EscapesNames, "--operation", "createApp", "--operation", "updateApp")
    found = {(one["operation"], one["rule"]) for one in outcome.findings}
    assert {("updateApp", "change/stored"), ("createApp", "creation/shown-as-sent")} <= found, outcome.output
    assert outcome.report["left"] == []
