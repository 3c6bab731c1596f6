"""The making of the cases of a run, which takes long: in a process of its own beside the rules, or when asked for."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import IO

from contract_tests.engine.generating import GeneratedCase, Ingredients, make

PROGRAM = "from contract_tests.engine.generating import main; main()"
# What another process has no need to know.
OURS = "CONNECT_"
LONGEST_ERROR = 300


class Generation:
    """The generated cases of a run, by operation: `generation.cases("listApps")`.

    Args:
        made: Gives all of them; asked once, and not before it has to be.
    """

    def __init__(self, made: Callable[[], list[GeneratedCase]]) -> None:
        self._made = made

    def cases(self, operation_id: str) -> list[GeneratedCase]:
        """The cases of an operation, as soon as they are there.

        Raises:
            RuntimeError: They could not be made.
        """
        return self._by_operation[operation_id]

    @cached_property
    def _by_operation(self) -> dict[str, list[GeneratedCase]]:
        found = defaultdict(list)
        for case in self._made():
            found[case.operation].append(case)
        return found


@contextmanager
def generation(find: Callable[[], Ingredients], *, apart: bool) -> Iterator[Generation]:
    """Make the cases of a run.

    Args:
        find: Finds out what they are made of.
        apart: Whether a process of its own makes them, from now on.
    """
    if not apart:
        yield Generation(lambda: make(find()))
        return
    # Files, so that neither process waits for the other one to read.
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as said:
        pickle.dump(find(), asked)
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=asked,
            stdout=made,
            stderr=said,
            env={name: value for name, value in os.environ.items() if not name.startswith(OURS)},
            # Ctrl-C is for the run, which ends this.
            start_new_session=True,
        )
        try:
            yield Generation(lambda: _made_by(process, made, said))
        finally:
            process.kill()
            process.wait()


def _made_by(process: subprocess.Popen[bytes], made: IO[bytes], said: IO[bytes]) -> list[GeneratedCase]:
    if code := process.wait():
        said.seek(0)
        error = said.read().decode("utf-8", "replace").strip()[-LONGEST_ERROR:]
        raise RuntimeError(f"no cases were generated (exit code {code}): {error}")
    made.seek(0)
    found: list[GeneratedCase] = pickle.load(made)
    return found
