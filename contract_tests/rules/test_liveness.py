"""Liveness: each operation has one call that succeeds with the key, or nothing else about it is believed."""

import pytest

from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation

pytestmark = pytest.mark.stage("liveness")


def test_answers(data: TargetData, operation: Operation) -> None:
    """An operation whose path can be filled already answers with its documented success status."""
    if data.path(operation) is not None:
        data.require(operation)
