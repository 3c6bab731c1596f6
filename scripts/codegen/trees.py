"""Compares and replaces folders of generated files."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHOWN_DIFFERENCES = 10
SHOWN_LINES = 20


@dataclass(frozen=True)
class Difference:
    """A file that is missing, extra or changed in a folder; `name` is its path there."""

    kind: str
    name: str


def compare(expected: Path, actual: Path) -> list[Difference]:
    """Return how `actual` differs from `expected`, by name; compiled modules do not count."""
    wanted, present = _files(expected), _files(actual)
    found = [Difference("missing", name) for name in wanted.keys() - present.keys()]
    found += [Difference("extra", name) for name in present.keys() - wanted.keys()]
    found += [
        Difference("changed", name)
        for name in wanted.keys() & present.keys()
        if wanted[name].read_bytes() != present[name].read_bytes()
    ]
    return sorted(found, key=lambda difference: difference.name)


def report(differences: list[Difference], expected: Path, actual: Path) -> Iterator[str]:
    """Yield lines that name the first differences and show how the first one looks."""
    for difference in differences[:SHOWN_DIFFERENCES]:
        yield f"  {difference.kind}: {difference.name}"
    if len(differences) > SHOWN_DIFFERENCES:
        yield f"  and {len(differences) - SHOWN_DIFFERENCES} more"
    name = differences[0].name
    lines = difflib.unified_diff(_lines(actual / name), _lines(expected / name), name, f"{name}, fresh", lineterm="")
    for count, line in enumerate(lines):
        if count == SHOWN_LINES:
            yield "..."
            break
        yield line


def replace(target: Path, fresh: Path) -> None:
    """Put a copy of the folder `fresh` in the place of `target`; what stood there stays until the copy is whole."""
    target.parent.mkdir(exist_ok=True)
    staged, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    for leftover in (staged, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(fresh, staged)
    if target.exists():
        target.rename(old)
    staged.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _files(folder: Path) -> dict[str, Path]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
