"""The walls between the rooms are checked, and each of them is seen to stand."""

import os
import shutil
import sys
from pathlib import Path

from scripts._command import ROOT

import pytest

from tests.commands.conftest import Done, process

SPEC, JUDGING, REPORTS = "scripts.spec", "contract_tests.judging", "contract_tests.reports"
SENDING, TARGET, ENGINE = "contract_tests.sending", "contract_tests.target", "contract_tests.engine"
RULES, DOCS, MOCK, MUTANTS = (f"contract_tests.{name}" for name in ("rules", "docs", "mock", "mutants"))
CODEGEN, CHANGES, PROPOSALS, NIGHTLY, REFERENCE = (
    f"scripts.{name}" for name in ("codegen", "changes", "proposals", "nightly_run", "reference")
)
CLIENT = "hopae_connect"

# What each room may import.
MAY_IMPORT = {
    SPEC: set(),
    JUDGING: {SPEC},
    SENDING: {SPEC, JUDGING},
    TARGET: {SPEC, JUDGING, SENDING},
    ENGINE: {SPEC, JUDGING, SENDING, TARGET, REPORTS},
    RULES: {SPEC, JUDGING, SENDING, TARGET, CLIENT},
    MUTANTS: {SPEC, JUDGING, SENDING, TARGET, ENGINE, RULES, REPORTS, DOCS, MOCK},
    DOCS: {SPEC, JUDGING},
    REPORTS: {SPEC, JUDGING, PROPOSALS},
    MOCK: set(),
    CODEGEN: {SPEC},
    CHANGES: {SPEC, CODEGEN},
    PROPOSALS: {SPEC, JUDGING},
    NIGHTLY: {SPEC, JUDGING, REPORTS},
    REFERENCE: {SPEC, JUDGING, DOCS, CODEGEN},
    CLIENT: set(),
}
ROOMS = set(MAY_IMPORT)
NEW = "imported_by_the_tests"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the code, with an empty new module in every room."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("contract_tests", "scripts", "generated"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        module(tmp_path, f"{room}.{NEW}").touch()
    return tmp_path


def module(checkout: Path, name: str) -> Path:
    """The file of a module of the copy."""
    root = checkout / "generated" if name.startswith(CLIENT) else checkout
    return root / f"{name.replace('.', '/')}.py"


def lint(checkout: Path) -> Done:
    """Check the imports of the copy."""
    path = os.pathsep.join([str(checkout), str(checkout / "generated")])
    linter = Path(sys.executable).with_name("lint-imports")
    # A wide terminal, so that no line is broken.
    environment = {"PYTHONPATH": path, "COLUMNS": "200"}
    return process(linter, "--no-logo", "--no-cache", cwd=checkout, environment=environment)


def test_every_room_is_known() -> None:
    """A new folder of code needs a line in pyproject.toml and here."""
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for part in ("contract_tests", "scripts")
        for path in (ROOT / part).glob("*/__init__.py")
    }
    assert found | {CLIENT} == ROOMS


def test_allowed_imports_are_kept(checkout: Path) -> None:
    """A room may import what ARCHITECTURE.md says, and a command may import every room."""
    for room, others in MAY_IMPORT.items():
        text = "".join(f"import {other}.{NEW}\n" for other in others)
        module(checkout, f"{room}.{NEW}").write_text(text, encoding="utf-8")
    text = "".join(f"import {room}.{NEW}\n" for room in ROOMS) + "import scripts._command\nimport tests.anything\n"
    module(checkout, "scripts.new_command").write_text(text, encoding="utf-8")
    done = lint(checkout)
    assert (done.code, done.err) == (0, ""), done.out


def test_every_other_import_is_caught(checkout: Path) -> None:
    """Whatever else a room imports is named: another room, a command, a test."""
    forbidden = {(room, f"{other}.{NEW}") for room in ROOMS for other in ROOMS - MAY_IMPORT[room] - {room}}
    forbidden |= {(room, other) for room in ROOMS for other in ("scripts.contract", "scripts._command", "tests")}
    for room in ROOMS:
        text = "".join(f"import {imported}\n" for importer, imported in forbidden if importer == room)
        module(checkout, f"{room}.{NEW}").write_text(text, encoding="utf-8")
    done = lint(checkout)
    assert done.code == 1
    assert {pair for pair in forbidden if f"- {pair[0]}.{NEW} -> {pair[1]} (l." not in done.out} == set()


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("contract_tests.rules.test_paging", "contract_tests.rules.test_creation"),
        ("contract_tests.rules.shared", "contract_tests.rules.test_creation"),
        ("contract_tests.rules.test_paging", "contract_tests.engine.session"),
        ("contract_tests.mock._app", "scripts.spec.pointers"),
        ("contract_tests.judging.exchange", "contract_tests.mock"),
        ("hopae_connect._client", "scripts.spec.pointers"),
    ],
)
def test_bad_import_of_a_module_is_caught(checkout: Path, importer: str, imported: str) -> None:
    """One import in one module is enough, also of one rule by another."""
    with module(checkout, importer).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")
    done = lint(checkout)
    assert done.code == 1
    assert f"- {importer} -> {imported} (l." in done.out
