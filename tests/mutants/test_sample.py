"""The sample of a report finds what was put into the server, and README.md shows what it prints."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest

from contract_tests.mutants.sample import SECOND_NIGHT, night
from scripts import sample_report
from scripts.spec.reading import load_spec
from tests.called import called

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "images" / "report.png"
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = frozenset(["createApp", "listApps", "listProviders"])
# What differs from run to run, or with the history: times and counts, where the reports lie, what was inconclusive.
VARYING = (
    (r"\d+", "N"),
    (r"(breaking|additive), .*", r"\1"),
    (r"OVERLAY=\S+", "OVERLAY"),
    (r"(verdict: [^;(]*).*", r"\1"),
)


def constant(line: str) -> str:
    for pattern, constant in VARYING:
        line = re.sub(pattern, constant, line)
    return line.strip()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a run of the rules of a few operations prints about the server of the second night."""
    folder, out = tmp_path_factory.mktemp("reports"), io.StringIO()
    night(SECOND_NIGHT, load_spec(), folder, out, OPERATIONS)
    causes = json.loads((folder / "drift.json").read_text(encoding="utf-8"))["causes"]
    assert len(causes) == 3
    return out.getvalue().splitlines()


@pytest.mark.slow
def test_the_readme_shows_what_a_run_prints(printed: list[str]) -> None:
    """Line by line, but for what differs from run to run."""
    (shown,) = re.findall(r"^```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    lines = {constant(line) for line in shown.splitlines()} - {"…"}
    assert len(lines) == 11
    assert lines - {constant(line) for line in printed} == set()


def test_the_picture_is_small() -> None:
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
    assert PICTURE.stat().st_size < 150_000


def test_without_a_browser_nothing_is_run(tmp_path: Path) -> None:
    done = called(sample_report.main, "--picture", str(tmp_path / "page.png"), PATH="")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: there is no Chromium on this machine (Debian: apt-get install chromium)\n"


@pytest.mark.slow
def test_a_picture_is_taken_of_a_page(tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, sample_report.BROWSERS)), None)
    if browser is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    page, picture = tmp_path / "page.html", tmp_path / "pictures" / "page.png"
    page.write_text("<title>a page</title><h1>a page</h1>", encoding="utf-8")
    sample_report.take(picture, browser, page)
    assert picture.read_bytes().startswith(b"\x89PNG")
