"""The rules of a run under pytest."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

import pytest

from contract_tests.engine.bound_spec import ingredients
from contract_tests.engine.generation import generation
from contract_tests.engine.plugin import ContractPlugin, name_of_rule
from contract_tests.engine.pytest_session import session
from contract_tests.judging.looked import group_of
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData

RULES = Path(__file__).resolve().parents[1] / "rules"
# The group of rules that send generated cases.
GENERATED = "generated"
LONGEST_ERROR = 300
ENDINGS = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)


def run_rules(run: Run, data: TargetData, out: TextIO) -> None:
    """Run the rules, or the one that the options name; that they could not be run is the failure of the run.

    Args:
        run: The run that they send through.
        data: The target's data.
        out: Where progress is shown.
    """
    rule, options = run.options.rule, run.options
    generates = options.generates and (rule is None or group_of(rule) == GENERATED)
    apart = generates and options.generates_apart
    with generation(partial(ingredients, run, data), apart=apart) as generated:
        plugin = ContractPlugin(run, data, generated, out)
        code = session(RULES / rule_test(rule) if rule else RULES, [plugin])
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
