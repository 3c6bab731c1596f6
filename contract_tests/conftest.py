"""Fixtures of the rules."""

import pytest

from contract_tests.plugin import RUN, WORLD
from contract_tests.run import Run
from contract_tests.world import World


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Run:
    """The run of this session."""
    return pytestconfig.stash[RUN]


@pytest.fixture(scope="session")
def world(pytestconfig: pytest.Config) -> World:
    """The target's data."""
    return pytestconfig.stash[WORLD]
