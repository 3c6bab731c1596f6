"""Sentences: who does what, with a verb, for each way in which something may differ."""

import pytest

from tests.reports.samples import finding, said

FORBIDDEN = "401 AUTH_INVALID_CREDENTIALS"
BODY = "response 200 body "


@pytest.mark.parametrize(
    ("place", "kind", "expected", "observed", "sentence"),
    [
        (
            "response 201 body /payload/title",
            "value",
            "string of 170 characters, as it was sent",
            "the expected text, with line breaks as spaces",
            "`payload/title` in answers of `listApps` comes with line breaks as spaces, not as it was sent.",
        ),
        (
            "response 201 body /clientSecret",
            "replay",
            "'[redacted]' at /clientSecret, as in the first answer",
            "'[redacted]' at /clientSecret, but a different one",
            "`listApps` answers a request that comes again with its `Idempotency-Key` with another secret at "
            "`clientSecret` than in the first answer.",
        ),
        (
            "response 201 body",
            "replay",
            "'a' at /id, as in the first answer",
            "'b' at /id",
            "`listApps` answers a request that comes again with its `Idempotency-Key` with `'b'` at `id`, where the "
            "first answer had `'a'` at `id`.",
        ),
        (
            "response 200",
            "status",
            "200",
            "404",
            "`listApps` answers `404 RESOURCE_NOT_FOUND` where `200` is documented.",
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
            "`listApps` leaves out `'a'` and `'b'`, listed before and not deleted since.",
        ),
        (BODY + "/data", "listed", "nothing that was deleted", "'a'", "`listApps` still lists `'a'`, deleted before."),
        (
            BODY.strip(),
            "listed",
            "'a' once in the list",
            "twice (items 3 and 7 of 12)",
            "`listApps` lists `'a'` twice (items 3 and 7 of 12) where once is expected.",
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
            "`listApps` lists `'a'`, refused with 400.",
        ),
        (BODY + "/data", "listed", "each thing once", "'a' more than once", "`listApps` lists `'a'` more than once."),
        (
            BODY + "/data",
            "paging",
            "1 item, since the answer says total 1, limit 20 and offset 0",
            "2 items",
            "`data` in answers of `listApps` holds 2 items where 1 item is expected, since the answer says total 1, "
            "limit 20 and offset 0.",
        ),
        (
            "response status",
            "replay",
            "201, as in the first answer",
            "404",
            "`listApps` answers a request that comes again with its `Idempotency-Key` with `404 RESOURCE_NOT_FOUND`, "
            "where the first answer had `201`.",
        ),
        (
            "response status",
            "status-after",
            "200, since listApps shows it",
            "404",
            "`listApps` answers `404 RESOURCE_NOT_FOUND` where `200` is expected, since `listApps` shows it.",
        ),
        (
            "response status of getApp",
            "deletion",
            "404, since it was deleted",
            "200",
            "After `listApps`, `getApp` answers `200` where `404` is expected, since it was deleted.",
        ),
        (
            BODY + "/name of getApp",
            "change",
            "'x', as it was before, since the request did not name it",
            "absent",
            "After `listApps`, `getApp` shows nothing at `name` where `'x'` is expected, as it was before, since the "
            "request did not name it.",
        ),
        (
            BODY + "/clientSecret of getApp",
            "change",
            "'[redacted]', as it was before",
            "'[redacted]', but a different one",
            "After `listApps`, `getApp` shows another secret at `clientSecret`, not as it was before.",
        ),
        (
            BODY + "/clientSecret",
            "agreement",
            "'[redacted]', as getApp showed it before, with no change in between",
            "'[redacted]', but a different one",
            "`clientSecret` in answers of `listApps` is another secret, unlike what `getApp` showed before, with no "
            "change in between.",
        ),
        (
            BODY.strip(),
            "agreement",
            "array of 11, as listApps showed it before, with no change in between",
            "array of 10, without id 'eudi-wallet'",
            "The body in answers of `listApps` comes without id `'eudi-wallet'`, unlike what `listApps` showed before, "
            "with no change in between.",
        ),
        (
            BODY + "/name of getApp",
            "change",
            "string of 152 characters, as the request asked for",
            "the expected text, cut after 64 characters",
            "After `listApps`, `getApp` shows `name` cut after 64 characters, not as the request asked for.",
        ),
        (
            BODY + "/providers",
            "echo",
            "['ftn', 'mitid'], as it was sent",
            "['mitid']",
            "`providers` in answers of `listApps` comes without `'ftn'`, not as it was sent.",
        ),
        (
            BODY + "/providers",
            "echo",
            "['ftn'], as it was sent",
            "['mitid']",
            "`providers` in answers of `listApps` is `['mitid']` where `['ftn']` is expected, as it was sent.",
        ),
        (
            BODY + "/name",
            "echo",
            """"it's ours", as it was sent""",
            "'its ours'",
            """`name` in answers of `listApps` is `'its ours'` where `"it's ours"` is expected, as it was sent.""",
        ),
        (
            BODY + "/clientSecret",
            "agreement",
            "'[redacted]', as getApp showed it before",
            "'****'",
            "`clientSecret` in answers of `listApps` is `'****'` where a hidden secret is expected, as `getApp` "
            "showed it before.",
        ),
        (
            BODY + "/workflows of getApp",
            "change",
            "array of 2, as it was before",
            "array of 3, with id 'wf_1'",
            "After `listApps`, `getApp` shows `workflows` with id `'wf_1'`, not as it was before.",
        ),
        (
            BODY + "/createdAt",
            "invariant",
            "before /expiresAt",
            "2026-11-04 (/expiresAt is 2026-11-03)",
            "`createdAt` in answers of `listApps` is 2026-11-04 (`expiresAt` is 2026-11-03), though it is documented "
            "to be before `expiresAt`.",
        ),
        (
            "response 404",
            "status",
            "one of 200, 400, 401",
            "404",
            "`listApps` answers `404 RESOURCE_NOT_FOUND`, which is not documented among `200, 400, 401`.",
        ),
        (
            BODY + "/title",
            "echo",
            "string of 170 characters, as it was sent",
            "the expected text, with 'éyyy' in place of 'xxxx' after 9 characters, where it first differs",
            "`title` in answers of `listApps` comes with `'éyyy'` in place of `'xxxx'` after 9 characters, where it "
            "first differs, not as it was sent.",
        ),
        (
            BODY + "/redirectUris",
            "echo",
            "array of 9, as it was sent",
            "['a'], without 'b', 'c' and 4 more",
            "`redirectUris` in answers of `listApps` comes without `'b'`, `'c'` and 4 more, not as it was sent.",
        ),
        (
            BODY + "/nodes",
            "echo",
            "array of 2, as it was sent",
            "the same, in another order",
            "`nodes` in answers of `listApps` comes in another order, not as it was sent.",
        ),
        (
            BODY + "/redirectUris of getApp",
            "change",
            "'https://a.example/?x' at /*, as the request asked for",
            "'https://a.example/' (the same, cut after 18 characters) at /*",
            "After `listApps`, `getApp` shows `'https://a.example/'` (the same, cut after 18 characters) at "
            "`redirectUris/*` where `'https://a.example/?x'` is expected, as the request asked for.",
        ),
        (
            BODY.strip(),
            "echo",
            "1 at /a, as it was sent",
            "2 at /a, and /b differs",
            "`a` in answers of `listApps` is `2` where `1` is expected, as it was sent.",
        ),
        (
            BODY.strip(),
            "ownership",
            "only what belongs to the workspace",
            "'b', created for the app",
            "`listApps` lists `'b'`, created for the app, where only what belongs to the workspace is expected.",
        ),
        (
            BODY.strip() + " of getApp",
            "deletion",
            "what stood beside the deleted 'a'",
            "'b' gone as well",
            "After `listApps` deleted `'a'`, `getApp` no longer lists `'b'` either.",
        ),
        (
            BODY.strip(),
            "listed",
            "'a' once in the list, since createApp made it",
            "not at all (items in it: 3)",
            "`listApps` does not list `'a'`, which was made before, since `createApp` made it.",
        ),
        (
            "response header Retry-After",
            "header",
            "pattern ^[0-9]+$",
            "'soon'",
            "`response header Retry-After` of `listApps` is `'soon'` where pattern `^[0-9]+$` is documented.",
        ),
        (
            BODY.strip(),
            "value",
            "'Well, as you like', as it was sent",
            "absent",
            "The body in answers of `listApps` is missing where `'Well, as you like'` is expected, as it was sent.",
        ),
    ],
)
def test_a_sentence_says_who_does_what(place: str, kind: str, expected: str, observed: str, sentence: str) -> None:
    """Each way of differing has a verb of its own, and a reason stands apart from the value that it explains."""
    found = finding(place, kind=kind, expected=expected, observed=observed, rule="liveness/answers")
    assert said(found) == [sentence]
