"""What makes several things with one answer is held as what makes one: each of them, in its place."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.batches import broken_batch
from contract_tests.judging.echoes import broken_echoes, broken_storing
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.listings import Lists
from contract_tests.judging.making import asked_for, failures, identifier, made, marks_sent
from contract_tests.judging.requests import RequestReader
from contract_tests.judging.shapes import Shapes
from tests.judging.app_answers import SHOWN, owned_by
from tests.judging.exchanges import SPEC, exchange

FAILED: dict[str, Any] = {"error": {"code": "RESOURCE_CONFLICT"}}


def app(number: int, **fields: Any) -> dict[str, Any]:
    """The result of an app that was made."""
    return {
        "app": {"clientId": f"Batch00{number}", "clientSecret": f"sh_app_{number}", "name": f"App {number}", **fields}
    }


def batch(*results: Any, sent: int = 2, goes_on: bool | None = None, **item: Any) -> Exchange:
    """A batch of some apps with these results."""
    items = [{"name": f"App {number}", **item} for number in range(1, sent + 1)]
    body = {"items": items} | ({} if goes_on is None else {"continueOnError": goes_on})
    failed = sum("error" in one for one in results)
    answer = {"results": list(results), "successCount": len(results) - failed, "errorCount": failed}
    return exchange("createAppBatch", 201, answer, sent=body)


def test_each_result_names_what_was_made() -> None:
    """What failed names nothing."""
    one = batch(app(1), FAILED, app(3), sent=3, goes_on=True)
    assert made(one) == {0: "Batch001", 2: "Batch003"}
    assert identifier(one, 2) == "Batch003"
    assert failures(one) == [1]
    assert one.operation is not None
    assert (asked_for(one.operation, one.request_json), marks_sent(one.operation, one.request_json)) == (
        3,
        ["App 1", "App 2", "App 3"],
    )


@pytest.mark.parametrize(
    "one",
    [
        batch(app(1), app(2)),
        batch(FAILED),
        batch(app(1), FAILED),
        batch(FAILED, FAILED),
        batch(FAILED, app(2), goes_on=True),
        batch(app(1), FAILED, app(3), sent=3, goes_on=True),
    ],
)
def test_one_result_for_each_until_the_first_failure_is_as_it_should_be(one: Exchange) -> None:
    """Whether what was not tried has results is published nowhere."""
    assert list(broken_batch(one)) == []


@pytest.mark.parametrize(
    ("one", "expected", "observed"),
    [
        (batch(app(1)), "2 results", "1 result"),
        (batch(app(1), app(2), app(3)), "2 results", "3 results"),
        (batch(FAILED, goes_on=True), "2 results", "1 result"),
        (batch(FAILED, app(2)), "nothing made after the first failure", "1 made after it"),
        (batch(FAILED, app(2), goes_on=False), "nothing made after the first failure", "1 made after it"),
    ],
)
def test_results_that_are_missing_or_too_many_are_told(one: Exchange, expected: str, observed: str) -> None:
    """So is what was made although something before it had failed."""
    (found,) = broken_batch(one)
    assert (found.kind, found.severity, found.expected, found.observed) == ("batch", "breaking", expected, observed)
    assert found.pointer == "/paths/~1apps~1batch/post/x-batch"


def test_a_finding_about_results_says_where_they_are_and_why_so_many_are_due() -> None:
    (of_number,), (of_order,) = broken_batch(batch(app(1))), broken_batch(batch(FAILED, app(2)))
    assert (of_number.place, of_number.since) == ("response 201 body /results", "which is one for each of /items")
    assert (of_order.place, of_order.since) == ("response 201 body /results/*/app", "")


@pytest.mark.parametrize(
    "one",
    [
        exchange("createApp", 201, SHOWN, sent={"name": "a"}),
        replace(batch(app(1)), operation=None),
        replace(batch(app(1)), request_body=b"{"),
        exchange("createAppBatch", 201, {"results": [app(1)]}, sent={"items": 2}),
        exchange("createAppBatch", 201, {}, sent={"items": [{"name": "a"}]}),
        exchange("createAppBatch", 201, {"results": "none"}, sent={"items": [{"name": "a"}]}),
    ],
)
def test_what_has_no_items_or_no_results_is_no_batch(one: Exchange) -> None:
    """That something else came in place of results is found by the strict reading."""
    assert list(broken_batch(one)) == []


def test_each_thing_is_shown_as_its_own_item_asked_for() -> None:
    """Results in another order show other names than the items in their places."""
    assert list(broken_storing(batch(app(1), app(2)))) == []
    assert [one.place for one in broken_storing(batch(app(2), app(1)))] == ["response 201 body /results/*/app/name"] * 2
    uris = ["https://app.example.com/callback"]
    (found,) = broken_storing(batch(app(1, redirectUris=uris), app(2, redirectUris=[]), redirectUris=uris))
    assert found.place == "response 201 body /results/*/app/redirectUris"


def test_each_result_repeats_the_key_of_its_item() -> None:
    """It may leave it out."""
    assert list(broken_echoes(batch(app(1), {**app(2), "idempotencyKey": "k"}, idempotencyKey="k"))) == []
    (found,) = broken_echoes(batch(app(1), {**app(2), "idempotencyKey": "other"}, idempotencyKey="k"))
    assert (found.expected, found.observed) == ("'k'", "'other'")


@pytest.mark.parametrize(
    ("result", "counts", "places"),
    [
        (app(1), (1, 0), []),
        (FAILED, (0, 1), []),
        ({"app": {**app(1)["app"], "more": 1}}, (1, 0), ["/results/*/app/more"]),
        ({**FAILED, "more": 1}, (0, 1), ["/results/*/more"]),
        ({"idempotencyKey": "k"}, (0, 0), ["/results/*/app"]),
        (app(1), (2, 0), ["/successCount"]),
        (FAILED, (1, 0), ["/errorCount", "/successCount"]),
    ],
)
def test_a_result_is_read_by_what_it_has(result: Any, counts: tuple[int, int], places: list[str]) -> None:
    """The counts are the numbers of the two kinds."""
    answer = {"results": [result], "successCount": counts[0], "errorCount": counts[1]}
    found = {one.place for one in Shapes(SPEC).deviations("/components/schemas/AppBatchResults", answer)}
    assert sorted(found) == places


def test_every_app_of_a_batch_is_held_against_what_shows_it_later() -> None:
    """Not the first one alone."""
    agreement = owned_by("own")
    others = {**SHOWN, "clientId": "Batch002", "clientSecret": "another", "name": "App 2"}
    read = exchange("getApp", 200, others, path={"client_id": "Batch002"})
    assert agreement.read(batch(app(1), app(2))) == []
    agreement.read(read)
    (found, *_) = agreement.read(read)
    assert found[1].place.endswith("clientSecret")


def test_every_app_of_a_batch_is_expected_in_the_list() -> None:
    """Not the first one alone."""
    listings = Lists(SPEC, lambda kind, path, state: "own")
    listings.read(batch(app(1), app(2)))
    page = {"data": [{**SHOWN, "clientId": "Batch001"}], "total": 1, "limit": 20, "offset": 0}
    late = exchange("listApps", 200, page)
    found = [one for at in (3600.0, 7200.0) for one in listings.read(replace(late, started_at=at))]
    assert any("Batch002" in one[1].expected + one[1].observed for one in found)


def test_a_limit_of_a_single_item_is_none_of_the_whole() -> None:
    """The item may fail by itself, which no refusal has to say; the limit of the list is one."""
    requests = RequestReader(SPEC)
    reading = requests.read(exchange("createAppBatch", 201, {}, sent={"items": [{"name": 7}, {}]}))
    assert reading.broken == ()
    assert len(reading.odd) == 2
    many = requests.read(exchange("createAppBatch", 201, {}, sent={"items": [{"name": "x"}] * 101}))
    assert [one.expected for one in many.broken] == ["at most 100 items"]
