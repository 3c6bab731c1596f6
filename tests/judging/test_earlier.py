"""A finding names the requests before it without which it cannot be understood."""

import re
from dataclasses import replace

from contract_tests.judging.consequences import CHANGES_NOTHING
from contract_tests.judging.earlier import Earlier
from contract_tests.judging.evidence import standing
from contract_tests.judging.finding import Deviation
from tests.judging.exchanges import APP, SPEC, envelope, exchange
from tests.judging.other_contracts import unnamed_workflows
from tests.judging.requests_before import WORKFLOWS, before, create, create_app


def test_what_made_a_thing_is_named_also_where_identifiers_are_numbers() -> None:
    lines = before(
        create(201, {"name": "a"}, {"workflowId": 7}),
        exchange("getWorkflow", 200, {}, path={"workflow_id": "7"}),
    )
    assert lines == (f'POST {WORKFLOWS}: 201, with {{"name": "a"}}',)


def test_what_no_path_names_is_about_nothing() -> None:
    creation = create(201, {"name": "a"}, {"workflowId": "wf_1"})
    listed = exchange("listWorkflows", 200, [])
    assert before(creation, listed, expected="'wf_1'", spec=unnamed_workflows()) == ()


def test_changes_of_the_thing_are_named() -> None:
    """What made a thing and what was done to it stands before what is odd about it; reads and other things do not."""
    own = {"workflow_id": "wf_1"}
    lines = before(
        create(201, {"name": "a"}, {"workflowId": "wf_1"}),
        create(201, {"name": "b"}, {"workflowId": "wf_2"}, {"Idempotency-Key": "two"}),
        exchange("getWorkflow", 200, {}, path=own),
        exchange("deleteWorkflow", 200, {"deleted": True}, path=own),
        exchange("getWorkflow", 200, {}, path=own),
    )
    assert lines == (f"POST {WORKFLOWS} with name: 201", f"DELETE {WORKFLOWS}/wf_1: 200")


def test_of_many_the_first_and_the_last_are_named() -> None:
    """At most four requests are named; what comes again and again is said once."""
    replays = [exchange("updateApp", 200, {}, sent={})] * 3
    assert before(*replays, exchange("getApp", 200, {})) == (f"PATCH /connect/v1/apps/{APP}: 200, 3 times",)
    changes = [exchange("updateApp", 200 + number, {}, sent={"name": str(number)}) for number in range(9)]
    lines = before(*changes, exchange("getApp", 200, {}))
    assert [re.findall(": (20[0-9])", line) for line in lines] == [["200"], ["206"], ["207"], ["208"]]


def test_new_request_has_nothing_before_it() -> None:
    """A creation with a key of its own, and the list of a collection, need no others to be understood."""
    first = create(201, {"name": "a"}, {"workflowId": "wf_1"})
    assert before(first, create(201, {"name": "b"}, {"workflowId": "wf_2"}, {"Idempotency-Key": "two"})) == ()
    assert before(first, exchange("listWorkflows", 200, [])) == ()


def test_creation_needs_no_change_of_what_it_stands_below() -> None:
    change = exchange("updateApp", 200, {}, sent={"name": "a"})
    assert before(change, create(201, {"name": "a"}, {"workflowId": "wf_1"}, None)) == ()


def test_request_to_no_operation_has_nothing_before_it() -> None:
    change = exchange("updateApp", 200, {}, sent={"name": "a"})
    assert before(change, replace(exchange("getApp", 200, {}), operation=None)) == ()


def test_request_that_showed_something_else_is_named() -> None:
    """It is the newest of that operation about the same thing."""
    lists = [exchange("listApps", 200, {}, query=f"?offset={offset}") for offset in (0, 20)]
    of_another = exchange("listWorkflows", 200, [], path={"client_id": "Gate0002"})
    own = exchange("listWorkflows", 200, [])
    read = exchange("getWorkflow", 200, {}, path={"workflow_id": "wf_1"})
    assert before(own, of_another, read, since="as listWorkflows shows it") == (f"GET {WORKFLOWS}: 200",)
    assert before(*lists, read, since="as listApps showed it before at /data") == (
        "GET /connect/v1/apps?offset=20: 200",
    )
    made = [create(201, {"name": one}, {"workflowId": one}, {"Idempotency-Key": one}) for one in ("wf_1", "wf_2")]
    by_name = (f'POST {WORKFLOWS}: 201, with {{"name": "wf_1"}}',)
    since = "as createWorkflow answered for workflow_id 'wf_1'"
    assert before(*made, exchange("listWorkflows", 200, []), since=since) == by_name
    assert before(*made, read, since="as createWorkflow answered") == by_name
    assert before(own, read, since="as it was sent") == before(read, since="as getApp answered") == ()


