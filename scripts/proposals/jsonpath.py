"""The JSONPath (RFC 9535) that proposals are written in, names and indices alone, from and to JSON pointers."""

from __future__ import annotations

import re
from typing import Any

from scripts.proposals.overlay import OverlayError
from scripts.spec.pointers import child, split

PLAIN_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
QUOTED = r"'(?:[^'\\]|\\.)*'"
SEGMENT = re.compile(rf"\.(?P<name>{PLAIN_NAME.pattern})|\[(?P<key>{QUOTED})\]|\[(?P<index>\d+)\]", re.ASCII)


def path_to(document: Any, pointer: str) -> str:
    """The JSONPath of the value at a JSON pointer into a document."""
    path, value = "$", document
    for token in split(pointer):
        if isinstance(value, list):
            path, value = f"{path}[{token}]", value[int(token)]
        else:
            path, value = path + _segment(token), value[token]
    return path


def pointer_to(path: str) -> str:
    """The JSON pointer that says the same as a JSONPath.

    Raises:
        OverlayError: The path is not one that proposals are written in.
    """
    segments = list(SEGMENT.finditer(path))
    if path != "$" + "".join(segment[0] for segment in segments):
        raise OverlayError(f"cannot follow the target {path}")
    return child("", *map(_token, segments))


def _segment(name: str) -> str:
    if PLAIN_NAME.fullmatch(name):
        return f".{name}"
    quoted = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"


def _token(segment: re.Match[str]) -> str:
    if segment["key"]:
        return re.sub(r"\\(.)", r"\1", segment["key"][1:-1])
    return segment["name"] or segment["index"]
