from __future__ import annotations

import pytest

from tests.second_api.run import FAITHFUL, Prepared, Result, play, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The spec of the second API and its client."""
    return prepare(tmp_path_factory.mktemp("second_api") / "prepared")


@pytest.fixture(scope="module")
def faithful(prepared: Prepared) -> Result:
    """A run on the faithful server."""
    return play(FAITHFUL, prepared)