def test_request_that_showed_something_else_later_is_named_as_such() -> None:
    """It is the first of that operation after the odd answer."""
    earlier = Earlier(SPEC)
    lists = [exchange("listApps", 200, {}, query=f"?offset={offset}") for offset in (0, 1, 2)]
    row = [lists[0], exchange("getWorkflow", 200, {}, path={"workflow_id": "wf_1"}), *lists[1:]]
    numbered = [replace(one, number=number) for number, one in enumerate(row, 1)]
    for one in numbered:
        earlier.note(one)
    since = "as listApps showed it later, with no change in between"
    (line,) = earlier.before(numbered[1], Deviation("value", "breaking", "response", "", "", "", since=since))
    assert (line, standing(line)) == ("GET /connect/v1/apps?offset=1: 200, afterwards", "after it")


def test_the_request_that_changed_what_it_was_to_leave_alone_is_named() -> None:
    """It was about another thing, so that nothing else would say on which."""
    rotations = [exchange("rotateClientSecret", 201, {}, path={"client_id": one}) for one in ("Gate0001", "Gate0002")]
    since = f"as getApp showed client_id '{APP}' before rotateClientSecret, {CHANGES_NOTHING}"
    lines = before(*rotations, exchange("getApp", 200, {}), since=since, kind="change")
    assert lines == ("POST /connect/v1/apps/Gate0002/rotate-client-secret: 201",)


def test_neither_a_refusal_nor_the_answer_itself_showed_something_else() -> None:
    first, refused, last = (
        exchange("listApps", status, {}, query=f"?offset={offset}")
        for offset, status in enumerate((200, 500, 200), start=1)
    )
    since = "as listApps showed it before, with no change in between"
    assert before(first, refused, last, since=since) == ("GET /connect/v1/apps?offset=1: 200",)
    assert before(refused, last, since=since) == ()


def test_what_made_and_changed_a_thing_that_a_list_shows_is_named() -> None:
    """A list names no thing in its path; what was expected of it names some, also those of a batch."""
    results = [{"index": index, "app": {"clientId": one}} for index, one in enumerate(("App00023", "App00024"))]
    batch = exchange("createAppBatch", 200, {"results": results}, sent={"items": [{"name": "a"}, {"name": "b"}]})
    changes = [exchange("updateApp", 200, {}, sent={"name": "c"}, path={"client_id": one}) for one in (APP, "App00024")]
    listed = exchange("listApps", 200, {"data": []})
    assert before(batch, *changes, listed, expected="'App00024' alone with the name 'c'") == (
        "POST /connect/v1/apps/batch with items: 200",
        'PATCH /connect/v1/apps/App00024: 200, with {"name": "c"}',
    )
    assert before(batch, *changes, listed, expected="27 items") == ()
    below = exchange("deleteWorkflow", 200, {}, path={"client_id": "App00024", "workflow_id": "wf_1"})
    assert before(below, listed, expected="'App00024' alone with the name 'c'") == ()


def test_answer_that_shows_one_of_many_otherwise_is_that_about_it() -> None:
    """A list names no thing in its path; the reason says which of them is shown otherwise."""
    own, another = (exchange("getApp", 200, {}, path={"client_id": one}) for one in (APP, "App00023"))
    since = f"as getApp showed client_id {APP!r} before at /name, with no change in between"
    listed = exchange("listApps", 200, {"data": []})
    assert before(own, another, listed, since=since) == (f"GET /connect/v1/apps/{APP}: 200",)
    assert before(another, listed, since=since) == ()


def test_body_of_a_change_begins_with_what_a_finding_is_about() -> None:
    """A long body is cut, and what matters would be lost; the other fields are named."""
    change = exchange("updateApp", 200, {}, sent={"name": "a", "logo": "b", "providers": []})
    earlier = Earlier(SPEC)
    numbered = [replace(one, number=number) for number, one in enumerate((change, exchange("getApp", 200, {})), 1)]
    for one in numbered:
        earlier.note(one)
    deviation = Deviation("change", "breaking", "response 200 body /logo of getApp", "", "", "")
    assert earlier.before(numbered[1], deviation) == (
        f'PATCH /connect/v1/apps/{APP}: 200, with {{"logo": "b"}} beside name and providers',
    )


def test_the_deletion_is_named_whatever_came_after_it() -> None:
    """A list of what stood below a deleted thing says nothing without it, and reads after it take no place of it."""
    deleted = [create_app(), exchange("deleteApp", 200, {}), *[exchange("updateApp", 404, {}, sent={})] * 2]
    gone = f"DELETE /connect/v1/apps/{APP}: 200"
    assert before(*deleted, exchange("listWorkflows", 200, [])) == (gone,)
    others = [exchange("updateApp", 200 + number, {}, sent={"name": str(number)}) for number in range(9)]
    lines = before(*deleted, *others, exchange("getApp", 200, {}))
    assert (len(lines), lines[0], lines[1]) == (4, "POST /connect/v1/apps with name: 201", gone)


