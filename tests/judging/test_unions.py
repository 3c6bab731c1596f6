"""Results that are told apart by their fields are read strictly, each as what it is."""

from typing import Any

import pytest

from contract_tests.judging.echoes import broken_echoes
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.presence import Presence
from contract_tests.judging.shapes import Shapes
from tests.judging.exchanges import SPEC, exchange

SHAPES = Shapes(SPEC)
SUBMITTED = {"id": "act_1", "status": "activation_requested", "updatedAt": "2026-04-08T10:00:00.000Z"}
CONTRACT = {"error": "contract_activation_required", "message": "m", "contact": "c"}


def deviations(**results: Any) -> list[tuple[str, str]]:
    found = SHAPES.deviations("/components/schemas/ActivationResults", results)
    return sorted((one.kind, one.place) for one in found)


def without(result: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != name}


def test_each_result_is_read_as_what_it_is() -> None:
    """Neither misses what the other one has."""
    assert deviations(mitid=SUBMITTED, bankidno=CONTRACT) == []


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (without(SUBMITTED, "status"), [("missing-field", "/*/status")]),
        (without(SUBMITTED, "id"), [("missing-field", "/*/id")]),
        (without(CONTRACT, "contact"), [("missing-field", "/*/contact")]),
        (without(CONTRACT, "error"), [("missing-field", "/*/error")]),
        ({**SUBMITTED, "more": 1}, [("undocumented-field", "/*/more")]),
        ({**CONTRACT, "more": 1}, [("undocumented-field", "/*/more")]),
        ({**CONTRACT, "message": 7}, [("type", "/*/message")]),
        ({**CONTRACT, "error": "sold_out"}, [("new-value", "/*/error")]),
        ({**SUBMITTED, "status": "lost"}, [("new-value", "/*/status")]),
        ({**SUBMITTED, "updatedAt": "today"}, [("format", "/*/updatedAt")]),
        ([], [("type", "/*")]),
    ],
)
def test_what_is_wrong_with_a_result_is_said_of_what_it_is(result: Any, expected: list[tuple[str, str]]) -> None:
    """A field is missing, new, of another type or another value of its own member alone."""
    assert deviations(some=result) == expected


def test_fields_of_either_kind_of_result_are_noted() -> None:
    """What no result carried is listed, of each kind."""
    presence = Presence(SPEC, SHAPES)
    presence.note(activated({"mitid": {}}, {"mitid": SUBMITTED}))
    assert presence.unseen()["submitActivation"] == ["/*/error", "/*/message", "/*/contact"]


def test_no_status_of_a_success_is_promised_where_no_page_names_one() -> None:
    """Another success is documented as the inferred one is."""
    other = activated({}, {}, status=201)
    assert SPEC.operations["submitActivation"].response(201) is SPEC.operations["submitActivation"].success
    assert other.documented_response is SPEC.operations["submitActivation"].success
    assert SPEC.operations["createApp"].response(200) is None


@pytest.mark.parametrize("answered", [{"mitid": SUBMITTED}, {"mitid": SUBMITTED, "ftn": SUBMITTED, "itsme": CONTRACT}])
def test_another_set_of_keys_than_was_sent_is_told(answered: dict[str, Any]) -> None:
    """One that is missing, and one more."""
    (found,) = broken_echoes(activated({"mitid": {}, "itsme": {}}, answered))
    assert (found.kind, found.place) == ("echo", "response 200 body")


def test_the_keys_that_were_sent_in_any_order_are_as_they_should_be() -> None:
    """What the entries hold is another matter."""
    assert list(broken_echoes(activated({"mitid": {}, "itsme": {}}, {"itsme": CONTRACT, "mitid": SUBMITTED}))) == []


def activated(sent: dict[str, Any], answered: dict[str, Any], status: int = 200) -> Exchange:
    """An activation of some providers, and its answer."""
    return exchange("submitActivation", status, answered, sent={"providers": sent})
