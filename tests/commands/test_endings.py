"""How a command ends: in one line, in one of three exit codes, and quietly when nobody reads what it prints."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from scripts._command import ROOT

import pytest

from tests.commands.conftest import Done, lay_out, process, script, shell

# A command whose main does one thing.
FAILING = """
import sys
import time
from scripts._command import CommandError, command, run
from scripts.spec.document import SpecError

@command(LookupError)
def main():
    {}
    return 0

run(main)
"""


def ending(body: str) -> Done:
    """Run a command whose main is one statement."""
    return process(sys.executable, "-c", FAILING.format(body))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("raise CommandError('it is broken')", "it is broken"),
        ("raise LookupError('known to this command')", "known to this command"),
        ("raise CommandError('first\\nsecond')", "first"),
        ("raise SpecError(['a: first', 'b: second', 'c: third'])", "a: first (and 2 more)"),
        ("open('/nowhere/at/all')", "/nowhere/at/all: No such file or directory"),
        ("raise OSError('a word')", "a word"),
        ("raise KeyboardInterrupt", "interrupted"),
    ],
)
def test_what_cannot_be_done_is_one_line(body: str, line: str) -> None:
    """What a command cannot do is one line on stderr and exit code 2."""
    assert ending(body) == Done(2, "", f"error: {line}\n")


def test_unforeseen_exception_is_no_difference() -> None:
    """An exception that nobody foresaw is one line without the key, and exit code 2: 1 would mean a difference."""
    key = "import os; os.environ['CONNECT_API_KEY'] = 'sk_workspace_test_c4n4ry-0f-4-k3y'; "
    done = ending(f"{key}raise RuntimeError('oh ' + os.environ['CONNECT_API_KEY'])")
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"error: this should not happen: RuntimeError at \S+:\d+: oh \[redacted\]\S*\n", done.err)
    assert "c4n4ry" not in done.err


def test_missing_stream_is_no_error() -> None:
    """A command that was started without stdout does its work all the same."""
    done = shell(f'{sys.executable} -c "$1" >&-', FAILING.format("print('nobody reads this')"))
    assert done == Done(0, "", "")


@pytest.mark.slow
def test_missing_file_is_one_line(tmp_path: Path) -> None:
    """A file that cannot be read is named in one line."""
    done = script("docs_drift", "--vendor-openapi", tmp_path / "none.json", "--pages", tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"{tmp_path}/none.json" in done.err


@pytest.mark.slow
def test_closed_pipe_ends_quietly() -> None:
    """A command whose output nobody reads ends as it would have ended, without a word."""
    done = shell(f"{sys.executable} scripts/regenerate.py --help | true; exit ${{PIPESTATUS[0]}}")
    assert done == Done(0, "", "")
    done = shell(f"{sys.executable} scripts/check_spec.py --nonsense 2>&1 | true; exit ${{PIPESTATUS[0]}}")
    assert done == Done(2, "", "")


@pytest.mark.slow
def test_make_into_a_closed_pipe_leaves_all_reports(tmp_path: Path) -> None:
    """A contract run of which one line is read goes on without a word, and leaves the reports of a whole run."""
    checkout = lay_out(tmp_path, f'#!/bin/bash\nexec {sys.executable} "$@"\n')
    (checkout.root / "scripts").symlink_to(ROOT / "scripts")
    done = shell("make contract 2>&1 | head -1; exit ${PIPESTATUS[0]}", cwd=checkout.root)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("mock http://127.0.0.1:")
    assert done.out.count("\n") == 1
    reports = checkout.root / "reports"
    report = json.loads((reports / "drift.json").read_text(encoding="utf-8"))
    assert (report["verdict"], report["findings"]) == ("conforms", [])
    assert {"drift.html", "drift.md", "drift.har", "junit.xml"} <= {path.name for path in reports.iterdir()}


@pytest.mark.slow
def test_interrupted_command_is_one_line(tmp_path: Path) -> None:
    """Ctrl-C ends a command in one line and exit code 2."""
    overlay = tmp_path / "overlay.yaml"
    os.mkfifo(overlay)
    command = [sys.executable, "scripts/adopt.py", "--overlay", str(overlay), "0123456789ab"]
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as adopt,
        # Opening waits until the command reads, and then the command waits for what is never written.
        overlay.open("w"),
    ):
        adopt.send_signal(signal.SIGINT)
        output, errors = adopt.communicate(timeout=60)
    assert (adopt.returncode, output, errors) == (2, "", "error: interrupted\n")


INTERRUPTED_AT = """
import os, runpy, signal, sys

INTERRUPTED = sys.argv[1]

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == INTERRUPTED:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.slow
@pytest.mark.parametrize("module", ["scripts._command", "yaml", "contract_tests.engine.session"])
def test_interrupt_while_a_command_imports_leaves_no_traceback(module: str) -> None:
    """Ctrl-C is no error of the program's, however early it comes."""
    command = [sys.executable, "-c", INTERRUPTED_AT, module, str(ROOT / "scripts" / "contract.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
