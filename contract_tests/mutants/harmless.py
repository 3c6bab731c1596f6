"""Harmless variants: servers that differ from the mock where the documentation leaves them free.

None of them may yield a finding.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from contract_tests.mock import MockOptions, create_app
from contract_tests.mutants.answers import rate_limiting
from contract_tests.mutants.harmless_answers import harmless_answers
from contract_tests.mutants.harmless_data import harmless_data
from contract_tests.mutants.harmless_requests import harmless_requests
from contract_tests.mutants.harmless_states import harmless_states
from contract_tests.mutants.mutant import HARMLESS, App, Mutant, changed
from contract_tests.spec import Spec

DELAY_SECONDS = 0.02
CLOCK_AHEAD_SECONDS = 60.0
RATE_LIMITED_EVERY = 10


def harmless_variants(spec: Spec) -> Iterator[Mutant]:
    """Every harmless variant."""
    for name, app in {
        **_pace(spec),
        **harmless_data(spec),
        **harmless_requests(spec),
        **_times(spec),
        **harmless_states(spec),
        **{name: changed(spec, rewrite=rewrite) for name, rewrite in harmless_answers(spec).items()},
    }.items():
        yield Mutant(name, HARMLESS, (), name, app)


def _pace(spec: Spec) -> dict[str, App]:
    def slow(**options: Any) -> Starlette:
        app = create_app(spec.document, MockOptions(**options))
        app.add_middleware(_Slow)
        return app

    def compressed(**options: Any) -> Starlette:
        app = create_app(spec.document, MockOptions(**options))
        app.add_middleware(GZipMiddleware, minimum_size=100)
        return app

    return {
        "nothing changed": changed(spec),
        "every answer takes 20 ms": slow,
        "answers are compressed": compressed,
        "a creation takes 300 ms": changed(spec, create_seconds=0.3),
        "every tenth call is rate limited": changed(
            spec, refuse=rate_limiting(RATE_LIMITED_EVERY, {"retry-after": "0"})
        ),
    }


class _Slow:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(DELAY_SECONDS)
        await self._app(scope, receive, send)


def _times(spec: Spec) -> dict[str, App]:
    return {
        "settles at once": changed(spec, settle_seconds=0.0),
        "settles after 3 s": changed(spec, settle_seconds=3.0),
        "stamps are claimed at once": changed(spec, claim_interval_seconds=0.01),
        "no stamps are claimed": changed(spec, claim_interval_seconds=1e6),
        "the clock is a minute ahead": changed(spec, clock=lambda: time.time() + CLOCK_AHEAD_SECONDS),
    }
