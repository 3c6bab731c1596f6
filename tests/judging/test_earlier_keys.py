"""A finding of a request with an idempotency key names those that had the key before."""

from dataclasses import replace

import httpx

from contract_tests.judging.earlier import Earlier
from contract_tests.judging.finding import Deviation
from tests.judging.exchanges import APP, SPEC, envelope, exchange
from tests.judging.requests_before import KEY, WORKFLOWS, before, create


def test_requests_with_the_same_key_are_named() -> None:
    """Each says whether its body was the same, and what came of it."""
    lines = before(
        create(201, {"name": "a", "nodes": []}, {"workflowId": "wf_1"}),
        create(409, {"name": "b", "nodes": []}, envelope("IDEMPOTENCY_KEY_CONFLICT")),
        create(201, {"name": "z"}, {"workflowId": "wf_2"}, {"Idempotency-Key": "another"}),
        create(201, {"name": "a", "nodes": []}, {"workflowId": "wf_3"}),
    )
    assert lines == (
        f"POST {WORKFLOWS} with this Idempotency-Key and the same body: 201",
        f"POST {WORKFLOWS} with this Idempotency-Key and another body ('b' as name): 409 IDEMPOTENCY_KEY_CONFLICT, "
        "then 1 request with another key",
    )


def test_replays_are_told_from_the_first_request() -> None:
    """A replay that is not marked as one is understood by the one before it that was."""
    marked = exchange(
        "createWorkflow", 201, {}, sent={"name": "a"}, request_headers=KEY, headers={"Idempotency-Replayed": "true"}
    )
    first = create(201, {"name": "a"}, {"workflowId": "wf_1"})
    assert [line.partition(": ")[2] for line in before(first, marked, first)] == ["201", "201, marked as a replay"]


def test_request_at_the_same_time_is_named_whichever_was_answered_first() -> None:
    """What becomes of one of two at once is understood by the other one."""
    sent = {"name": "a"}
    refused = replace(create(500, sent, envelope("SYSTEM_INTERNAL_ERROR")), started_at=10.1, elapsed_seconds=0.1)
    first = replace(create(201, sent, {"workflowId": "wf_1"}), started_at=10.0, elapsed_seconds=0.5)
    later = replace(first, started_at=11.0)
    assert before(first, refused) == (
        f"POST {WORKFLOWS} with this Idempotency-Key and the same body, at the same time: 201",
    )
    earlier = Earlier(SPEC)
    numbered = [replace(one, number=number) for number, one in enumerate((refused, first, later), 1)]
    for one in numbered:
        earlier.note(one)
    assert earlier.before(numbered[0], Deviation("status", "breaking", "response status", "", "", "")) == (
        f"POST {WORKFLOWS} with this Idempotency-Key and the same body, at the same time: 201",
    )


def test_pairs_of_requests_at_once_are_counted() -> None:
    """Those of one operation with one key that overlap, whichever of them a finding is about."""
    earlier, sent = Earlier(SPEC), {"name": "a"}
    for key, started in (("one", 10.0), ("one", 10.1), ("two", 20.0), ("two", 20.1), ("three", 30.0), ("three", 31.0)):
        made = create(201, sent, {"workflowId": "wf_1"}, {"Idempotency-Key": key})
        last = replace(made, started_at=started, elapsed_seconds=0.5)
        earlier.note(last)
    assert earlier.pairs_at_once(last) == 2


def test_key_of_an_earlier_request_about_the_same_thing_is_told_from_this_one() -> None:
    """A rotation that answers an earlier secret may have taken one key for the other."""
    keys = ("first-a", "other", "first-b")
    row = [exchange("rotateClientSecret", 201, {}, request_headers={"Idempotency-Key": key}) for key in keys]
    rotation = f"POST /connect/v1/apps/{APP}/rotate-client-secret: 201, with another Idempotency-Key"
    assert before(*row, kind="rotation") == (f"{rotation}, 'a' in place of 'b' at 7", rotation)


def test_a_long_key_is_said_to_be_long() -> None:
    key = {"Idempotency-Key": "k" * 200}
    (line,) = before(*[create(201, {"name": "a"}, {"workflowId": "wf_1"}, key)] * 2)
    assert line == f"POST {WORKFLOWS} with this Idempotency-Key of 200 characters and the same body: 201"


def test_request_with_almost_the_same_key_is_named() -> None:
    """A server that takes two keys for one answers a new request as it answered that one."""
    lines = before(
        create(201, {"name": "a"}, {"workflowId": "wf_1"}, {"Idempotency-Key": "setup-7a"}),
        create(201, {"name": "c"}, {"workflowId": "wf_2"}, {"Idempotency-Key": "other"}),
        create(409, {"name": "b"}, envelope("IDEMPOTENCY_KEY_CONFLICT"), {"Idempotency-Key": "SETUP-7A"}),
    )
    assert lines == (
        f"POST {WORKFLOWS} with this Idempotency-Key in lower case, 's' in place of 'S' at 1, "
        "and another body ('a' as name): 201",
    )


