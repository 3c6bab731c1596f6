"""What answers have shown of each thing, and where another answer shows it otherwise."""

import time
from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging import shown_things
from contract_tests.judging.agreement import Agreement, Whose
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.shown_things import LAG_SECONDS, OwnThing
from scripts.spec.resources import Resource
from tests.judging.app_answers import (
    GONE,
    NAMES,
    NOT_FOUND,
    SHOWN,
    WORKFLOW,
    acting,
    app,
    apps,
    owned_by,
    read,
    workflow,
    workflows,
)
from tests.judging.exchanges import APP, SPEC, exchange, sample


def workspace(name: str, count: int = 1) -> Exchange:
    return exchange("getWorkspace", 200, {"id": name, "apps_count": count})


def test_two_views_of_an_own_thing_agree() -> None:
    """The third answer tells which of two that differ is odd, whichever operation shows it."""
    assert read("own", app(), apps(), app(), apps()) == []
    odd = ("response 200 body /data/*/name", "'My App'", "'Other'")
    assert read("own", app(), apps(name="Other"), app()) == [(1, *odd)]
    assert read("own", apps(name="Other"), app(), app()) == [(0, *odd)]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ((app(), apps(), apps(name="Other")), "getApp showed client_id 'FK5b0KSM' before at /name"),
        ((app(), app(), app(name="Other")), "getApp showed it before"),
        ((apps(name="Other"), app(), app()), "getApp showed client_id 'FK5b0KSM' later at /name"),
        ((app(), app(), workflow(name="Other")), "getApp showed it before at /workflows/*/name"),
        ((workspace("a"), workspace("a"), workspace("b")), "getWorkspace showed it before"),
    ],
)
def test_a_finding_says_who_showed_it_otherwise_and_points_to_the_promise(
    row: tuple[Exchange, ...], shown: str
) -> None:
    agreement = owned_by("own")
    ((one, odd),) = [found for one in row for found in agreement.read(one)]
    assert (odd.kind, odd.severity, odd.since) == (
        "agreement",
        "breaking",
        f"as {shown}, with no change in between",
    )
    assert one.operation is not None
    assert odd.pointer == f"{one.operation.pointer}/x-shows"


def test_two_things_are_held_apart() -> None:
    other = exchange("getApp", 200, {**SHOWN, "name": "Other"}, path={"client_id": "Other001"})
    assert read("own", app(), other, app(), other) == []


def test_a_settable_field_is_not_lost_and_another_may_come_and_go() -> None:
    """A request can set where users go; nobody asks for a date."""
    uri = {"defaultSuccessRedirectUri": "https://a.example/1"}
    lost = (2, "response 200 body /defaultSuccessRedirectUri", "'https://a.example/1'", "absent")
    assert read("own", app(**uri), app(**uri), app()) == [lost]
    dated = app(createdAt="2026-04-08T10:00:00Z")
    assert read("own", dated, dated, app()) == []
    assert read("shared", app(**uri), app(**uri), app()) == []


def test_the_app_says_of_its_workflows_what_their_own_list_says() -> None:
    odd = ("'Default'", "'Other'")
    assert read("own", app(), workflows(), workflow()) == []
    assert read("own", app(), workflows(name="Other"), app()) == [(1, "response 200 body /*/name", *odd)]
    assert read("own", app(), workflow(name="Other"), workflows()) == [(1, "response 200 body /name", *odd)]
    assert read("own", workflow(), workflow(), app(workflows=[{**WORKFLOW, "name": "Other"}])) == [
        (2, "response 200 body /workflows/*/name", *odd)
    ]
    assert (1, "response 200 body /data/*/workflows/*/name", *odd) in read(
        "own", workflow(), apps(workflows=[{**WORKFLOW, "name": "Other"}]), workflow()
    )


def test_a_list_that_is_the_whole_answer_is_named_as_the_body() -> None:
    one, other = ([{"id": name} for name in names] for names in (["mitid"], ["mitid", "ftn"]))
    row = [exchange("listProviders", 200, body) for body in (one, one, other)]
    assert read("own", *row) == [(2, "response 200 body", "array of 1", "array of 2, with id 'ftn'")]


def test_what_is_constant_of_a_thing_of_others_is_held_from_the_first_answer_on() -> None:
    row = [app(createdAt=f"2026-04-08T10:0{minute}:00Z") for minute in (0, 5, 5)]
    found = [(index, place) for index, place, *_ in read("shared", *row)]
    assert found == [(index, "response 200 body /createdAt") for index in (1, 2)]


def test_things_of_others_may_be_changed_once_but_not_to_and_fro() -> None:
    assert read("shared", app(), app(name="Other"), app(name="Other"), app(name="Other")) == []
    odd = ("response 200 body /data/*/name", "'My App'", "'Other'")
    assert read("shared", app(), app(), apps(name="Other"), app(), apps(name="Other")) == [(4, *odd)]


def test_what_somebody_is_changing_is_not_held() -> None:
    row = [app(), app(name="Other"), app(), app(name="Other"), app()]
    assert read("restless", *row) == []


def test_whose_a_thing_is_may_become_known() -> None:
    """What was shown before that is not held against the thing."""
    known: list[Whose] = ["shared", "own", "own", "restless", "own", "own"]
    turns = iter(known)
    agreement = Agreement(SPEC, lambda kind, path, state: next(turns) if kind.name == "app" else "restless")
    names = ["One", "Two", "Two", "Three", "Four", "Four"]
    assert [odd for name in names for odd in agreement.read(app(name=name))] == []


@pytest.mark.parametrize("whose", ["own", "shared"])
def test_a_thing_that_is_there_before_and_after_is_found(whose: Whose) -> None:
    """Any answer that shows it will do."""
    odd = [(1, "response status", "200", "404")]
    assert read(whose, app(), GONE, app()) == odd
    assert read(whose, apps(), GONE, apps()) == odd
    assert read(whose, app(), GONE, app(), app()) == odd


