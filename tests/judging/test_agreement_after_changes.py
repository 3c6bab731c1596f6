"""What a request asks for is let go of, and everything else of a thing stays held."""

import time
from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from tests.judging.app_answers import NAMES, WORKFLOW, acting, app, owned_by, read, workflow
from tests.judging.exchanges import APP, SPEC, exchange


@pytest.mark.parametrize(
    ("acts", "field", "before", "after"),
    [
        (acting("updateApp", sent={"name": "Other"}), "name", "One", "Two"),
        (acting("updateApp", sent={"logo": ""}), "updatedAt", "One", "Two"),
        (acting("updateApp", 500, sent={"name": "Other"}), "name", "One", "Two"),
        (replace(acting("updateApp", sent={"name": "Other"}), authentic=False), "name", "One", "Two"),
        (acting("replaceRedirectUris", sent={"redirectUris": []}), "redirectUris", [], ["https://a.example"]),
        (acting("rotateClientSecret", 201), "clientSecret", "One", "Two"),
        (acting("rotateClientSecret", 201), "updatedAt", "One", "Two"),
        (acting("setCustomDomain", sent={"webDomain": "a.example"}), "updatedAt", "One", "Two"),
        (acting("createWorkflow", 201, sent={"name": "x"}), "workflows", [], [WORKFLOW]),
        (acting("deleteWorkflow", path={"workflow_id": "wf_1"}), "updatedAt", "One", "Two"),
        (acting("deleteApp"), "name", "One", "Two"),
        (acting("deleteApp"), "organizationId", "One", "Two"),
    ],
)
def test_what_a_request_asks_for_is_let_go_of(acts: Exchange, field: str, before: Any, after: Any) -> None:
    """What is deleted is forgotten as a whole; an answer that never came, or wrong credentials, may change it, too."""
    earlier, later = app(**{field: before}), app(**{field: after})
    assert read("own", earlier, earlier, acts, later, later) == []


@pytest.mark.parametrize(
    ("acts", "field"),
    [
        (acting("updateApp", sent={"name": "Other"}), "organizationId"),
        (acting("updateApp", 400, sent={"name": "Other"}), "name"),
        (acting("updateApp", sent={"name": "Other"}, path={"client_id": "Other001"}), "name"),
        (acting("rotateClientSecret", 201), "name"),
        (acting("setCustomDomain", sent={"webDomain": "a.example"}), "name"),
        (acting("createWorkflow", 201, sent={"name": "x"}), "name"),
        (acting("deleteWorkflow", path={"workflow_id": "wf_1"}), "name"),
        (acting("deleteApp", 404), "name"),
        (acting("deleteApp", path={"client_id": "Other001"}), "name"),
        (replace(acting("updateApp", 401, sent={"name": "Other"}), authentic=False), "name"),
        (acting("createApp", 201, sent={"name": "Other"}), "name"),
        (app(), "name"),
    ],
)
def test_what_nothing_has_changed_stays_held(acts: Exchange, field: str) -> None:
    """Two answers after it tell that one before it, or after it, is odd."""
    found = read("own", app(), app(), acts, app(**{field: "Other"}), app())
    assert [(index, place) for index, place, _, _ in found] == [(3, f"response 200 body /{field}")]


def test_a_change_of_an_app_may_change_its_workflows() -> None:
    other = workflow(name="Other")
    assert read("own", workflow(), workflow(), acting("updateApp", sent={"name": "x"}), other, other) == []


def test_a_new_workflow_leaves_the_others_as_they_are() -> None:
    found = read("own", workflow(), workflow(), acting("createWorkflow", 201), workflow(name="Other"), workflow())
    assert [index for index, *_ in found] == [3]


def test_a_deleted_workflow_may_be_made_again() -> None:
    deletion, other = acting("deleteWorkflow", path=NAMES), workflow(name="Other")
    assert read("own", workflow(), workflow(), deletion, other, other) == []


def test_what_a_change_clears_is_let_go_of_and_what_moves_by_itself_is_not_held() -> None:
    """A custom domain is verified meanwhile; its hosts stay until it is deleted."""

    def domain(**fields: Any) -> Exchange:
        shown = {"status": "awaiting_dns", "requiredAction": "add_cname", "dnsRecords": [], **fields}
        return exchange("getCustomDomain", 200, shown)

    one, other = domain(webDomain="a.example"), domain(webDomain="a.example", status="active")
    assert read("own", one, one, other, other) == []
    assert read("own", one, one, acting("deleteCustomDomain"), domain(), domain()) == []
    odd = ("response 200 body /webDomain", "'a.example'", "'b.example'")
    assert read("own", one, one, domain(webDomain="b.example")) == [(2, *odd)]


PROVIDER = {"id": "mitid", "name": "MitID", "isActive": False, "needAction": False, "status": "not_activated"}
ON_ITS_WAY = acting("submitActivation", sent={"providers": {"mitid": {}}})


def providers(**fields: Any) -> Exchange:
    return exchange("listProviders", 200, [{**PROVIDER, **fields}])


def later(one: Exchange) -> Exchange:
    return replace(one, started_at=time.time() + 3600)


@pytest.mark.parametrize("state", [{"status": "rejected", "needAction": True}, {"status": "activated"}])
def test_what_was_set_going_changes_by_itself_from_then_on(state: dict[str, Any]) -> None:
    """However late that is, and of the app around it, too; before it no state changes by itself."""
    row = [providers(), providers(status="activation_requested"), later(providers(**state)), later(providers(**state))]
    assert read("own", ON_ITS_WAY, *row) == []
    apps = [app(providers={}), app(providers={"mitid": {"enabled": True}}), later(app(providers={}))]
    assert read("own", ON_ITS_WAY, *apps) == []
    assert read("own", providers(), providers(), providers(**state)) != []


def test_what_is_set_going_leaves_the_rest_held() -> None:
    """Neither the name of a provider nor the name of the app changes along."""
    for one, other in ((providers(), providers(name="Other")), (app(), app(name="Other"))):
        assert read("own", ON_ITS_WAY, *map(later, (one, one, other))) != []


def test_what_was_refused_after_it_had_been_lost_may_have_been_carried_out() -> None:
    """Of a request that was sent twice the first may have been, though the second was refused."""
    acts, old, new = acting("updateApp", 409, sent={"name": "Two"}), app(name="One"), app(name="Two")
    assert read("own", old, old, replace(acts, attempts=2), new, new) == []
    assert read("own", old, old, acts, new, new) != []


def test_what_a_lost_request_may_have_set_going_changes_by_itself_from_then_on() -> None:
    agreement = owned_by("own")
    agreement.read(providers())
    agreement.forget()
    agreement.expect_change(SPEC.operations["submitActivation"], {"client_id": APP})
    row = [providers(), later(providers()), later(providers(status="activated")), later(providers(status="activated"))]
    assert [odd for one in row for odd in agreement.read(one)] == []


def test_what_shows_just_after_a_change_below_is_not_held() -> None:
    """A list that lags behind may be the first to show a thing again, and shows it as it was."""
    acts, old, new = acting("setDefaultWorkflow", path=NAMES), app(name="One"), app(name="Two")
    assert read("own", old, old, acts, now(old), later(new), later(new)) == []
    assert read("own", old, old, acts, later(old), later(old), later(new)) != []


def now(one: Exchange) -> Exchange:
    return replace(one, started_at=time.time())
