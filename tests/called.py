"""A command of this repository, called in this process: for what it does, where the process is not the point.

    done = called(contract.main, "--rule", "paging", CONNECT_API_KEY=KEY)
    assert (done.code, done.out) == (0, "…")

Its modules are imported once for many tests. The commands as processes of their own are in `tests/commands`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest import mock

Command = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Called:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def output(self) -> str:
        """All that it printed."""
        return self.out + self.err


def called(main: Command, *arguments: str, **environment: str) -> Called:
    """Call a command with arguments, in an environment that names no target but what is given by keyword."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CONNECT_")}
    out, err = io.StringIO(), io.StringIO()
    with mock.patch.dict(os.environ, clean | environment, clear=True), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as ended:
            # How a usage error and --help end.
            code = int(ended.code or 0)
    return Called(code, out.getvalue(), err.getvalue())
