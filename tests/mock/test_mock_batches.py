from typing import Any

import httpx
import pytest

GOOD, OTHER, THIRD = {"name": "One"}, {"name": "Two"}, {"name": "Three"}
# The same key for another app fails by itself.
KEYED, CLASH = {"name": "First", "idempotencyKey": "once"}, {"name": "Second", "idempotencyKey": "once"}


def results(client: httpx.Client, items: list[dict[str, Any]], **others: Any) -> list[str]:
    answered = client.post("/apps/batch", json={"items": items, **others}).json()
    kinds = ["made" if "app" in one else "failed" for one in answered["results"]]
    assert (answered["successCount"], answered["errorCount"]) == (kinds.count("made"), kinds.count("failed"))
    return kinds


def test_every_app_is_made_as_its_item_says(client: httpx.Client) -> None:
    items = [{**GOOD, "redirectUris": ["https://A.example/x"], "webhookConfig": {"retryAttempts": 5}}, OTHER]
    answered = client.post("/apps/batch", json={"items": items})
    assert answered.status_code == 201
    first, second = (one["app"] for one in answered.json()["results"])
    stored = client.get(f"/apps/{first['clientId']}").json()
    assert {name: stored[name] for name in first} == first
    assert (first["name"], second["name"]) == ("One", "Two")
    assert first["clientSecret"] != second["clientSecret"]
    assert first["webhookConfig"]["retryAttempts"] == 5


@pytest.mark.parametrize(
    ("continues", "expected"),
    [(None, ["made", "failed"]), (False, ["made", "failed"]), (True, ["made", "failed", "made"])],
)
def test_the_first_failure_ends_a_batch_unless_it_goes_on(
    client: httpx.Client, continues: bool | None, expected: list[str]
) -> None:
    before = client.get("/workspace").json()["apps_count"]
    client.post("/apps/batch", json={"items": [KEYED]})
    others = {} if continues is None else {"continueOnError": continues}
    assert results(client, [GOOD, CLASH, THIRD], **others) == expected
    assert client.get("/workspace").json()["apps_count"] <= before + 1 + expected.count("made")


def test_a_known_key_of_an_item_finds_the_app_again(client: httpx.Client) -> None:
    item = {"name": "Again", "idempotencyKey": "again"}
    first, second = (client.post("/apps/batch", json={"items": [item]}).json()["results"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("items", [[{"name": "x"}] * 101, [{}], [{"name": 7}], "x"])
def test_what_is_no_batch_is_refused_as_a_whole(client: httpx.Client, items: Any) -> None:
    assert client.post("/apps/batch", json={"items": items}).status_code == 400
