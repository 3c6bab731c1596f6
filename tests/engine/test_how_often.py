"""Findings of a run say how often, in which answers, and whether it happened again; the real command finds them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.mock import MockOptions, create_app, load_spec, serve
from tests.engine.conftest import Contract, Outcome

KEY = "sk_workspace_test_for_the_tests"
# Changes a JSON answer, given the request's method, path and query, and the answer's headers.
Change = Callable[[str, str, str, dict[bytes, bytes], Any], Any]


class Changed:
    """An ASGI application around the mock, whose JSON answers it changes."""

    def __init__(self, app: ASGIApp, change: Change) -> None:
        self._app, self._change = app, change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        if scope["type"] != "http" or not 200 <= messages[0]["status"] < 300 or not messages[1]["body"]:
            for message in messages:
                await send(message)
            return
        headers = {name.lower(): value for name, value in messages[0]["headers"]}
        query = scope["query_string"].decode()
        body = self._change(scope["method"], scope["path"], query, headers, json.loads(messages[1]["body"]))
        text = json.dumps(body).encode()
        headers[b"content-length"] = str(len(text)).encode()
        await send({**messages[0], "headers": list(headers.items())})
        await send({**messages[1], "body": text})


def judged(judge: Contract, change: Change, *arguments: str) -> Outcome:
    app = create_app(load_spec(), MockOptions(key=KEY))
    app.add_middleware(Changed, change=change)
    with serve(app) as base_url:
        return judge(base_url, KEY, *arguments)


def found(outcome: Outcome, place: str, group: str = "") -> Any:
    (finding,) = [one for one in outcome.findings if one["place"] == place and one["rule"].startswith(group)]
    return finding


@pytest.mark.slow
def test_page_that_drifts_is_named_and_comes_again(judge: Contract) -> None:
    """What is wrong from the second page on says so, is sent again twice, and is said in every report."""

    def later_pages(method: str, path: str, query: str, headers: Any, body: Any) -> Any:
        is_later = path.endswith("/apps") and "offset=" in query and "offset=0" not in query
        return body | {"total": str(body["total"])} if is_later else body

    outcome = judged(judge, later_pages, "--rule", "paging", "--operation", "listApps")
    finding = found(outcome, "response 200 body /total")
    assert 0 < finding["occurrences"] < finding["answers"]
    assert finding["common"] == ["only with offset 1 and more"]
    assert finding["again"] == {"sent": 2, "seen": 2}
    often = f"in {finding['occurrences']} of the {finding['answers']} answers looked at"
    words = f"{often}, only with offset 1 and more"
    assert f"{words}; sent again 2 times, seen each time" in outcome.output
    for name in ("drift.html", "drift.md", "drift.sarif"):
        assert words in (outcome.folder / name).read_text(encoding="utf-8"), name


@pytest.mark.slow
def test_drift_that_comes_and_goes_reads_as_such(judge: Contract) -> None:
    """What one answer of many had, and the same request did not get again, says both."""
    asked: list[str] = []

    def once(method: str, path: str, query: str, headers: Any, body: Any) -> Any:
        asked.extend([path] if path.endswith("/apps") and method == "GET" else [])
        return body | {"colour": "red"} if path.endswith("/apps") and len(asked) == 4 else body

    finding = found(judged(judge, once, "--rule", "paging", "--operation", "listApps"), "response 200 body /colour")
    assert finding["occurrences"] == 1
    assert finding["answers"] > 10
    assert finding["again"] == {"sent": 2, "seen": 0}


@pytest.mark.slow
def test_replay_names_the_fields_that_differ(judge: Contract) -> None:
    """A replay with another title and status is two findings, each at its field, with both values."""

    def other_replay(method: str, path: str, query: str, headers: Any, body: Any) -> Any:
        if b"idempotency-replayed" not in headers or "payload" not in body:
            return body
        return body | {"status": "scheduled", "payload": body["payload"] | {"title": body["payload"]["title"] + "!"}}

    outcome = judged(judge, other_replay, "--rule", "idempotency", "--operation", "createProductionTest")
    status = found(outcome, "response 201 body /status", "idempotency/replay")
    title = found(outcome, "response 201 body /payload/title", "idempotency/replay")
    assert (status["expected"], status["observed"]) == ("'pending', as in the first answer", "'scheduled'")
    assert "the same, with 1 character after it" in title["observed"]
    assert (status["answers"] >= 1, status["again"]) == (True, None)


@pytest.mark.slow
def test_doubled_item_is_named(judge: Contract) -> None:
    """A list that shows a new thing twice says at which places."""

    def doubled(method: str, path: str, query: str, headers: Any, body: Any) -> Any:
        return [*body, body[-1]] if isinstance(body, list) and body and path.endswith("/production-tests") else body

    outcome = judged(judge, doubled, "--rule", "creation/listed-once", "--operation", "createProductionTest")
    (finding,) = [one for one in outcome.findings if one["rule"] == "creation/listed-once"]
    assert finding["expected"].endswith(" once in the list")
    assert finding["observed"].startswith(("twice (items ", "not at all"))
