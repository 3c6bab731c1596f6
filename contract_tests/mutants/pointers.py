"""JSON pointers, written to."""

from __future__ import annotations

from typing import Any

from contract_tests.drift.pointers import get


def put(document: Any, pointer: str, value: Any) -> Any:
    """`document` with `value` at a pointer whose parent is there; unchanged where the parent is not."""
    parent, name = _split(document, pointer)
    if isinstance(parent, dict):
        parent[name] = value
    return document


def drop(document: Any, pointer: str) -> Any:
    """`document` without what stands at a pointer."""
    parent, name = _split(document, pointer)
    if isinstance(parent, dict):
        parent.pop(name, None)
    return document


def _split(document: Any, pointer: str) -> tuple[Any, str]:
    above, _, name = pointer.rpartition("/")
    return get(document, above), name
