"""What fails because something else does is no change of its own."""

from dataclasses import replace
from typing import Any

from contract_tests.judging.finding import Finding
from tests.judging.exchanges import envelope, exchange
from tests.reports.samples import finding, report, said, written

KEY = {"Idempotency-Key": "k"}
INVALID, LONG = "VALIDATION_INVALID_PARAMETER", "string of 255 characters as Idempotency-Key accepted"
REFUSED = {"expected": f"{LONG}, which keeps to every limit", "observed": f"refused with 400 {INVALID}"}


def refused(one: Finding, code: str, headers: dict[str, str] | None = KEY) -> Finding:
    """A finding behind which a request was refused with a code."""
    return replace(one, evidence=(exchange(one.operation, 400, envelope(code), sent={}, request_headers=headers),))


def test_a_header_that_is_refused_explains_what_needs_it() -> None:
    """Requests without the header, and those that are refused for something else, have another cause."""
    header: dict[str, Any] = {"place": "request header Idempotency-Key", "kind": "limit", **REFUSED}
    status: dict[str, Any] = {"place": "response status", "kind": "status", "expected": "201", "observed": "400"}
    long = refused(finding(operation="createApp", **header), INVALID)
    rotated = refused(finding(operation="rotateClientSecret", rule="rotation/new", **status), INVALID)
    sentence = (
        "refuse a string of 255 characters as Idempotency-Key with `400 VALIDATION_INVALID_PARAMETER`, though that"
    )
    assert [one.partition(" keeps")[0] for one in said(rotated, long)] == [
        f"`createApp` and `rotateClientSecret` {sentence}"
    ]
    assert len(said(refused(finding(operation="rotateClientSecret", **status), "SOMETHING_ELSE"), long)) == 2
    assert len(said(refused(finding(operation="rotateClientSecret", **status), INVALID, None), long)) == 2


def test_a_header_that_is_too_long_and_accepted_is_one_change_whatever_each_operation_answers() -> None:
    accepted: dict[str, Any] = {"place": "request header Idempotency-Key", "kind": "limit", "rule": "limits/beyond"}
    limit: dict[str, Any] = {"expected": "at most 255 characters, else refused"}
    sent = "string of 256 characters was sent"
    found = [
        finding(operation="createApp", observed=f"accepted with 201, {sent}", **accepted, **limit),
        finding(operation="submitActivation", observed=f"accepted with 200, {sent}", **accepted, **limit),
        finding(operation="createAppBatch", observed="accepted with 201", **accepted, **limit),
    ]
    (sentence,) = said(*found)
    assert sentence == (
        "`createApp`, `createAppBatch` and `submitActivation` accept a string of 256 characters as `Idempotency-Key` "
        "with `201` and `200` where at most 255 characters is documented."
    )


def test_a_list_that_leaves_something_out_explains_what_looks_for_it() -> None:
    body = "response 200 body"
    listed = finding(f"{body} /data", kind="listed", rule="listed/every-answer", expected="'a'", observed="absent")
    others = [
        finding(f"{body} of listApps", kind="batch", operation="createAppBatch", expected="'a'", observed="nothing"),
        finding(
            f"{body} /apps_count",
            kind="agreement",
            operation="getWorkspace",
            expected="1, as many as listApps has",
            observed="2",
        ),
    ]
    other_list = replace(
        others[0], deviation=replace(others[0].deviation, place=f"{body} of listWorkflows", pointer="")
    )
    sentences = said(*others, listed, other_list)
    assert len(sentences) == 2
    assert sentences[0].startswith("`data` in answers of `listApps` is missing")


def test_what_a_creation_answers_to_have_made_and_is_not_there_is_one_change() -> None:
    """It is not listed, its address is another one, and a replay names another thing; other creations stand apart."""
    status: dict[str, Any] = {"place": "response status", "kind": "status", "observed": "404"}
    body, made = "response 201 body", "/paths/~1apps/post/x-creates"
    found = [
        finding("response 200 body", kind="listed", expected="'a' once in the list", observed="absent", pointer=made),
        finding("response 201 header Location", operation="createApp", kind="value", pointer=f"{made}/location"),
        finding(f"{body} /clientId", operation="createApp", kind="replay", pointer="/paths/~1apps/post/x-idempotency"),
        finding(operation="getApp", expected="200, since createApp has made it", **status),
    ]
    (sentence,) = said(*found)
    assert sentence == "What `createApp` says it has made is not there: `getApp` answers `404 RESOURCE_NOT_FOUND`."
    other = finding(operation="createWorkflow", kind="replay", expected="1", pointer="/x-idempotency")
    assert len(said(*found, other)) == 2
    assert len(said(*found[:3])) == 3


def test_what_an_operation_changes_though_it_is_none_of_its_business_is_said_first() -> None:
    """All that it changes is one change, and so is what others show of it."""
    body, expected = (
        "response 200 body",
        "'1', as getApp showed it before rotateClientSecret, which is to change nothing",
    )
    found = [
        finding(f"{body} /name", operation="getApp", kind="agreement", expected="1, as getApp showed it later"),
        *(
            finding(
                f"{body} {at} of getApp", operation="rotateClientSecret", kind="change", expected=f"{expected} about it"
            )
            for at in ("/name", "/updatedAt")
        ),
    ]
    (sentence,) = said(*found)
    assert sentence == "`rotateClientSecret` changes `name` in what `getApp` shows, which it is to leave alone."


