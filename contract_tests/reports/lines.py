"""The line of a YAML file that a JSON pointer means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_REFERENCES = 20


class Lines:
    """Finds lines in a YAML document.

    Args:
        path: The file, which must be YAML.
    """

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8") as source:
            self._root: Any = yaml.compose(source, Loader=Loader)

    def line(self, pointer: str) -> int:
        """The line, from 1, of what a pointer means; that of the nearest parent if there is nothing any more."""
        return self._find(pointer, MOST_REFERENCES)[1]

    def _find(self, pointer: str, references_left: int) -> tuple[Any, int]:
        node, line = self._root, 1
        for token in _tokens(pointer):
            reference = _reference(node)
            if reference and references_left:
                references_left -= 1
                node, _ = self._find(reference, references_left)
            found = next((child for child in _children(node) if child[0] == token), None)
            if found is None:
                return None, line
            node, line = found[2], found[1].start_mark.line + 1
        return node, line


def _tokens(pointer: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.removeprefix("#").split("/")[1:]]


def _children(node: Any) -> Iterator[tuple[str, Any, Any]]:
    """Name, node that begins the line, and value of every member or item."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((str(index), item, item) for index, item in enumerate(node.value))


def _reference(node: Any) -> str | None:
    for name, _, value in _children(node):
        if name == "$ref" and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return None
