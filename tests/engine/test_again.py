"""Requests behind findings are sent again at the end of a run, and it is said what came then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from contract_tests.engine.again import send_again
from contract_tests.judging.finding import Again
from contract_tests.mock import serve
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from tests.target.meddling import KEY, PLENTY, SPEC

BASE = "/connect/v1"
Answers = tuple[Callable[[], Response], ...]


def sent_again(answers: Answers, budget: Budget = PLENTY) -> tuple[list[Again], int]:
    """What is remembered of the findings in the first answer of a server, and how many requests it was sent."""
    left = list(answers)

    async def apps(request: Request) -> Response:
        return left.pop(0)()

    app = Starlette(routes=[Route(f"{BASE}/apps", apps)])
    app.state.base_path = BASE
    options = Options(budget, settle_timeout=5, seed=1)
    with serve(app) as base_url, closing(Run(SPEC, Target("sandbox", base_url, KEY), options)) as run:
        with run.rule("liveness/answers"):
            run.send(SPEC.operations["listApps"], {})
        assert run.findings.all()
        send_again(run)
        return [*run.again.values()], len(answers) - len(left)


def wrong() -> Response:
    return JSONResponse({"data": [], "total": "none", "limit": 20, "offset": 0})


def right() -> Response:
    return JSONResponse({"data": [], "total": 0, "limit": 20, "offset": 0})


def busy() -> Response:
    """What is refused with no body is a finding as well, and nothing about what a success shows."""
    return Response(status_code=404)


@pytest.mark.parametrize(
    ("answers", "again"),
    [
        ((wrong, wrong, wrong), Again(2, 2)),
        ((wrong, wrong, right), Again(2, 1)),
        ((wrong, right, right), Again(2, 0)),
        ((wrong, busy, busy), Again(2, 0, 404)),
        ((wrong, busy, wrong), Again(2, 1)),
    ],
)
def test_it_is_counted_how_often_a_finding_came_again(answers: Answers, again: Again) -> None:
    """An answer with another status cannot show what it would have been otherwise, which is said."""
    assert sent_again(answers)[0][0] == again


def test_nothing_is_sent_again_with_few_requests_left() -> None:
    """What is left is for the rules."""
    assert sent_again((wrong, wrong, wrong), replace(PLENTY, max_requests=50)) == ([], 1)
