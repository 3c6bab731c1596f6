"""What the documentation promises about a request, and what a success of it says."""

from typing import Any

import pytest

from contract_tests.judging.requests import LINE_BREAK, BrokenLimit, Reading, RequestReader, sends_undocumented
from tests.judging.exchanges import SPEC, exchange

REQUESTS = RequestReader(SPEC)
LIMIT = BrokenLimit("request body /title", "required", "/paths")


@pytest.mark.parametrize(
    ("reading", "documented", "stands"),
    [
        (Reading((), ()), True, True),
        (Reading((), (LINE_BREAK,)), False, True),
        (Reading((), (LINE_BREAK, LINE_BREAK)), False, True),
        (Reading((), ("the body is not a JSON object",)), False, False),
        (Reading((), (LINE_BREAK, "a query parameter is repeated")), False, False),
        (Reading((LIMIT,), ()), False, False),
        (Reading((LIMIT,), (LINE_BREAK,)), False, False),
    ],
)
def test_a_success_stands_for_what_was_taken_as_it_is(reading: Reading, documented: bool, stands: bool) -> None:
    """Whether a line break is taken is promised nowhere; once it is, the text is what was asked for."""
    assert (reading.documented, reading.stands) == (documented, stands)


@pytest.mark.parametrize(
    ("name", "query", "odd"),
    [
        ("listProviders", "?include=activation&include=other", ()),
        ("listApps", "?limit=1&limit=2", ("a query parameter is repeated",)),
    ],
)
def test_a_list_in_the_query_is_given_value_by_value(name: str, query: str, odd: tuple[str, ...]) -> None:
    path = {"client_id": "Shop0001"} if name == "listProviders" else {}
    assert REQUESTS.read(exchange(name, 200, [], path=path, query=query)).odd == odd


@pytest.mark.parametrize(
    ("title", "odd"),
    [
        ("plain", ()),
        ("two\nlines", (LINE_BREAK,)),
        ("a\ttab", (LINE_BREAK,)),
        ("carriage\rreturn", ("a text holds control characters",)),
        ("bell\x07 and\nline", (LINE_BREAK, "a text holds control characters")),
        ("Grüße 漢字", ()),
        ("https://example.com/ü", ("an address holds characters that no address has",)),
        ("HTTPS://example.com/ü", ("an address holds characters that no address has",)),
        ("https://example.com/%C3%BC", ()),
        ("see https://example.com/ü", ()),
    ],
)
def test_texts_that_are_taken_or_not_as_the_server_likes(title: str, odd: tuple[str, ...]) -> None:
    one = exchange("createProductionTest", 201, {}, sent={"title": title})
    assert REQUESTS.read(one) == Reading((), odd)


@pytest.mark.parametrize(
    ("sent", "odd"),
    [
        ({"redirectUris": ["https://example.com/ü"]}, ("an address holds characters that no address has",)),
        ({"webhookConfig": {"url": "https://example.com/\nx"}}, (LINE_BREAK,)),
        ({"webhookConfig": {"events": ["one\ntwo"]}}, (LINE_BREAK,)),
        ({"webhookConfig": {"events": []}}, ("the field 'events' is empty",)),
        ({"webhookConfig": {"retryAttempts": 2**31}}, ("the field 'retryAttempts' is larger than any count",)),
        ({"webhookConfig": {"retryAttempts": 2**31 - 1}}, ()),
    ],
)
def test_texts_inside_lists_and_objects_are_looked_at_too(sent: Any, odd: tuple[str, ...]) -> None:
    assert REQUESTS.read(exchange("updateApp", 200, {}, sent=sent)).odd == odd


@pytest.mark.parametrize("body", [{"": None}, {"webhookConfig": {"": None}}, {"other": 1}])
def test_a_field_that_is_not_documented_is_noticed_whatever_its_name(body: dict[str, Any]) -> None:
    """An empty name is one, too."""
    assert sends_undocumented(SPEC, SPEC.operations["updateApp"].request_schema or "", body)


def test_a_body_of_documented_fields_sends_no_other() -> None:
    """Nor does a map, whose keys are anybody's choice."""
    assert not sends_undocumented(SPEC, SPEC.operations["updateApp"].request_schema or "", {"name": "x"})
    sent = {"providers": {"anything": {"some": True}}}
    assert not sends_undocumented(SPEC, SPEC.operations["submitActivation"].request_schema or "", sent)
