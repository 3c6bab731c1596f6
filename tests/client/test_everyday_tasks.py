"""Everyday tasks take no more lines and imports with our client than in the style of well-known ones."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.client.conftest import Mock
from tests.client.snippets import run

TASKS = yaml.safe_load((Path(__file__).parent / "everyday_tasks.yaml").read_text(encoding="utf-8"))
EACH = pytest.mark.parametrize("task", [pytest.param(task, id=task["task"]) for task in TASKS])


def lines(code: str) -> int:
    return len([line for line in code.splitlines() if line.strip()])


def imports(code: str) -> int:
    tree = compile(code, "task", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree))


@pytest.mark.slow
@EACH
def test_a_task_runs_against_the_mock(task: dict[str, Any], mock: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT_API_KEY", mock.key)
    monkeypatch.setenv("CONNECT_BASE_URL", mock.base_url)
    run({}, task["ours"])


@EACH
def test_a_task_takes_no_more_lines_and_imports_than_elsewhere(task: dict[str, Any]) -> None:
    assert lines(task["ours"]) <= lines(task["theirs"])
    assert imports(task["ours"]) <= imports(task["theirs"])


def test_there_are_twelve_tasks() -> None:
    assert len({task["task"] for task in TASKS}) == 12
