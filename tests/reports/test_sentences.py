"""Sentences: who does what, with a verb, for each way in which something may differ."""

from typing import Any

import pytest

from contract_tests.reports.phrases import without_slashes
from tests.reports.samples import finding, report, written

FORBIDDEN = "401 AUTH_INVALID_CREDENTIALS"
BODY = "response 200 body "


def said(*found: Any) -> list[str]:
    """The sentences of a report with some findings."""
    return [cause["sentence"] for cause in written(report(found))["causes"]]


@pytest.mark.parametrize(
    ("place", "kind", "expected", "observed", "sentence"),
    [
        (
            "response 201 body /payload/title",
            "value",
            "string of 170 characters, as it was sent",
            "the expected text, with line breaks as spaces",
            "`payload/title` in answers of `listApps` comes `with line breaks as spaces`, not `as it was sent`.",
        ),
        (
            "response 201 body /clientSecret",
            "replay",
            "'[redacted]' at /clientSecret, as in the first answer",
            "'[redacted]' at /clientSecret, but a different one",
            "A request that comes again with its `Idempotency-Key` gets another secret at `clientSecret` from "
            "`listApps` than in the first answer.",
        ),
        (
            "response 201 body",
            "replay",
            "'a' at /id, as in the first answer",
            "'b' at /id",
            "A request that comes again with its `Idempotency-Key` gets `'b' at /id` from `listApps`, where the first "
            "answer had `'a' at /id`.",
        ),
        (
            "response 200",
            "status",
            "200",
            "404",
            "`404 RESOURCE_NOT_FOUND` comes from `listApps` where `200` is documented.",
        ),
        (
            "response header Warning",
            "notice",
            "no such notice",
            "'299 - \"Old\"'",
            "`listApps` sends a notice in the header `Warning`: `'299 - \"Old\"'`.",
        ),
        (
            "response 401 body /error/message",
            "secret",
            "no secret",
            "a secret",
            "A secret leaks in `error/message` in 401 answers of `listApps`; it is hidden here.",
        ),
        (
            BODY + "/data",
            "listed",
            "'a' and 'b', as in lists before, and not deleted",
            "absent",
            "`listApps` leaves out `'a' and 'b'`, listed before and not deleted since.",
        ),
        (BODY + "/data", "listed", "nothing that was deleted", "'a'", "`listApps` still lists `'a'`, deleted before."),
        (
            BODY.strip(),
            "listed",
            "'a' once in the list",
            "twice (items 3 and 7 of 12)",
            "`listApps` lists `'a'` `twice (items 3 and 7 of 12)` where `once` is expected.",
        ),
        (
            "response 200 body of getApp",
            "deletion",
            "a list without 'a', which was deleted",
            "it is listed once (item 3 of 4)",
            "After `listApps`, `getApp` still lists `'a'`, which was deleted.",
        ),
        (
            BODY.strip(),
            "duplicate",
            "nothing of what was refused in the list",
            "'a', refused with 400",
            "`listApps` lists `'a', refused with 400`.",
        ),
        (BODY + "/data", "listed", "each thing once", "'a' more than once", "`listApps` lists `'a'` more than once."),
        (
            BODY + "/data",
            "paging",
            "1 item, since the answer says total 1, limit 20 and offset 0",
            "2 items",
            "`data` in answers of `listApps` holds `2 items` where `1 item` is expected, `since the answer says total "
            "1, limit 20 and offset 0`.",
        ),
        (
            "response status",
            "status-after",
            "200, since listApps shows it",
            "404",
            "`listApps` answers `404` where `200` is expected, `since listApps shows it`.",
        ),
        (
            "response status of getApp",
            "deletion",
            "404, since it was deleted",
            "200",
            "After `listApps`, `getApp` answers `200` where `404` is expected, `since it was deleted`.",
        ),
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
            "`listApps` accepts as `Idempotency-Key` what is not `at most 255 characters`, with `201`.",
        ),
        (
            "request body /items/*/name",
            "batch",
            "required, else not made",
            "made all the same",
            "`listApps` makes things without `items/*/name`, though it is documented as required.",
        ),
        (
            "request body /items/*/name",
            "batch",
            "of type string, else not made",
            "made all the same",
            "`listApps` makes things whose `items/*/name` is not `of type string`.",
        ),
        (
            "request body /title and /maxStamps",
            "limit",
            "title string of 200 characters, maxStamps 1 accepted together, which keeps to every limit",
            "refused with 400 VALIDATION_INVALID_PARAMETER",
            "`listApps` refuses `title string of 200 characters, maxStamps 1` with `400 VALIDATION_INVALID_PARAMETER`, "
            "though that keeps to every limit.",
        ),
        (
            "request header Idempotency-Key",
            "keys",
            "taken for a new key, since no request had this key before",
            "a replay",
            "`listApps` answers `a replay` to an `Idempotency-Key` that no request had before.",
        ),
        (
            BODY + "/name of getApp",
            "change",
            "'x', as it was before, since the request did not name it",
            "absent",
            "After `listApps`, `getApp` shows nothing at `name` where `'x'` is expected, `as it was before, since the "
            "request did not name it`.",
        ),
        (
            BODY + "/clientSecret of getApp",
            "change",
            "'[redacted]', as it was before",
            "'[redacted]', but a different one",
            "After `listApps`, `getApp` shows another secret at `clientSecret`, not `as it was before`.",
        ),
        (
            BODY + "/clientSecret",
            "agreement",
            "'[redacted]', as getApp showed it before, with no change in between",
            "'[redacted]', but a different one",
            "`clientSecret` in answers of `listApps` is another secret, not `as getApp showed it before, with no "
            "change in between`.",
        ),
        (
            BODY.strip(),
            "agreement",
            "array of 11, as listApps showed it before, with no change in between",
            "array of 10, without id 'eudi-wallet'",
            "The body in answers of `listApps` comes without `id 'eudi-wallet'`, not `as listApps showed it before, "
            "with no change in between`.",
        ),
        (
            BODY + "/name of getApp",
            "change",
            "string of 152 characters, as the request asked for",
            "the expected text, cut after 64 characters",
            "After `listApps`, `getApp` shows `name` `cut after 64 characters`, not `as the request asked for`.",
        ),
        (
            BODY + "/providers",
            "echo",
            "['ftn', 'mitid'], as it was sent",
            "['mitid']",
            "`providers` in answers of `listApps` comes without `'ftn'`, not `as it was sent`.",
        ),
        (
            BODY + "/providers",
            "echo",
            "['ftn'], as it was sent",
            "['mitid']",
            "`providers` in answers of `listApps` is `['mitid']` where `['ftn']` is expected, `as it was sent`.",
        ),
        (
            BODY + "/name",
            "echo",
            """"it's ours", as it was sent""",
            "'its ours'",
            """`name` in answers of `listApps` is `'its ours'` where `"it's ours"` is expected, `as it was sent`.""",
        ),
        (
            BODY + "/clientSecret",
            "agreement",
            "'[redacted]', as getApp showed it before",
            "'****'",
            "`clientSecret` in answers of `listApps` is `'****'` where a hidden secret is expected, `as getApp "
            "showed it before`.",
        ),
        (
            BODY + "/workflows of getApp",
            "change",
            "array of 2, as it was before",
            "array of 3, with id 'wf_1'",
            "After `listApps`, `getApp` shows `workflows` with `id 'wf_1'`, not `as it was before`.",
        ),
        (
            BODY + "/createdAt",
            "invariant",
            "before /expiresAt",
            "2026-11-04, /expiresAt is 2026-11-03",
            "`createdAt` in answers of `listApps` is `2026-11-04, expiresAt is 2026-11-03` where `before expiresAt` is "
            "documented.",
        ),
        (
            BODY.strip(),
            "value",
            "'Well, as you like', as it was sent",
            "absent",
            "The body in answers of `listApps` is missing where `'Well, as you like'` is expected, `as it was sent`.",
        ),
    ],
)
def test_a_sentence_says_who_does_what(place: str, kind: str, expected: str, observed: str, sentence: str) -> None:
    """Each way of differing has a verb of its own, and a reason stands apart from the value that it explains."""
    found = finding(place, kind=kind, expected=expected, observed=observed, rule="liveness/answers")
    assert said(found) == [sentence]


