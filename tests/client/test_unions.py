"""Results without a tag are typed by the fields that they have, whatever else they have."""

from __future__ import annotations

from typing import Any

import pytest
from hopae_connect import DecodeError, UnknownItem
from hopae_connect.models import (
    ActivationNeedsContract,
    ActivationResults,
    ActivationSubmit,
    ActivationSubmitted,
    AppBatchFailure,
    AppBatchResults,
    AppBatchSuccess,
    SubmittedFields,
)

from tests.client.conftest import Connected, Mock

SECRET = "s3cr3t-of-a-provider"
SUBMITTED = {"id": "act_1", "status": "activation_requested", "updatedAt": "2026-04-08T10:00:00.000Z"}
CONTRACT = {"error": "contract_activation_required", "message": "m", "contact": "c"}


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (SUBMITTED, ActivationSubmitted),
        (CONTRACT, ActivationNeedsContract),
        ({**SUBMITTED, "later": 1}, ActivationSubmitted),
        ({**CONTRACT, "later": 1, "error": "sold_out"}, ActivationNeedsContract),
    ],
)
def test_a_result_is_of_the_type_whose_field_it_has(result: dict[str, Any], kind: type) -> None:
    """Fields and values that came later do not change that, and are written back."""
    found = ActivationResults.from_dict({"some": result})
    assert type(found["some"]) is kind
    assert found.to_dict() == {"some": result}


def test_a_result_that_is_neither_does_not_match() -> None:
    """It is named by its key."""
    with pytest.raises(DecodeError) as caught:
        ActivationResults.from_dict({"some": {"later": 1}})
    assert "some" in str(caught.value)


def test_what_is_submitted_is_not_shown() -> None:
    """Neither by what holds it."""
    body = ActivationSubmit.from_dict({"providers": {"mitid": {"clientSecret": SECRET, "termsAccepted": True}}})
    assert isinstance(body.providers["mitid"], SubmittedFields)
    assert SECRET not in f"{body!r} {body.providers!r} {body.providers['mitid']!r}"
    assert body.to_dict()["providers"]["mitid"]["clientSecret"] == SECRET


APP = {"clientId": "Batch001", "clientSecret": SECRET, "name": "One"}


def test_an_odd_result_leaves_the_others_typed() -> None:
    """No secret of any is shown."""
    results = [{"app": APP, "later": 1}, {"error": {"code": "X"}}, {"neither": SECRET}]
    found = AppBatchResults.from_dict({"results": results, "successCount": 1, "errorCount": 1})
    assert [type(one) for one in found.results] == [AppBatchSuccess, AppBatchFailure, UnknownItem]
    assert SECRET not in repr(found)
    assert found.to_dict()["results"] == results


def test_what_a_batch_made_and_what_failed_are_told_apart(mock: Mock, connected: Connected) -> None:
    """A key that is used for two apps fails the second."""
    items = [{"name": "One", "idempotencyKey": "k"}, {"name": "Two", "idempotencyKey": "k"}, {"name": "Three"}]

    def make(connect: Any) -> Any:
        return connect.apps.create_batch(items=items, continue_on_error=True)

    found = connected(make, mock.base_url, api_key=mock.key)
    assert [type(one) for one in found.results] == [AppBatchSuccess, AppBatchFailure, AppBatchSuccess]
    assert (found.success_count, found.error_count) == (2, 1)
    assert found.results[2].app.name == "Three"
    assert found.results[2].app.client_secret not in repr(found)
