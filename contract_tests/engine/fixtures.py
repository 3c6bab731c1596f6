"""The fixtures of rules; they find in the stash what the plugin has put there."""

import pytest

from contract_tests.engine.generation import Generation
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData

RUN = pytest.StashKey[Run]()
DATA = pytest.StashKey[TargetData]()
GENERATION = pytest.StashKey[Generation]()


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Run:
    """The run of this session."""
    return pytestconfig.stash[RUN]


@pytest.fixture(scope="session")
def data(pytestconfig: pytest.Config) -> TargetData:
    """The target's data."""
    return pytestconfig.stash[DATA]


@pytest.fixture(scope="session")
def generation(pytestconfig: pytest.Config) -> Generation:
    """What makes the generated cases."""
    return pytestconfig.stash[GENERATION]
