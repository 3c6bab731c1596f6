"""Sentences about several findings at once: reasons, statuses, credentials and fields that are one change."""

from dataclasses import replace
from typing import Any

import pytest

from tests.judging.exchanges import envelope, exchange
from tests.reports.samples import finding, said

FORBIDDEN = "401 AUTH_INVALID_CREDENTIALS"
BODY = "response 200 body "


def test_wrong_credentials_are_counted() -> None:
    """One of several stands for all of them, and does not pass for the only one."""
    pointer = "/components/responses/Unauthorized"
    refused: dict[str, Any] = {"expected": FORBIDDEN, "observed": "accepted with 200", "pointer": pointer}
    names = ("a made-up key", "the key under the scheme Token", "no key")
    found = [finding(f"request header Authorization ({name})", kind="status", **refused) for name in names]
    (sentence,) = said(*found)
    assert sentence.startswith("`listApps` accepts 3 wrong credentials, such as ")
    assert sentence.endswith(f", with `200` where `{FORBIDDEN}` is documented.")
    alone = f"`listApps` accepts a made-up key with `200` where `{FORBIDDEN}` is documented."
    assert said(found[0]) == [alone]


def test_other_credentials_that_are_refused_are_counted() -> None:
    found = finding(
        "request header Authorization (a made-up key)",
        kind="status",
        expected=f"{FORBIDDEN}, which 12 other wrong credentials get",
        observed="accepted with 200",
        pointer="/components/responses/Unauthorized",
    )
    documented = f"where `{FORBIDDEN}` is documented, which 12 other wrong credentials get."
    assert said(found) == [f"`listApps` accepts a made-up key with `200` {documented}"]


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
    answer = exchange("createProductionTest", 400, envelope("VALIDATION_INVALID_PARAMETER"), sent={"title": "x"})
    words = "to a body with `title` where `201` is documented."
    assert said(replace(refused, evidence=(answer,))) == [
        f"`createProductionTest` answers `400 VALIDATION_INVALID_PARAMETER` {words}"
    ]


def test_one_or_two_reasons_are_said_and_of_more_the_first_with_their_number() -> None:
    """All of many would hide what the change is."""
    place: dict[str, Any] = {"place": "response status", "kind": "status", "observed": "404"}
    deleted = finding(expected="410, since the app 'a' is deleted already", **place)
    unknown = replace(deleted.deviation, expected="410, since 'b' names nothing")
    answers = "`listApps` answers `404 RESOURCE_NOT_FOUND` where `410` is expected"
    assert said(deleted) == [f"{answers}, since the app `'a'` is deleted already."]
    both = f"{answers}, since the app `'a'` is deleted already, or since `'b'` names nothing."
    assert said(replace(deleted, others=(unknown,))) == [both]
    stale = replace(deleted.deviation, expected="410, since the key is one of before")
    assert said(replace(deleted, others=(unknown, stale))) == [
        f"{answers}, since the app `'a'` is deleted already, or for 2 other reasons."
    ]


def test_a_status_is_said_without_the_code_of_another_one() -> None:
    """Answers of one finding may have several."""
    odd = finding("response status", kind="status", operation="createProductionTest", expected="201", observed="500")
    answers = (
        exchange("createProductionTest", status, envelope(code), sent={})
        for status, code in ((409, "RESOURCE_CONFLICT"), (500, "SYSTEM_INTERNAL_ERROR"))
    )
    (sentence,) = said(replace(odd, evidence=tuple(answers)))
    assert sentence.startswith("`createProductionTest` answers `500 SYSTEM_INTERNAL_ERROR`")


def test_another_body_with_a_known_key_is_named_by_its_field() -> None:
    found = finding(
        "request body /title",
        kind="status",
        rule="idempotency/another-body-conflicts",
        expected="409 IDEMPOTENCY_KEY_CONFLICT, since title differs; 7 other bodies with this key were refused",
        observed="answered with 201 as a replay",
    )
    assert said(found) == [
        "A body with another `title` is answered with 201 as a replay by `listApps`, though its `Idempotency-Key` "
        "was used before and `409 IDEMPOTENCY_KEY_CONFLICT` is documented."
    ]


