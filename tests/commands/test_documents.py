"""What CONTRIBUTING.md and SECURITY.md tell to run or to look at is there."""

import re

from scripts._command import ROOT

import pytest

from tests.commands.conftest import COMMANDS, script

TEXT = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "SECURITY.md"))
CODE = re.findall(r"`([^`\n]+)`", TEXT)
PATH = r"[\w.]+(/[\w.-]+)+/?"
FOLDERS = ("contract_tests", "generated", "openapi", "requirements", "scripts", "tests")


def test_targets_and_variables_are_those_of_the_makefile() -> None:
    """Every `make` line names targets and variables that there are."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    (variables,) = re.findall(r"^VARIABLES := (.*)$", makefile, re.MULTILINE)
    lines = [code.partition("=")[0].split()[1:] for code in CODE if code.startswith("make ")]
    words = {word for line in lines for word in line}
    assert len(lines) > 20
    assert words - targets - set(variables.split()) == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_options_are_those_of_the_command(name: str) -> None:
    """Every option that a line gives to a command is one of its own."""
    given = {option for code in CODE if f"scripts/{name}.py" in code for option in re.findall(r"--[a-z-]+", code)}
    if given:
        assert given - set(re.findall(r"--[a-z-]+", script(name, "--help").out)) == set()


def test_paths_are_there() -> None:
    """Every path that begins with a folder of this repository leads to a file or a folder."""
    words = {word for code in CODE for word in code.split()}
    paths = {word for word in words if re.fullmatch(PATH, word) and word.partition("/")[0] in FOLDERS}
    assert {"openapi/connect.yaml", "contract_tests/rules/"} <= paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