def test_what_two_operations_disagree_about_is_said_once_whichever_is_held_against_the_other() -> None:
    pairs = (
        ("createProductionTest", "/a", "listProductionTests"),
        ("listProductionTests", "/*/a", "createProductionTest"),
    )
    found = [
        finding(
            f"response 200 body {path}",
            kind=kind,
            operation=one,
            rule="agreement/x",
            expected=f"1, as {other} showed it",
            observed="2",
            pointer=f"/paths/{one}",
        )
        for (one, path, other), kind in zip(pairs, ("agreement", "lifecycle"), strict=True)
    ]
    assert len(said(*found)) == 1


def test_what_is_listed_twice_by_two_names_is_said_once() -> None:
    twice = [
        finding("response 200 body", kind="listed", expected=expected, observed=observed)
        for expected, observed in (
            ("each thing once", "challenge/id 'ch_1' more than once"),
            ("'req_1' once in the list", "twice (items 7 and 13 of 18)"),
        )
    ]
    assert said(*twice) == ["`listApps` lists `challenge/id 'ch_1'` more than once."]


def test_what_fails_because_a_value_is_refused_is_one_change_with_its_refusal() -> None:
    """Another rule that sent the same value got the same answer; what it was about is not known."""
    limit = finding(
        "request body /targetPlatform",
        kind="limit",
        operation="createProductionTest",
        rule="creation/every-accepted-value",
        expected="'android' as /targetPlatform accepted, which keeps to every limit (one of ios, android)",
        observed="refused with 400 VALIDATION_INVALID_PARAMETER",
    )
    conflict = finding(
        "response status",
        kind="status",
        operation="createProductionTest",
        rule="idempotency/another-body-conflicts",
        expected="409, since targetPlatform differs and the Idempotency-Key is that of the first request",
        observed="400",
    )

    def sent(one: Finding, **body: str) -> Finding:
        answer = exchange("createProductionTest", 400, envelope("VALIDATION_INVALID_PARAMETER"), sent=body)
        return replace(one, evidence=(answer,))

    refused = sent(limit, title="a", targetPlatform="android")
    (sentence,) = said(sent(conflict, title="b", targetPlatform="android"), refused)
    assert sentence.startswith("`createProductionTest` refuses `'android'` as `targetPlatform`")
    assert len(said(sent(conflict, title="b", targetPlatform="ios"), refused)) == 2


def test_a_value_that_was_taken_explains_the_answers_that_show_it() -> None:
    """Another value of the field, or that value in another field, has another cause."""
    taken = finding(
        "request body /targetPlatform",
        kind="limit",
        operation="createProductionTest",
        expected="one of 'ios', 'android', else refused",
        observed="accepted with 201, 'no-such-value' was sent",
    )
    shown: dict[str, Any] = {"kind": "new-value", "severity": "additive", "operation": "listProductionTests"}
    same = finding("response 200 body /*/request/payload/targetPlatform", observed="'no-such-value'", **shown)
    (sentence,) = said(taken, same)
    assert sentence.startswith("`createProductionTest` accepts `'no-such-value'` as `targetPlatform`")
    # The value is the run's own, which has no place in the spec.
    pointer = "/components/schemas/TargetPlatform/enum"
    deviation = replace(same.deviation, pointer=pointer, observed_schema={"enum": ["no-such-value"]})
    (cause,) = written(report([taken, replace(same, deviation=deviation)]))["causes"]
    assert cause["proposal"] is None
    (alone,) = written(report([replace(same, deviation=deviation)]))["causes"]
    assert "no-such-value" in alone["proposal"]
    for other in (
        replace(same, deviation=replace(same.deviation, observed="'windows'")),
        finding("response 200 body /*/request/status", observed="'no-such-value'", **shown),
    ):
        assert len(said(taken, other)) == 2


def test_a_new_key_that_is_refused_as_a_known_one_is_one_change() -> None:
    """Whether a rule expected a success of the request, or the key alone was looked at."""
    about: dict[str, Any] = {"operation": "createApp", "observed": "409"}
    status = finding("response status", kind="status", rule="creation/made-anew", expected="201", **about)
    taken = finding(
        "request header Idempotency-Key",
        kind="replay",
        rule="idempotency/every-answer",
        expected="taken for a new key, since no request had this key before",
        operation="createApp",
        observed="refused with 409 IDEMPOTENCY_KEY_CONFLICT",
    )
    assert len(said(status, taken)) == 1
    assert len(said(replace(status, operation="createWorkflow"), taken)) == 2


def test_another_body_of_a_failure_is_a_part_of_it() -> None:
    """Where errors change in refusals, too, that is another change."""
    failed = finding("response status", kind="server-error", operation="getApp", expected="200", observed="500")
    objects: dict[str, Any] = {"expected": "an object with error, request_id", "observed": "an object with status"}
    body = finding("response 500 body /", kind="other-object", operation="getApp", **objects)
    assert said(body, failed) == ["`getApp` failed with `500`."]
    refused = finding("response 404 body /", kind="other-object", operation="getApp", **objects)
    assert len(said(refused, failed)) == 2
