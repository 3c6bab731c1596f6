"""Every command that a document shows is one that there is, with the options and variables that there are."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from scripts._command import ROOT

import pytest

from contract_tests.judging.baseline import load_baseline
from contract_tests.sending.options import DISPOSABLES_PER_CREATOR, MAX_CREATES, REQUESTS_PER_OPERATION
from scripts.spec.reading import load_spec
from tests.called import Command, called
from tests.commands.conftest import Checkout

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OTHER_PROGRAMS = {"export", "git", "pip"}
NUMBERS = ("no", "one", "two", "three", "four", "five")


def shown() -> dict[tuple[str, ...], str]:
    """Every command after a prompt, without its comment, and the document that shows it."""
    found = {}
    for document in DOCUMENTS:
        for line in re.findall(r"^\$ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE):
            found[tuple(shlex.split(line, comments=True))] = document.name
    return found


def commands(program: str) -> Iterator[object]:
    for words, document in shown().items():
        if words[0] == program:
            yield pytest.param(words[1:], id=f"{document}: {' '.join(words[1:])}")


def test_each_command_is_make_or_a_script_or_well_known() -> None:
    assert {words[0] for words in shown()} - OTHER_PROGRAMS == {"make", ".venv/bin/python"}


@pytest.mark.parametrize("words", list(commands("make")))
def test_make_knows_target_and_variables(checkout: Checkout, words: tuple[str, ...]) -> None:
    done = checkout.make("--dry-run", *words)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("words", list(commands(".venv/bin/python")))
def test_a_script_knows_its_options(words: tuple[str, ...]) -> None:
    """Every option that is shown stands in the help."""
    command: Command = importlib.import_module(f"scripts.{Path(words[0]).stem}").main
    done = called(command, "--help")
    options = {word.partition("=")[0] for word in words if word.startswith("--")}
    assert done.code == 0
    assert options <= set(re.findall(r"--[a-z-]+", done.out))


@pytest.mark.parametrize("document", [ROOT / "README.md", ROOT / "ARCHITECTURE.md"], ids=lambda path: path.name)
def test_links_lead_to_files(document: Path) -> None:
    """A link to a file of the repository leads to one; those of the badges lead out of it."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(("https://", "../../actions/workflows/"))]
    assert len(inside) > 3
    assert [link for link in inside if not (ROOT / link).is_file()] == []


def test_badges_are_those_of_workflows_that_there_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\.\./\.\./actions/workflows/([\w.]+)/badge\.svg", readme))
    assert named == {"ci.yml", "nightly.yml"}
    assert [name for name in named if not (ROOT / ".github" / "workflows" / name).is_file()] == []


def test_the_line_of_the_contract_in_the_sample_output_is_that_of_the_field() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ((line,), (field,)) = re.findall(r"connect\.yaml:(\d+)", readme), re.findall(r"response 200 body /\*/(\w+)", readme)
    lines = (ROOT / "openapi" / "connect.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1].strip().startswith(f"{field}:")


def test_the_first_run_names_the_budgets_that_a_run_has() -> None:
    page = (ROOT / "docs" / "runs" / "first-run.md").read_text(encoding="utf-8")
    spec = load_spec()
    creators = sum(map(spec.is_disposable, spec.operations.values()))
    assert f"at most {DISPOSABLES_PER_CREATOR} for each of the {NUMBERS[creators]} operations" in page
    assert f"at most `--max-creates` ({MAX_CREATES})" in page
    assert f"in one budget of {DISPOSABLES_PER_CREATOR * creators};" in page
    most = REQUESTS_PER_OPERATION * len(spec.operations)
    assert f"at most {REQUESTS_PER_OPERATION} times the operations of the contract ({most:,})" in page


def test_the_entry_of_a_baseline_can_be_read(tmp_path: Path) -> None:
    """What the first run says of accepting a difference is an entry as it stands."""
    page = (ROOT / "docs" / "runs" / "first-run.md").read_text(encoding="utf-8")
    (entry,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    baseline = tmp_path / "contract.baseline.yaml"
    baseline.write_text(entry, encoding="utf-8")
    (accepted,) = load_baseline(baseline)
    assert accepted.operation in load_spec().operations
