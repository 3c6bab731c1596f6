"""Sentences about two requests that were under way at once, or that came one after the other with one key."""

from dataclasses import replace
from typing import Any

import pytest

from tests.reports.samples import finding, said


@pytest.mark.parametrize(
    ("observed", "header", "sentence"),
    [
        (
            "two: 'a' and 'b'",
            [],
            "Two requests at once with one `Idempotency-Key` are both carried out by `createApp`.",
        ),
        (
            "neither of them",
            [],
            "Of two requests at once with one `Idempotency-Key`, `createApp` marked neither as a replay.",
        ),
        (
            "neither of them",
            ["absent"],
            "`createApp` does not mark the answer to a request that comes again with its `Idempotency-Key`.",
        ),
    ],
)
def test_two_requests_at_once_are_said_as_they_were_seen(observed: str, header: list[str], sentence: str) -> None:
    """What is carried out twice has two results; where only the mark is missing, nobody can say so much."""
    pointer = "/paths/~1apps/post/x-idempotency"
    at_once = finding(
        "response body",
        kind="duplicate",
        rule="idempotency/two-at-once",
        operation="createApp",
        observed=observed,
        pointer=pointer,
    )
    unmarked = [
        finding(
            "response 201 header Idempotency-Replayed",
            kind="replay",
            rule="idempotency/replay",
            operation="createApp",
            observed=one,
            pointer=pointer,
        )
        for one in header
    ]
    assert said(at_once, *unmarked) == [sentence]


def test_what_is_carried_out_again_one_after_the_other_is_so_at_once_as_well() -> None:
    """A key that does nothing does not pass for one that fails two requests at once alone."""
    about: dict[str, Any] = {"operation": "createApp", "pointer": "/paths/~1apps/post/x-idempotency"}
    at_once = finding("response body", kind="duplicate", rule="idempotency/two-at-once", observed="two: 'a'", **about)
    again = finding("response 201 body /id", kind="replay", rule="idempotency/replay", **about)
    carried_out = "A request that comes again with its `Idempotency-Key` is carried out again by `createApp`."
    assert said(at_once, again) == [carried_out]


@pytest.mark.parametrize(
    ("kind", "observed", "sentence"),
    [
        ("server-error", "500", "`createApp` failed with `500` for one of two requests at once with one `{key}`."),
        (
            "status",
            "404",
            "`createApp` answers `404 RESOURCE_NOT_FOUND` for one of two requests at once with one `{key}` where `201` "
            "is documented.",
        ),
    ],
)
def test_what_becomes_of_one_of_two_at_once_is_said_with_its_condition(kind: str, observed: str, sentence: str) -> None:
    """A server that only fails then does not pass for one that fails each time."""
    failed = finding("response status", kind=kind, operation="createApp", expected="201", observed=observed)
    beside = replace(failed, earlier=("POST /apps with this key and the same body, at the same time: 201",))
    assert said(beside) == [sentence.format(key="Idempotency-Key")]
    assert "at once" not in said(failed)[0]


def test_a_key_that_is_forgotten_after_others_is_said_to_be() -> None:
    """Where nothing came in between it was kept, so that the sentence would be untrue without that."""
    forgotten = finding(
        "response 200 body /secret",
        kind="replay",
        rule="afterwards/late-replay",
        operation="rotateWebhookSecret",
        expected="'[redacted]', as in the first answer",
        observed="'[redacted]', but a different one",
        pointer="/paths/~1apps/post/x-idempotency",
    )
    kept = "POST /apps with this Idempotency-Key: 200, then 2 requests with other keys; a key that came again was kept"
    assert said(replace(forgotten, earlier=(kept,))) == [
        "`rotateWebhookSecret` answers a request that comes again with its `Idempotency-Key` after 2 requests with "
        "other keys with another secret than in the first answer."
    ]
    assert " after 2 requests" not in said(replace(forgotten, earlier=(kept.partition(";")[0],)))[0]
