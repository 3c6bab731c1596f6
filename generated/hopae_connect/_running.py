"""Creates what settles later, waits for its end and returns the report, without a chance to mistake another for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from ._exceptions import HopaeConnectError
from ._json import to_json
from ._models import lenient
from ._unset import Unset
from ._waiting import Lifecycle, afinish, asettle, finish, settle

if TYPE_CHECKING:
    from ._client import AuthenticatedClient
    from ._pacing import Pace
    from ._raw_response import RawResponse

M = TypeVar("M")


def run(
    lifecycle: Lifecycle,
    settled: type[Any],
    client: AuthenticatedClient,
    pace: Pace,
    key: str | Unset,
    create: Callable[[str], RawResponse[Any]],
    poll: Callable[[AuthenticatedClient], list[Any]],
    read: Callable[[AuthenticatedClient, Any], M],
) -> M:
    """List what is there, create with a key, wait until it has settled and then until it is finished.

    What the list shows beforehand is not what will be created. An error knows the key: with that, it goes on.
    """
    sent = key if isinstance(key, str) else str(uuid4())
    try:
        before = to_json(poll(client))
        response = create(sent)
        created = response.parsed.to_dict()
        before = _before(before, key, response)
        known = lenient(settle(lifecycle, created, poll, client, pace, before), settled)
        return finish(lifecycle, created, lambda one: read(one, known), client, pace)
    except HopaeConnectError as error:
        error.idempotency_key = sent
        raise


async def arun(
    lifecycle: Lifecycle,
    settled: type[Any],
    client: AuthenticatedClient,
    pace: Pace,
    key: str | Unset,
    create: Callable[[str], Awaitable[RawResponse[Any]]],
    poll: Callable[[AuthenticatedClient], Awaitable[list[Any]]],
    read: Callable[[AuthenticatedClient, Any], Awaitable[M]],
) -> M:
    """List, create, wait and read, like `run`."""
    sent = key if isinstance(key, str) else str(uuid4())
    try:
        before = to_json(await poll(client))
        response = await create(sent)
        created = response.parsed.to_dict()
        before = _before(before, key, response)
        known = lenient(await asettle(lifecycle, created, poll, client, pace, before), settled)
        return await afinish(lifecycle, created, lambda one: read(one, known), client, pace)
    except HopaeConnectError as error:
        error.idempotency_key = sent
        raise


def _before(items: list[Any], key: str | Unset, response: RawResponse[Any]) -> list[Any]:
    """Return what was there before the creation: unknown when the caller's key had created it at some earlier time."""
    return [] if response.replayed and isinstance(key, str) else items
