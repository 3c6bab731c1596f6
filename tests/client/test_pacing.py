"""The deadline of a wait, and its pauses."""

from __future__ import annotations

import time

import pytest
from hopae_connect import (
    APITimeoutError,
    AuthenticatedClient,
    HopaeConnectError,
    InternalServerError,
    RateLimitError,
    WaitTimeoutError,
)
from hopae_connect._pacing import Pace

from tests.client.conftest import KEY

CLIENT = AuthenticatedClient(KEY, base_url="http://127.0.0.1:1")


def poll(pace: Pace, error: HopaeConnectError, seconds: float = 0.0) -> None:
    """Poll with a failure that comes after some seconds."""
    with pace.polling(CLIENT):
        time.sleep(seconds)
        raise error


def test_pauses_grow_up_to_fifteen_seconds() -> None:
    pace = Pace(timeout=600.0, interval=0.5, on_progress=None)
    bounds = [0.5 * 1.5**number for number in range(9)] + [15.0] * 9
    for bound in bounds:
        assert 0.8 * bound <= pace.pause() <= bound


def test_pause_that_an_answer_asks_for_is_made_once() -> None:
    pace = Pace(timeout=600.0, interval=0.5, on_progress=None)
    poll(pace, RateLimitError(429, "GET", "/apps", retry_after=42.0))
    assert pace.pause() == 42.0
    with pace.polling(CLIENT):
        pass
    assert pace.pause() <= 0.75


def test_no_pause_is_longer_than_what_is_left() -> None:
    pace = Pace(timeout=5.0, interval=60.0, on_progress=None)
    assert pace.pause() <= 5.0
    poll(pace, RateLimitError(429, "GET", "/apps", retry_after=42.0))
    assert pace.pause() <= 5.0


@pytest.mark.parametrize(("timeout", "limit"), [(60.0, 3.0), (None, 3.0), (1.0, 1.0)])
def test_poll_takes_no_longer_than_is_left_and_is_not_repeated(timeout: float | None, limit: float) -> None:
    client = AuthenticatedClient(KEY, base_url="http://127.0.0.1:1", timeout=timeout, max_retries=7)
    polling = client.ending_within(3.0)
    assert (polling.timeouts_over(polling.http), polling.max_retries) == ((limit, (limit,) * 4), 0)
    polling.close()


def test_newest_failure_before_the_deadline_is_told() -> None:
    """A poll that the deadline cuts short says less than the one before it."""
    pace = Pace(timeout=0.5, interval=0.01, on_progress=None)
    poll(pace, InternalServerError(503, "GET", "/apps"))
    poll(pace, newest := InternalServerError(500, "GET", "/apps"))
    with pytest.raises(WaitTimeoutError) as caught:
        poll(pace, APITimeoutError("ReadTimeout", "GET", "/apps"), seconds=0.5)
    assert str(caught.value) == "it has not come within 0.5 seconds; the last poll failed: GET /apps: 500"
    assert caught.value.__cause__ is newest
