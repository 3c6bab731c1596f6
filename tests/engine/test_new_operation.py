"""An operation more costs what its page says: its part of the spec, its handler in the mock, a new client."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.spec.reading import load_spec
from tests.codegen.files import edit
from tests.partial_contract import FIRST_OPERATIONS, ROOT, modules_of, partial_checkout

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "project" / "add-an-operation.md").read_text(encoding="utf-8")
PATH, SCHEMA, TAG, HANDLER = re.findall(r"^```(?:yaml|python)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the repository with a few operations, and the simplest one before them in its spec."""
    root = partial_checkout(tmp_path / "checkout", FIRST_OPERATIONS)
    spec, handlers = root / "openapi" / "connect.yaml", root / "contract_tests" / "mock" / "_handlers.py"
    edit(spec, "\npaths:\n", f"\npaths:\n{PATH}")
    edit(spec, "\n  schemas:\n", f"\n  schemas:\n{SCHEMA}")
    edit(spec, "\ntags:\n", f"\ntags:\n{TAG}")
    handlers.write_text(handlers.read_text(encoding="utf-8") + f"\n{HANDLER}", encoding="utf-8")
    for command in ("check_spec", "regenerate"):
        run(root, command)
    return root


def run(root: Path, command: str, *arguments: str) -> None:
    """Run a command of a copy, which has to succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONNECT_")}
    done = subprocess.run(
        [sys.executable, f"scripts/{command}.py", *arguments],
        cwd=root,
        env=environment | modules_of(root),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_new_operation_is_judged_like_the_others(checkout: Path) -> None:
    """The run conforms with every rule exercised, and the new operation was seen, by the generated client too."""
    run(checkout, "contract", "--seed", "1")
    report = json.loads((checkout / "reports" / "drift.json").read_text(encoding="utf-8"))
    assert (report["verdict"], report["inconclusive"]) == ("conforms", [])
    exercised = report["exercised"]
    operations = set(load_spec(checkout / "openapi" / "connect.yaml").operations)
    assert {entry["operation"] for entry in exercised} == operations
    assert {entry["operation"] for entry in exercised if entry["rule"].startswith("client/")} == operations
