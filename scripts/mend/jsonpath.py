"""The JSONPath (RFC 9535) that proposals are written in: names and indices."""

from __future__ import annotations

import re
from typing import Any

from scripts.codegen.document import split

PLAIN_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
QUOTED = r"'(?:[^'\\]|\\.)*'"
SEGMENT = re.compile(rf"\.(?P<name>{PLAIN_NAME.pattern})|\[(?P<key>{QUOTED})\]|\[(?P<index>\d+)\]", re.ASCII)


class PathError(Exception):
    """A JSONPath that says more than proposals do; the message is one line."""


def path_to(document: Any, pointer: str) -> str:
    """The JSONPath of the value at a JSON pointer such as `#/paths` into a document."""
    path, value = "$", document
    for token in split(pointer):
        if isinstance(value, list):
            path, value = f"{path}[{token}]", value[int(token)]
        else:
            path, value = path + (f".{token}" if PLAIN_NAME.fullmatch(token) else f"[{_quoted(token)}]"), value[token]
    return path


def find(document: Any, path: str) -> tuple[Any, str | int] | None:
    """Where a path leads: the object or array with the key or index in it; None when it leads nowhere.

    Raises:
        PathError: The path is not one that proposals are written in.
    """
    place: tuple[Any, str | int] | None = ([document], 0)
    for step in _steps(path):
        if place is None:
            return None
        container, key = place
        place = _step(container[key], step)
    return place


def _steps(path: str) -> list[re.Match[str]]:
    steps, position = [], 1
    while path.startswith("$") and position < len(path):
        step = SEGMENT.match(path, position)
        if step is None:
            break
        steps.append(step)
        position = step.end()
    if not path.startswith("$") or position != len(path):
        raise PathError(f"cannot follow the target {path}")
    return steps


def _step(value: Any, step: re.Match[str]) -> tuple[Any, str | int] | None:
    if isinstance(value, list):
        index = int(step["index"] or len(value))
        return (value, index) if index < len(value) else None
    key = step["name"] or (step["key"] and _unquoted(step["key"]))
    return (value, key) if isinstance(value, dict) and key in value else None


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])
