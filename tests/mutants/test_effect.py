"""Each mutant changes what the mock answers, and only that."""

import asyncio

import pytest

from contract_tests.mutants.catalogue import BY_HAND, DERIVED, mutants, spread
from contract_tests.mutants.change import Change
from scripts.spec.spec import Spec
from tests.mutants.transcript import Transcript

SAMPLE = 80


@pytest.fixture(scope="module")
def usual(spec: Spec) -> list[str]:
    return asyncio.run(Transcript(spec, Change()).record())


@pytest.mark.slow
def test_the_mock_answers_the_same_twice(spec: Spec, usual: list[str]) -> None:
    assert asyncio.run(Transcript(spec, Change()).record()) == usual


@pytest.mark.slow
def test_every_mutant_changes_an_answer(spec: Spec, usual: list[str]) -> None:
    """A sample of all kinds; one that changes nothing could not be killed by anything but a false alarm.

    Those that show to few requests have scenes of their own in test_harder.py.
    """
    chosen = [mutant for mutant in mutants(spec, (*DERIVED, *BY_HAND)) if not mutant.unseen]

    async def unchanged() -> list[str]:
        return [mutant.name for mutant in spread(chosen, SAMPLE) if await Transcript(spec, mutant.change).equals(usual)]

    assert asyncio.run(unchanged()) == []
