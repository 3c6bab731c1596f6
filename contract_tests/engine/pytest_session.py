"""A pytest session within a program, which sees nothing of what the environment would tell it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Where Hypothesis keeps its tables of Unicode: to make them takes a tenth of a run. No case is kept there.
HYPOTHESIS = ROOT / ".hypothesis"
SCHEMATHESIS = "schemathesis.pytest.plugin"


def session(tests: Path | str, plugins: Sequence[object], *, by_name: Sequence[str] = ()) -> int:
    """Run tests, and return the exit code of pytest.

    Args:
        tests: A file, a folder, or a test in a file as pytest writes it.
        plugins: The plugins of the session.
        by_name: Further ones, by the names of their modules.
    """
    arguments = [
        str(tests),
        f"--rootdir={ROOT}",
        f"--config-file={HERE / 'pytest.ini'}",
        *(argument for name in by_name for argument in ("-p", name)),
        "-p", "no:terminal",
        "-p", "no:cacheprovider",
        "-p", "no:junitxml",
        # It collects garbage again and again at the end, which takes as long as a tenth of a run.
        "-p", "no:unraisableexception",
        "--assert=plain",
    ]  # fmt: skip
    with _undisturbed():
        return pytest.main(arguments, plugins=list(plugins))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Nothing of pytest's variables, no plugin but ours, and the folder of Hypothesis not in the working directory."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "HYPOTHESIS_"))}
    quiet["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    set_hypothesis_home_dir(HYPOTHESIS)
    with mock.patch.dict(os.environ, quiet, clear=True):
        yield
