"""What a run may change and delete: what it made, as far as more than one answer says so."""

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.sending import made as made_module
from contract_tests.sending.made import Made
from scripts.spec.operations import Operation
from tests.judging.exchanges import SPEC, exchange, sample

APP = sample("AppPage")["data"][0]
OWN, THEIRS = "Ours0001", "Theirs01"


class Target:
    """What reads show: the app of each identifier."""

    def __init__(self) -> None:
        self.apps: dict[str, dict[str, Any]] = {}

    def look(self, reader: Operation, path: dict[str, str]) -> Any:
        return self.apps.get(path["client_id"])


def listing(*identifiers: str) -> Exchange:
    apps = [{**APP, "clientId": identifier} for identifier in identifiers]
    return exchange("listApps", 200, {"data": apps, "total": len(apps), "limit": 20, "offset": 0})


def made_with(
    answered: str, *, read: dict[str, dict[str, Any]] | None = None, seen: tuple[str, ...] = (THEIRS,)
) -> Made:
    """What a run knows after it has read the collection and created an app, whose answer names an identifier."""
    target = Target()
    made = Made(SPEC, target.look)
    made.note(listing(*seen), 0)
    made.read_completely(SPEC.operations["listApps"], {})
    name = f"{made.label} 1"
    target.apps = {answered: {**APP, "clientId": answered, "name": name}} if read is None else read
    creation = exchange("createApp", 201, {**APP, "clientId": answered, "name": name}, sent={"name": name})
    made.note(creation, made.begin(SPEC.operations["createApp"], {}, creation.request_body))
    return made


def may_delete(made: Made, client_id: str, **others: str) -> bool:
    operation = "deleteWorkflow" if others else "deleteApp"
    return made.admits(SPEC.operations[operation], {"client_id": client_id, **others})


def test_what_was_made_and_shows_its_mark_may_be_deleted() -> None:
    assert may_delete(made_with(OWN), OWN)


def test_what_the_run_did_not_make_may_not_be_deleted() -> None:
    assert not may_delete(made_with(OWN), THEIRS)


def test_what_was_there_before_may_not_be_deleted_whatever_the_answer_says() -> None:
    assert not may_delete(made_with(THEIRS), THEIRS)


@pytest.mark.parametrize("twin", [THEIRS.lower(), f" {THEIRS}"])
def test_identifier_that_a_careless_server_takes_for_another_may_not_be_named(twin: str) -> None:
    assert not may_delete(made_with(twin), twin)


@pytest.mark.parametrize("identifier", ["..", "a/b", "a%2Fb", "a?b", "a#b", "a;b", "*", "a b"])
def test_identifier_that_may_lead_elsewhere_may_not_be_named(identifier: str) -> None:
    assert not may_delete(made_with(identifier), identifier)


def test_what_reads_as_another_thing_may_not_be_deleted() -> None:
    """The answer named an identifier that nobody had seen, and a read of it shows somebody's app."""
    assert not may_delete(made_with(OWN, read={OWN: {**APP, "clientId": OWN, "name": "A shop"}}), OWN)


@pytest.mark.slow
def test_what_cannot_be_read_may_not_be_deleted() -> None:
    assert not may_delete(made_with(OWN, read={}), OWN)


def test_what_lies_below_a_thing_of_the_run_is_the_run_s() -> None:
    assert may_delete(made_with(OWN), OWN, workflow_id="wf_any")


def test_what_lies_below_is_not_what_was_seen_before() -> None:
    """A server may look a workflow up by its own identifier alone."""
    seen = APP["workflows"][0]["workflowId"]
    assert not may_delete(made_with(OWN), OWN, workflow_id=seen)


def test_production_test_may_be_created_for_any_app() -> None:
    """It stays for good, so it is tried on what is there."""
    made = made_with(OWN)
    assert made.admits(SPEC.operations["createProductionTest"], {"client_id": THEIRS})
    assert not made.admits(SPEC.operations["createWorkflow"], {"client_id": THEIRS})


def test_what_is_never_found_is_not_waited_for_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many things that a target says it made and does not show, a few are looked for again and again."""
    pauses: list[float] = []
    monkeypatch.setattr("contract_tests.sending.made.time.sleep", pauses.append)
    target = Target()
    made = Made(SPEC, target.look)
    made.note(listing(THEIRS), 0)
    made.read_completely(SPEC.operations["listApps"], {})
    for number in range(40):
        name = f"{made.label} {number}"
        creation = exchange(
            "createApp", 201, {**APP, "clientId": f"Lost{number:04}", "name": name}, sent={"name": name}
        )
        made.note(creation, made.begin(SPEC.operations["createApp"], {}, creation.request_body))
    assert not any(made.is_own(thing) for thing in made.things)
    assert sum(pause > 0 for pause in pauses) == made_module.MOST_WAITS * (len(made_module.LOOK_AGAIN_SECONDS) - 1)


def test_what_was_just_made_is_held_as_the_runs_own_before_a_second_look() -> None:
    """Answers about it have to agree from the first one on; of what was there before, others may make anything."""
    kind = SPEC.resources["app"]
    made = made_with(OWN)
    assert made.whose(kind, {"client_id": OWN}, {"name": f"{made.label} 1"}) == "own"
    assert made_with(THEIRS).whose(kind, {"client_id": THEIRS}, {}) == "shared"
