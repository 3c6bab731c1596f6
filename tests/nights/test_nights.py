"""Ordinary nights raise no alarm, and dishonest ones do not look well; `make nights` lives through all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.conftest import script
from tests.named_runs import Options
from tests.nights.run import chosen, play

pytestmark = pytest.mark.slow

FAST = ("--rate", "1000", "--settle-timeout", "5")


def _violations(folder: Path, kind: str, name: str) -> list[str]:
    (scenario,) = chosen(kind, [name])
    return [line for result in play(scenario, Options(folder, arguments=FAST)) for line in result.lines()]


@pytest.mark.parametrize(
    "name",
    [
        "gateway without a body",
        "foreign tests of the same title",
        "apps and tests change places between any two requests",
    ],
)
def test_an_ordinary_night_raises_no_alarm(tmp_path: Path, name: str) -> None:
    assert _violations(tmp_path, "harmless", name) == []


@pytest.mark.parametrize(
    "name",
    [
        "a maintenance page at preflight",
        "the issue's two nights: nothing settles on the second",
        "every creation breaks the connection",
    ],
)
def test_a_dishonest_night_does_not_look_well(tmp_path: Path, name: str) -> None:
    assert _violations(tmp_path, "dishonest", name) == []


def test_another_exit_code_than_expected_is_a_violation(tmp_path: Path) -> None:
    (scenario,) = chosen("dishonest", ["a key with a tab"])
    (act,) = scenario.acts
    hopeful = replace(scenario, acts=(replace(act, expect=replace(act.expect, exits=frozenset({0}))),))
    (result,) = play(hopeful, Options(tmp_path))
    assert [line.partition(":")[0] for line in result.violations] == ["exit 2, expected 0"]


def test_the_command_prints_a_table() -> None:
    """Nothing is kept where every night was judged as it should be."""
    done = script("nights", "dishonest", "--only", "a key with a tab")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("1 nights, 1 runs, 0 violations\n")


def test_a_name_of_no_night_is_an_error() -> None:
    done = script("nights", "harmless", "--only", "no such night")
    assert (done.code, done.out, done.err) == (2, "", "error: no night of this set is called no such night\n")
