"""Reports to be read cold: what is drawn, and what the command writes."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from contract_tests.mutants.catalogue import catalogue
from contract_tests.mutants.mutant import HARMLESS
from scripts.cold_reading import TRUTH, draw
from scripts.spec.reading import load_spec

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "scripts/cold_reading.py"]


def test_drifts_of_as_many_kinds_are_drawn_and_the_same_with_the_same_seed() -> None:
    every = catalogue(load_spec())
    drawn = draw(every, 15, Random(3))
    assert len({one.kind for one in drawn}) == 15
    assert not any(one.unseen or one.kind == HARMLESS for one in drawn)
    assert [one.name for one in drawn] == [one.name for one in draw(every, 15, Random(3))]
    assert [one.name for one in drawn] != [one.name for one in draw(every, 15, Random(4))]


def test_more_drifts_than_kinds_are_all_different() -> None:
    every = [one for one in catalogue(load_spec()) if one.kind in ("paging", "keys")]
    assert len({one.name for one in draw(every, 10, Random(1))}) == 10
    assert len(draw(every, 10_000, Random(1))) == sum(not one.unseen for one in every)


def test_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, tmp_path], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (2, f"error: {tmp_path} is there; name a folder that is not\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_each_report_says_which_change_to_read_and_the_truth_stands_apart(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    done = subprocess.run(
        [*COMMAND, folder, "--reports", "2"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert sorted(one.name for one in folder.iterdir()) == ["01.md", "02.md", TRUTH]
    for told in json.loads((folder / TRUTH).read_text(encoding="utf-8")):
        text = (folder / told["report"]).read_text(encoding="utf-8")
        assert text.startswith(f"Read change {told['change']}: {told['sentence']}\n")
        assert told["drift"] not in text
        assert told["sentence"] in text