def test_who_shows_what_was_not_found_is_said() -> None:
    agreement = owned_by("own")
    assert [*agreement.read(app()), *agreement.read(GONE)] == []
    ((_, odd),) = agreement.read(apps())
    assert (odd.kind, odd.severity, odd.since) == (
        "agreement",
        "breaking",
        f"since listApps shows {APP!r} before and after",
    )
    assert odd.pointer == "/paths/~1apps~1{client_id}/get/responses/200"


@pytest.mark.parametrize(
    "row",
    [
        (GONE, app()),
        (app(), GONE),
        (replace(app(), started_at=GONE.started_at - LAG_SECONDS), GONE, app()),
        (app(), GONE, acting("deleteApp"), app()),
        (app(), acting("deleteApp"), GONE, app()),
        (app(), replace(GONE, expects_refusal=True), app()),
        (app(), replace(GONE, authentic=False), app()),
        (app(), replace(GONE, status=403), app()),
        (app(), replace(GONE, status=500), app()),
        (app(), exchange("getApp", 404, NOT_FOUND, path={"client_id": "Other001"}), app()),
        (app(), exchange("updateApp", 404, NOT_FOUND, sent={"name": "x"}), app()),
    ],
)
def test_a_thing_that_may_not_have_been_there_need_not_be_found(row: tuple[Exchange, ...]) -> None:
    assert read("own", *row) == []


def test_numbers_that_count_what_others_add_to_are_left_alone() -> None:
    """Everything else of a workspace is held."""
    counts = [workspace("org", count) for count in (1, 1, 2, 1, 2)]
    names = [workspace(name) for name in ("a", "a", "b", "a", "b")]
    assert read("shared", *counts) == read("own", *counts) == []
    assert read("shared", *names) == [(index, "response 200 body /id", "'a'", "'b'") for index in (2, 4)]


@pytest.mark.parametrize(
    "one",
    [
        replace(app(name="Other"), authentic=False),
        replace(app(name="Other"), operation=None),
        replace(app(name="Other"), body=b"<html>"),
        replace(app(name="Other"), status=400),
        replace(apps(name="Other"), status=400),
        exchange("createApp", 201, {**SHOWN, "name": "Other"}, headers={"Idempotency-Replayed": "true"}),
        exchange("listProductionTests", 200, sample("ProductionTestList")),
        apps(name="Other", clientId=None),
    ],
)
def test_what_shows_nothing_of_a_thing_now_is_passed_over(one: Exchange) -> None:
    """A replay shows a thing as it was."""
    assert read("own", app(), app(), one, app()) == []


def test_what_was_created_is_shown_by_its_creation() -> None:
    created = exchange("createApp", 201, {**SHOWN, "name": "Other"}, sent={"name": "Other"})
    assert read("own", created, app(), app()) == [(0, "response 201 body /name", "'My App'", "'Other'")]


def test_what_an_answer_does_not_name_is_no_thing() -> None:
    """Two answers that name nothing are not about one thing."""
    created = [exchange("createApp", 201, {"name": name}, sent={"name": name}) for name in ("a", "b", "a")]
    listed = [apps(name=name, clientId=None, workflows=[]) for name in ("a", "b", "a")]
    assert read("own", *created) == read("own", *listed) == []


def test_what_is_forgotten_is_not_held() -> None:
    """Nobody knows what came of a request."""
    agreement = owned_by("own")
    for one in (app(), app(), GONE):
        agreement.read(one)
    agreement.forget()
    assert [*agreement.read(app(name="Other")), *agreement.read(app(name="Other"))] == []


def test_whose_is_asked_with_the_kind_the_path_and_the_state() -> None:
    asked: list[tuple[str, dict[str, str], Any]] = []

    def whose(kind: Resource, path: dict[str, str], state: Any) -> Whose:
        asked.append((kind.name, path, state))
        return "own"

    Agreement(SPEC, whose).read(apps())
    assert asked == [("app", {"client_id": APP}, SHOWN), ("workflow", NAMES, WORKFLOW)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (app(), True),
        (apps(), True),
        (GONE, False),
        (exchange("listProductionTests", 200, []), False),
        (replace(app(), operation=None), False),
    ],
)
def test_a_success_that_shows_a_thing_is_about_it(one: Exchange, expected: bool) -> None:
    assert owned_by("own").is_about(one) == expected


def test_a_place_that_an_operation_leaves_open_is_not_held_against_other_answers() -> None:
    """A secret may be redacted here and empty there."""

    def config(**fields: Any) -> Exchange:
        return exchange("getWebhookConfig", 200, {"enabled": True, **fields}, path={"client_id": APP})

    shown = app(webhookConfig={"enabled": True, "secret": "whsec_****cdef"})
    assert read("own", shown, config(secret=""), shown, config(secret="whsec_****0000")) == []
    odd = (1, "response 200 body /enabled", "true", "false")
    assert read("own", shown, config(enabled=False), shown) == [odd]


def test_a_slow_answer_shows_how_it_was_when_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was changed just before that may be shown as it was, however late the answer comes."""
    monkeypatch.setattr(shown_things, "LAG_SECONDS", 0.05)
    changed_at = time.time()
    thing = OwnThing(app(), {"name": "One"})
    thing.loosen(["/name"])
    time.sleep(0.1)
    slow, later = (replace(app(), started_at=changed_at + seconds) for seconds in (0.01, 60))
    shown = [(slow, "One"), (slow, "One"), (later, "Two"), (later, "Two")]
    assert [odd for answer, name in shown for odd in thing.note(answer, {"name": name})] == []