def test_wrong_credentials_are_counted() -> None:
    """One of several stands for all of them, and does not pass for the only one."""
    pointer = "/components/responses/Unauthorized"
    refused: dict[str, Any] = {"expected": FORBIDDEN, "observed": "accepted with 200", "pointer": pointer}
    names = ("a made-up key", "the scheme Token", "no key")
    found = [finding(f"request header Authorization ({name})", kind="status", **refused) for name in names]
    (sentence,) = said(*found)
    assert sentence.startswith("`listApps` accepts 3 wrong credentials, such as `")
    assert sentence.endswith(f"`, with `200` where `{FORBIDDEN}` is documented.")
    alone = f"`listApps` accepts `a made-up key` with `200` where `{FORBIDDEN}` is documented."
    assert said(found[0]) == [alone]


def test_what_a_refused_body_named_is_said() -> None:
    """A refusal of one kind of body does not pass for one of every body."""
    refused = finding(
        "response 201",
        kind="status",
        operation="createProductionTest",
        rule="liveness/answers",
        expected="201",
        observed="400",
    )
    words = "`createProductionTest` answers `400 RESOURCE_NOT_FOUND` to a body with `title` where `201` is documented."
    assert said(refused) == [words]


def test_another_body_with_a_known_key_is_named_by_its_field() -> None:
    found = finding(
        "request body /title",
        kind="status",
        rule="idempotency/another-body-conflicts",
        expected="409 IDEMPOTENCY_KEY_CONFLICT, since title differs; 7 other bodies with this key were refused",
        observed="answered with 201 as a replay",
    )
    assert said(found) == [
        "A body with another `title` is `answered with 201 as a replay` by `listApps`, though its `Idempotency-Key` "
        "was used before and `409 IDEMPOTENCY_KEY_CONFLICT` is documented."
    ]


def test_what_a_list_shows_after_an_operation_is_said_as_such() -> None:
    (sentence,) = said(
        finding(
            "response 200 body of listApps",
            kind="batch",
            operation="createAppBatch",
            expected="'one' alone of the batch, since number 2 failed",
            observed="'one' and 'three'",
        )
    )
    assert sentence == (
        "After `createAppBatch`, `listApps` shows `'one' and 'three'` where `'one' alone of the batch` is expected, "
        "`since number 2 failed`."
    )


def test_addresses_keep_their_slashes() -> None:
    """Only a pointer that stands by itself begins with the name of a field."""
    text = "one of /nodes/*/id, not 'https://a.example/b' or '/c'"
    assert without_slashes(text) == "one of nodes/*/id, not 'https://a.example/b' or '/c'"