def test_of_keys_that_differ_in_one_character_the_first_is_named() -> None:
    """A server that does not look at all of a key takes those after it for that one."""
    keys = [{"Idempotency-Key": one} for one in ("setup-15", "setup-16", "other-17", "setup-17")]
    row = [create(201, {"name": "a"}, {"workflowId": f"wf_{number}"}, one) for number, one in enumerate(keys)]
    assert before(*row) == (
        f"POST {WORKFLOWS} with this Idempotency-Key, '5' in place of '7' at 8, and the same body: 201",
    )
    bare = [replace(one, request_body=b"") for one in row]
    assert before(*bare) == (f"POST {WORKFLOWS} with this Idempotency-Key, '5' in place of '7' at 8: 201",)


def test_almost_the_same_key_explains_nothing_but_what_comes_of_keys() -> None:
    """A value of an answer is what it is, whatever other keys came before."""
    row = [
        create(201, {"name": "a"}, {"workflowId": "wf_1"}, {"Idempotency-Key": one}) for one in ("setup-7a", "SETUP-7A")
    ]
    assert [bool(before(*row, kind=kind)) for kind in ("replay", "duplicate", "status", "value")] == [
        *(True, True, True, False)
    ]


def test_a_shorter_key_is_not_said_to_have_another_character() -> None:
    keys = ({"Idempotency-Key": one} for one in ("bcdefgh-1234", "abcdefgh-1234"))
    (line,) = before(*(create(201, {"name": "a"}, {"workflowId": "wf_1"}, one) for one in keys))
    assert " in place of " not in line


def test_almost_the_same_key_of_another_request_is_none_of_this_one() -> None:
    first = create(201, {"name": "a"}, {"workflowId": "wf_1"}, {"Idempotency-Key": "setup-7a"})
    unkeyed = create(201, {"name": "a"}, {"workflowId": "wf_2"}, None)
    shouted = {"Idempotency-Key": "SETUP-7A"}
    app = exchange("createApp", 201, {"clientId": APP}, sent={"name": "a"}, request_headers=shouted)
    assert before(first, unkeyed, app) == ()
    assert before(unkeyed, create(201, {"name": "a"}, {"workflowId": "wf_3"}, shouted)) == ()


def test_other_bodies_are_told_without_their_places() -> None:
    """Where a body is no JSON, it is said that it differs and no more."""
    first = replace(create(201, {"name": "a"}, {"workflowId": "wf_1"}), request_body=b"{")
    (line,) = before(first, create(201, {"name": "a"}, {"workflowId": "wf_1"}))
    assert line == f"POST {WORKFLOWS} with this Idempotency-Key and another body: 201"


def test_other_bodies_are_told_by_the_first_places_that_differ() -> None:
    """Each place once, and where a body is no object, the whole of it."""
    first, last = ({"name": name, "nodes": [{"id": name}] * 2, "entryNodeId": name} for name in ("a", "b"))
    again, said = (
        create(201, last, {"workflowId": "wf_1"}),
        f"POST {WORKFLOWS} with this Idempotency-Key and another body",
    )
    assert before(create(201, first, {"workflowId": "wf_1"}), again) == (
        f"{said} ('a' as name, 'a' as nodes/*/id and 1 more): 201",
    )
    assert before(create(400, "a", {}), again) == (f"{said} ('a' as the whole): 400",)


def test_the_deletion_is_named_beside_requests_with_the_same_key() -> None:
    """What comes before and after it stands in the order in which it was sent; what stands beside it is not named."""
    app = f"/connect/v1/apps/{APP}"
    refused = create(403, {"name": "a"}, envelope("AUTH_FORBIDDEN"))
    domain = exchange("deleteCustomDomain", 200, {"deleted": True})
    lines = before(refused, domain, exchange("deleteApp", 200, {}), refused)
    assert lines == (
        f"POST {WORKFLOWS} with this Idempotency-Key and the same body: 403 AUTH_FORBIDDEN",
        f"DELETE {app}: 200",
    )
    assert before(domain, exchange("listWorkflows", 200, [])) == ()


def test_that_a_key_which_came_again_at_once_was_kept_is_said() -> None:
    """A server may forget a key as soon as another one comes."""
    replayed = {"Idempotency-Replayed": "true"}
    row = [create(201, {"name": "a"}, {}, {"Idempotency-Key": one}) for one in ("one", "one", "two", "three", "one")]
    row[1] = replace(row[1], headers=httpx.Headers([*row[1].headers.items(), *replayed.items()]))
    (*_, line) = before(*row)
    kept = "a key that came again with no other one in between was answered as a replay"
    assert line.endswith(f", then 2 requests with other keys; {kept}")
    (*_, line) = before(row[0], *row[2:])
    assert line.endswith(", then 2 requests with other keys")