def test_four_requests_are_named_one_by_one_with_the_deletion_among_them() -> None:
    change, refused = (exchange("updateApp", status, {}, sent={"name": "a"}) for status in (200, 404))
    row = create_app(), change, exchange("deleteApp", 200, {}), refused
    named = [line.partition(" ")[0] for line in before(*row, exchange("deleteApp", 404, {}))]
    assert named == ["POST", "PATCH", "DELETE", "PATCH"]


def test_the_deletion_stands_where_it_was_sent() -> None:
    """What was changed before it is not taken for a change of what was gone, and it is said once."""
    changes = [exchange("updateApp", 200 + number, {}, sent={"name": str(number)}) for number in range(5)]
    gone = exchange("deleteApp", 200, {})
    lines = before(create_app(), *changes, gone, exchange("getApp", 200, {}))
    assert [line.partition(" ")[0] + line[-4:] for line in lines] == [
        "POST 201",
        "PATCH 203",
        "PATCH 204",
        "DELETE 200",
    ]
    lines = before(create_app(), *changes, gone, gone, exchange("getApp", 200, {}))
    assert (len(lines), lines[-1]) == (4, f"DELETE /connect/v1/apps/{APP}: 200, 2 times")


def test_changes_say_which_fields_they_sent() -> None:
    """A thing that is shown otherwise is understood by what was sent for it."""
    sent = dict.fromkeys(("name", "logo", "a", "b", "c", "d", "e", "f"), 1)
    changes = [exchange("updateApp", 200, {}, sent=one) for one in (sent, {"name": "a"})]
    lines = before(*changes, exchange("getApp", 200, {}))
    assert lines[0] == f"PATCH /connect/v1/apps/{APP} with name, logo, a, b, c, d, 2 more: 200"
    six = exchange("updateApp", 200, {}, sent=dict.fromkeys("abcdef", 1))
    assert before(six, exchange("updateApp", 200, {})) == (f"PATCH /connect/v1/apps/{APP} with a, b, c, d, e, f: 200",)


def test_refused_changes_are_left_out_but_for_the_last() -> None:
    """They should have changed nothing; what was refused just before may have been done all the same."""
    made, refused = (exchange("updateApp", status, {}, sent={"name": "a"}) for status in (200, 401))
    named = f"PATCH /connect/v1/apps/{APP} with name"
    assert before(refused, made, exchange("deleteApp", 200, {})) == (f"{named}: 200",)
    assert before(made, refused, refused, exchange("deleteApp", 200, {})) == (f"{named}: 200", f"{named}: 401")


def test_last_change_before_a_read_is_said_with_its_body() -> None:
    """What a read shows otherwise is held against that; a long body is not repeated, and not where it is sent again."""
    changes = [exchange("updateApp", 200, {}, sent={"name": name}) for name in ("a", "b")]
    named, in_full = (
        f"PATCH /connect/v1/apps/{APP} with name: 200",
        f'PATCH /connect/v1/apps/{APP}: 200, with {{"name": "b"}}',
    )
    assert before(*changes, exchange("getApp", 200, {})) == (named, in_full)
    assert before(*changes, changes[-1]) == (f"{named}, 2 times",)
    assert before(exchange("updateApp", 200, {}, sent={"name": "a" * 5000}), exchange("getApp", 200, {})) == (named,)


def test_what_a_list_has_twice_is_said_before_the_list() -> None:
    """It is easily lost on its way, and a long list is cut."""
    sent = {"redirectUris": ["a", "b", "a", "c", "b"]}
    lines = before(exchange("replaceRedirectUris", 200, {}, sent=sent), exchange("getApp", 200, {}))
    assert lines == (
        f"PUT /connect/v1/apps/{APP}/redirect-uris: 200, with 'a' and 'b' twice in "
        '{"redirectUris": ["a", "b", "a", "c", "b"]}',
    )


def test_what_made_a_collection_longer_or_shorter_is_named_for_how_many_it_has() -> None:
    made, gone = create_app(), exchange("deleteApp", 200, {})
    refused = exchange("createApp", 400, envelope("VALIDATION_INVALID_PARAMETER"), sent={"name": ""})
    listed = exchange("listApps", 200, {"total": 3}, query="?offset=20")
    assert before(made, refused, listed, kind="paging") == ("POST /connect/v1/apps with name: 201",)
    assert before(made, gone, listed, kind="paging") == (f"DELETE /connect/v1/apps/{APP}: 200",)
    assert before(made, gone, listed, kind="type") == ()


def test_the_field_at_the_place_of_a_finding_is_shown_and_not_one_of_the_same_name() -> None:
    sent = {"name": "x", "webhookConfig": {"name": "y", "url": "z"}}
    change, read = exchange("updateApp", 200, {}, sent=sent), exchange("getApp", 200, {})
    earlier = Earlier(SPEC)
    for number, one in enumerate((change, read), 1):
        earlier.note(replace(one, number=number))
    deviation = Deviation("change", "breaking", "response 200 body /webhookConfig/name of getApp", "", "", "")
    (line,) = earlier.before(replace(read, number=2), deviation)
    assert line.endswith('with {"webhookConfig": {"name": "y"}} beside name')
