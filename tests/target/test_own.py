"""Things that a run makes to try on, where one of the operations that make them fails."""

from typing import Any

import pytest

from contract_tests.mock import HttpRules
from contract_tests.mock._answers import RefusalError
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.target.data import TargetData
from tests.mock_run import mock_run


class WithoutBatches(HttpRules):
    """Refuses to make several apps at once."""

    async def answer(self, operation: Any, request: Any) -> Any:
        if operation.id == "createAppBatch":
            raise RefusalError(400, "VALIDATION_FAILED", "is not to be had")
        return await super().answer(operation, request)


def test_one_operation_that_makes_nothing_does_not_keep_another_from_being_asked() -> None:
    with mock_run(http=WithoutBatches) as run:
        data, app = TargetData(run), run.spec.resources["app"]
        for _ in range(2):
            with pytest.raises(Inconclusive, match="createAppBatch made nothing"):
                data.own.make(app, {}, creator=run.spec.operations["createAppBatch"])
        assert data.own.make(app, {}).resource is app
