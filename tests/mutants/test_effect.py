"""Each mutant changes what the mock answers, and only that."""

import asyncio

import pytest

from contract_tests.mutants.catalogue import spread
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import HARMLESS, Mutant
from scripts.spec.spec import Spec
from tests.mutants.transcript import Transcript

SAMPLE = 80
# What these change does not show in answers of one request after the other.
INVISIBLE = {"nothing changed", "every answer takes 20 ms", "answers are compressed"}


@pytest.fixture(scope="module")
def usual(spec: Spec) -> list[str]:
    return asyncio.run(Transcript(spec, Change()).record())


def test_the_mock_answers_the_same_twice(spec: Spec, usual: list[str]) -> None:
    assert asyncio.run(Transcript(spec, Change()).record()) == usual


def test_every_mutant_changes_an_answer(spec: Spec, every: list[Mutant], usual: list[str]) -> None:
    """A sample of all kinds; one that changes nothing could not be killed by anything but a false alarm."""
    chosen = [mutant for mutant in every if mutant.kind != HARMLESS and not mutant.unseen]

    async def unchanged() -> list[str]:
        return [
            mutant.name for mutant in spread(chosen, SAMPLE) if await Transcript(spec, mutant.change).record() == usual
        ]

    assert asyncio.run(unchanged()) == []
