"""The rules of a run under pytest, which sees nothing of what the environment would tell it."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from unittest import mock

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from contract_tests.engine.plugin import ContractPlugin, name_of_rule
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RULES = HERE.parent / "rules"
# Where Hypothesis keeps its tables of Unicode: to make them takes a tenth of a run. No case is kept there.
HYPOTHESIS = ROOT / ".hypothesis"
PLUGINS = ("schemathesis.pytest.plugin",)
LONGEST_ERROR = 300
ENDINGS = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)


def run_rules(run: Run, data: TargetData, out: TextIO) -> None:
    """Run the rules, or the one that the options name; that they could not be run is the failure of the run.

    Args:
        run: The run that they send through.
        data: The target's data.
        out: Where progress is shown.
    """
    rule = run.options.rule
    plugin = ContractPlugin(run, data, out)
    arguments = [
        str(RULES / rule_test(rule) if rule else RULES),
        f"--rootdir={ROOT}",
        f"--config-file={HERE / 'pytest.ini'}",
        *(argument for name in PLUGINS for argument in ("-p", name)),
        "-p", "no:terminal",
        "-p", "no:cacheprovider",
        "-p", "no:junitxml",
        # It collects garbage again and again at the end, which takes as long as a tenth of a run.
        "-p", "no:unraisableexception",
        "--assert=plain",
    ]  # fmt: skip
    with _undisturbed():
        code = pytest.main(arguments, plugins=[plugin])
    run.failure = run.failure or _failure(plugin, code, run.redactor.text)


def rule_test(rule: str) -> str:
    """The test that a rule is, or the tests that a group of rules is: the reverse of its name in reports."""
    module, _, function = rule.replace("-", "_").partition("/")
    return f"test_{module}.py::test_{function}" if function else f"test_{module}.py"


def rules() -> dict[str, str]:
    """What each rule holds against the API, in a sentence, by the name of the rule."""
    return {
        name_of_rule(path, function.name): (ast.get_docstring(function) or "").partition("\n")[0]
        for path in sorted(RULES.glob("test_*.py"))
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name.startswith("test_")
    }


def _failure(plugin: ContractPlugin, code: int, redacted: Callable[[str], str]) -> str | None:
    """Why the rules could not be run, or None."""
    if plugin.crashes:
        name, error = plugin.crashes[0]
        return f"the rule {name} crashed: {redacted(error)[:LONGEST_ERROR]}"
    if code not in ENDINGS:
        return f"the rules could not be run (pytest exit code {int(code)})"
    if plugin.silent:
        return f"the rule {plugin.silent[0]} neither ran nor said why not"
    return None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Nothing of pytest's variables, no plugin but ours, and the folder of Hypothesis not in the working directory."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "HYPOTHESIS_"))}
    quiet["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    set_hypothesis_home_dir(HYPOTHESIS)
    with mock.patch.dict(os.environ, quiet, clear=True):
        yield
