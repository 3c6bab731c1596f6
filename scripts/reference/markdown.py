"""Small parts of Markdown pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, with an empty one after it; none without rows."""
    lines = [_row(row) for row in rows]
    return [_row(columns), _row(["---"] * len(columns)), *lines, ""] if lines else []


def code(text: object) -> str:
    """A text as code, which no table and no markup takes for anything else."""
    return f"`{str(text).replace('`', '')}`"


def flow(value: Any) -> str:
    """A value as YAML in one line."""
    dumped: str = yaml.safe_dump(value, default_flow_style=True, width=10**6, sort_keys=False, allow_unicode=True)
    return dumped.removesuffix("...\n").strip()


def text(value: object) -> str:
    """A text of the contract in one line."""
    return " ".join(str(value).split())


def page(title: str, *parts: Iterable[str]) -> str:
    """A page of a title and the lines of its parts."""
    return "\n".join([f"# {title}", "", *(line for part in parts for line in part)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
