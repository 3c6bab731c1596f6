from __future__ import annotations

import pytest

from scripts.changes.compare import compare
from scripts.spec.checks import read_openapi
from tests.bench.large_spec import change_of_many, large_spec


def test_large_spec_is_valid_and_has_as_many_operations_as_asked_for() -> None:
    assert len(read_openapi(large_spec(100)).operations) == 100


@pytest.mark.slow
def test_its_changes_are_found_once_each_with_the_operations_that_they_reach() -> None:
    found = compare(read_openapi(large_spec(100)), read_openapi(large_spec(100, change_of_many)))
    requests = {change.kind: change for change in found if change.place.startswith("request")}
    assert {change.kind for change in found} == {
        "operation-removed",
        "field-added",
        "limit-tightened",
        "constant-changed",
    }
    assert len(requests["limit-tightened"].also) >= 38
