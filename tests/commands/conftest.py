"""Commands as a user starts them: real processes, from the root of the repository."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts._command import ROOT

import pytest

COMMANDS = sorted(path.stem for path in (ROOT / "scripts").glob("*.py") if not path.stem.startswith("_"))


@dataclass(frozen=True)
class Done:
    """What a process left: its exit code and what it printed."""

    code: int
    out: str
    err: str


# What a make around the tests hands on.
MAKE = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "VENV", "TARGET", "PORT", "REPORTS", "REPORT", "OVERLAY"}
MAKE |= {"FINDING", "FINDINGS", "PAGES", "VENDOR_OPENAPI", "BASE"}


def process(*command: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Done:
    """Run a process to its end, in an environment that names no target."""
    clean = {name: value for name, value in os.environ.items() if name not in MAKE and not name.startswith("CONNECT_")}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean | dict(environment or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def script(name: str, *arguments: str | Path) -> Done:
    """Run a command of this repository."""
    return process(sys.executable, f"scripts/{name}.py", *arguments)


def shell(line: str, *arguments: str | Path, cwd: Path = ROOT) -> Done:
    """Run a line of bash, with the arguments as $1, $2 and so on."""
    return process("bash", "-c", line, "bash", *arguments, cwd=cwd)


@dataclass(frozen=True)
class Checkout:
    """A folder with the Makefile and an environment whose `python` runs another program."""

    root: Path

    def make(self, *arguments: str, **environment: str) -> Done:
        """Run make with arguments; environment variables by keyword."""
        return process("make", *arguments, cwd=self.root, environment=environment)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Lay out the Makefile with a `python` that prints its arguments, one a line, in brackets."""
    return lay_out(tmp_path, """#!/bin/bash\nprintf '<%s>\\n' "$@"\n""")


def lay_out(folder: Path, python: str) -> Checkout:
    """Lay out the Makefile and an environment that counts as installed."""
    root = folder / "checkout"
    bin_folder = root / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    made_from = [str(path.relative_to(ROOT)) for path in (ROOT / "requirements").iterdir()]
    (root / "requirements").mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt", *made_from):
        (root / name).write_bytes((ROOT / name).read_bytes())
        os.utime(root / name, (0, 0))
    (bin_folder / "python").write_text(python, encoding="utf-8")
    (bin_folder / "python").chmod(0o755)
    (root / ".venv" / ".installed").touch()
    return Checkout(root)
