"""Harmless variants of how fast answers come, and in which encoding."""

from __future__ import annotations

import asyncio

from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import How
from contract_tests.mutants.wire import rate_limiting
from scripts.spec.spec import Spec

DELAY_SECONDS = 0.02
RATE_LIMITED_EVERY = 10


def variants(spec: Spec) -> dict[str, How]:
    """Servers that are slower, or busy."""
    return {
        "nothing changed": Change(),
        "every answer takes 20 ms": Change(middleware=Middleware(BaseHTTPMiddleware, dispatch=_slow)),
        "answers are compressed": Change(middleware=Middleware(GZipMiddleware, minimum_size=100)),
        "a creation takes 300 ms": Change(options={"create_seconds": 0.3}),
        "every tenth call is rate limited": Change(refuse=rate_limiting(RATE_LIMITED_EVERY, {"retry-after": "0"})),
    }


async def _slow(request: Request, call_next: RequestResponseEndpoint) -> Response:
    await asyncio.sleep(DELAY_SECONDS)
    return await call_next(request)