def test_what_a_list_shows_after_an_operation_is_said_as_such() -> None:
    (sentence,) = said(
        finding(
            "response 200 body of listApps",
            kind="batch",
            operation="createAppBatch",
            expected="'one' alone, since number 2 failed",
            observed="'one' and 'three'",
        )
    )
    assert sentence == (
        "After `createAppBatch`, `listApps` shows `'one'` and `'three'` where `'one'` alone is expected, "
        "since number 2 failed."
    )


def test_fields_that_differ_for_one_reason_are_one_change() -> None:
    """More than two are said in one sentence, and two in one each."""
    rule: dict[str, Any] = {"kind": "change", "rule": "change/stored", "operation": "updateApp", "observed": "absent"}
    found = [
        finding(
            f"{BODY}/{name} of getApp", expected="'a', as the change asked for", pointer=f"/x/{name}/properties", **rule
        )
        for name in ("name", "logo", "website", "colour")
    ]
    assert said(*found) == [
        "After `updateApp`, `getApp` shows nothing at `name` where `'a'` is expected, as the change asked for. "
        "`logo`, `website` and `colour` differ as well."
    ]
    assert len(said(*found[:2])) == 2


@pytest.mark.parametrize("group", ["agreement", "lifecycle"])
def test_a_status_that_two_rules_name_is_one_change(group: str) -> None:
    """One rule sees a refusal, the other that lists show what is refused."""
    rule: dict[str, Any] = {"operation": "getRedirectUris", "observed": "404"}
    found = [
        finding("response 404", kind="status", expected="200", rule="liveness/answers", **rule),
        finding(
            "response status",
            kind=group,
            expected="200, since listApps shows it before and after",
            rule=f"{group}/every-answer",
            pointer="/x/getRedirectUris",
            **rule,
        ),
    ]
    assert len(said(*found)) == 1


def test_a_field_of_another_form_is_one_change_wherever_it_is() -> None:
    """In each object that has it, and where its values are held against those from before."""
    pattern: dict[str, Any] = {"kind": "pattern", "expected": "pattern ^[a-z]{8}$", "observed": "'abcdefgh1'"}
    places = {"listApps": "/data/*/clientId", "createAppBatch": "/results/*/app/clientId"}
    assert len(said(*(finding(BODY + at, operation=one, pointer=at, **pattern) for one, at in places.items()))) == 1
    dates = finding(BODY + "/createdAt", kind="format", expected="format date-time", pointer="/x/createdAt/format")
    changed = finding(
        BODY + "/createdAt",
        kind="change",
        rule="change/stored",
        operation="updateWorkflow",
        expected="'2026-11-27', as it was before, since the request did not name it",
        pointer="/x/x-changes",
    )
    assert len(said(dates, changed)) == 1


def test_secrets_that_differ_are_not_shown_as_values() -> None:
    differs = finding(
        BODY + "/clientSecret",
        kind="agreement",
        rule="agreement/one-and-many",
        operation="getApp",
        expected="'[redacted]', as listApps shows it",
        observed="'[redacted]', but a different one",
    )
    assert said(differs) == ["`getApp` and `listApps` disagree about `clientSecret`: they show different secrets."]


def test_operations_that_were_each_followed_by_the_same_are_alternatives() -> None:
    """They are no sequence: after either of them a read shows it."""
    found = [
        finding(
            "response 200 body /name of getApp",
            kind="change",
            rule="change/stored",
            operation=operation,
            expected="'a', as the request asked for",
            observed="'b'",
            pointer="/components/schemas/App/properties/name",
        )
        for operation in ("updateApp", "createApp")
    ]
    (sentence,) = said(*found)
    assert sentence.startswith("After `createApp` or `updateApp`, `getApp` shows")


@pytest.mark.parametrize(
    ("observed", "expected", "says"),
    [
        (
            "['a'], as it was before",
            "[], as the request asked for",
            "`redirectUris` as it was before, not as the",
        ),
        (
            "true, as it was before",
            "false, as the request asked for",
            "`true` at `redirectUris` as before, where",
        ),
    ],
)
def test_what_was_not_changed_is_said_to_be_as_before(observed: str, expected: str, says: str) -> None:
    """A reader sees that the request did nothing, and not only that something else came."""
    one = finding(
        BODY + "/redirectUris of getApp",
        kind="change",
        operation="replaceRedirectUris",
        rule="change/stored",
        expected=expected,
        observed=observed,
        pointer="/x/x-changes",
    )
    (sentence,) = said(one)
    assert sentence.startswith(f"After `replaceRedirectUris`, `getApp` still shows {says}")
