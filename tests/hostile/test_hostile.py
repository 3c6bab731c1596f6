"""Contract runs hold what they promise, whatever the server answers; `make hostile` tries many more seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import script
from tests.hostile.faults.catalogue import CATALOGUE, make_plan
from tests.hostile.run import COMMAND, Options, run_seed

pytestmark = pytest.mark.slow

# Seeds whose runs are short, by the theme of what is first of their faults.
SEEDS = {
    "acting": [165, 171, 183, 185],
    "bodies": [161],
    "echoes": [195, 239, 244],
    "framing": [192, 196, 255],
    "headers": [157, 203],
    "packing": [189, 279],
    "places": [159, 168, 179],
    "status": [169, 190],
}


@pytest.mark.parametrize("seed", [seed for seeds in SEEDS.values() for seed in seeds])
def test_a_run_against_a_hostile_server_holds(tmp_path: Path, seed: int) -> None:
    options = Options(tmp_path, deadline=30, command=f"{COMMAND} --rate 1000")
    assert list(run_seed(seed, options).lines()) == []


def test_a_correct_server_conforms(tmp_path: Path) -> None:
    options = Options(tmp_path, faultless=True, command=f"{COMMAND} --rate 1000")
    result = run_seed(0, options)
    assert (result.code, list(result.lines())) == (0, [])


def test_the_command_prints_a_table() -> None:
    """Nothing is kept where every run held."""
    done = script("hostile", "--seed", "159", "--deadline", "30")
    assert (done.code, done.err) == (0, "")
    assert "runs with a violation                             0\n" in done.out
    assert "kept in" not in done.out


def test_the_seeds_have_every_theme() -> None:
    assert {
        theme: [make_plan(seed).assignments[0].fault.theme for seed in seeds] for theme, seeds in SEEDS.items()
    } == {theme: [theme] * len(seeds) for theme, seeds in SEEDS.items()}
    assert SEEDS.keys() == {fault.theme for fault in CATALOGUE.values()}
