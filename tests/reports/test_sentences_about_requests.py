"""Sentences about requests: what an operation accepts, refuses, or takes for something that came before."""

import pytest

from tests.reports.samples import finding, said


@pytest.mark.parametrize(
    ("place", "kind", "expected", "observed", "sentence"),
    [
        (
            "request body /logo",
            "limit",
            "string, else refused",
            "accepted with 200, 7 was sent",
            "`listApps` accepts `7` as `logo` with `200` where `string` is documented.",
        ),
        (
            "request body /nodes/*/type",
            "required",
            "required, else refused",
            "accepted with 201",
            "`listApps` accepts requests without `nodes/*/type` with `201`, though it is documented as required.",
        ),
        (
            "request header Idempotency-Key",
            "limit",
            "at most 255 characters, else refused",
            "accepted with 201",
            "`listApps` accepts as `Idempotency-Key` what is not at most 255 characters, with `201`.",
        ),
        (
            "request body /items/*/name",
            "batch",
            "required, else not made",
            "made all the same",
            "`listApps` makes a thing without `items/*/name`, though it is documented as required.",
        ),
        (
            "request body /items/*/name",
            "batch",
            "of type string, else not made",
            "made all the same",
            "`listApps` makes a thing, though `items/*/name` is not of type string.",
        ),
        (
            "request body /title and /maxStamps",
            "limit",
            "string of 200 characters as /title and 1 as /maxStamps accepted together, which keeps to every limit",
            "refused with 400 VALIDATION_INVALID_PARAMETER",
            "`listApps` refuses a string of 200 characters as `title` and 1 as `maxStamps` with `400 "
            "VALIDATION_INVALID_PARAMETER`, though that keeps to every limit.",
        ),
        (
            "request body /title",
            "limit",
            "string of 200 characters as /title accepted, which keeps to every limit (at most 200 characters)",
            "refused with 400 VALIDATION_INVALID_PARAMETER",
            "`listApps` refuses a string of 200 characters as `title` with `400 VALIDATION_INVALID_PARAMETER`, "
            "though that keeps to every limit (at most 200 characters).",
        ),
        (
            "request header Idempotency-Key",
            "keys",
            "taken for a new key, since no request had this key before",
            "a replay",
            "`listApps` answers a replay to an `Idempotency-Key` that no request had before.",
        ),
        (
            "request body /providerIds",
            "limit",
            "unknown value 'x' refused",
            "accepted with 201",
            "`listApps` takes the unknown value `'x'` for `providerIds`, which is to be refused: accepted with 201.",
        ),
        (
            "request body",
            "limit",
            "required, else refused",
            "accepted with 200",
            "`listApps` accepts requests without a body with `200`, though it is documented as required.",
        ),
    ],
)
def test_a_sentence_says_what_was_sent(place: str, kind: str, expected: str, observed: str, sentence: str) -> None:
    found = finding(place, kind=kind, expected=expected, observed=observed, rule="liveness/answers")
    assert said(found) == [sentence]
