"""Each of the harder mutants answers otherwise than the mock, on an operation that it says it shows on."""

import asyncio

import pytest

from contract_tests.mutants.catalogue import HARDER, HARDER_VARIANTS, mutants, variants
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import Mutant, harmless
from scripts.spec.spec import Spec
from tests.mutants.differences import Conversation, Scene, first_difference, record
from tests.mutants.scenes import SCENES, apps, credentials, keys, production_tests, settings, workflows

pytestmark = pytest.mark.slow

LEAST = 200
SET_BY_ITSELF = ("Webhook", "CustomDomain", "getRedirectUris", "Providers", "NodeTypes", "updateWorkflow", "setDefault")
# What is looked at, one of so many mutants of a file.
EVERY = 3


@pytest.fixture(scope="module")
def usual(spec: Spec) -> dict[Scene, list[str]]:
    """By scene, what the mock answers."""
    return {scene: asyncio.run(record(spec, scene)) for scene in SCENES}


def scenes(mutant: Mutant) -> list[Scene]:
    """The scenes, the one in which the mutant is likely to show first."""
    words: dict[str, Scene] = {
        "replay": keys,
        "keys is": credentials,
        "ProductionTest": production_tests,
        **dict.fromkeys(SET_BY_ITSELF, settings),
        "Workflow": workflows,
    }
    by_kind: dict[str, Scene] = {"keys": keys, "credentials": credentials}
    by_name = (scene for word, scene in words.items() if word in mutant.name)
    first = by_kind.get(mutant.kind) or next(by_name, apps)
    return [first, *(scene for scene in SCENES if scene is not first)]


async def where(spec: Spec, change: Change, order: list[Scene], usual: dict[Scene, list[str]]) -> str | None:
    """The operation whose answer is the first to differ from the mock's."""
    for scene in order:
        found = await first_difference(spec, change, scene, usual[scene])
        if found is not None:
            return found
    return None


def test_there_are_enough(spec: Spec) -> None:
    assert len(mutants(spec, HARDER)) >= LEAST


def test_the_mock_answers_as_it_did(spec: Spec, usual: dict[Scene, list[str]]) -> None:
    assert asyncio.run(where(spec, Change(), list(SCENES), usual)) is None


@pytest.mark.parametrize("file", HARDER)
def test_a_mutant_differs_where_it_says(spec: Spec, usual: dict[Scene, list[str]], file: str) -> None:
    async def elsewhere() -> list[str]:
        return [
            mutant.name
            for mutant in mutants(spec, [file])[::EVERY]
            if await where(spec, mutant.change, scenes(mutant), usual) not in mutant.operations
        ]

    assert asyncio.run(elsewhere()) == []


@pytest.mark.parametrize("file", HARDER_VARIANTS)
def test_harmless_variants_answer_every_scene(spec: Spec, file: str) -> None:
    """None of them fails, whatever is asked; whether a run is silent about them is for the score to say."""

    async def answer() -> None:
        for what, how in list(variants(spec, file).items())[::EVERY]:
            await Conversation(spec, harmless(what, how).change).hold(production_tests)
            await Conversation(spec, harmless(what, how).change).hold(keys)

    asyncio.run(answer())


def test_faults_at_once_show_on_operations_of_their_own(spec: Spec) -> None:
    """A finding about one of them must not be one about another."""
    for mutant in mutants(spec, ["together"]):
        assert len(mutant.parts) == 1 + len(mutant.change.also) > 1
        assert len(mutant.operations) == sum(map(len, mutant.parts)), mutant.name
