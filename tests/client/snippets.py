"""Runs Python as it stands in a document, where `await` may stand at the top."""

from __future__ import annotations

import ast
import asyncio
import inspect
from contextlib import ExitStack
from typing import Any

from hopae_connect import HopaeConnect


def run(names: dict[str, Any], *snippets: str) -> None:
    """Run snippets one after the other with some names given; close what each leaves as `connect`."""
    with ExitStack() as stack:
        for snippet in snippets:
            try:
                _execute(snippet, names)
            finally:
                if isinstance(connect := names.get("connect"), HopaeConnect):
                    stack.callback(connect.close)


def _execute(snippet: str, names: dict[str, Any]) -> None:
    code = compile(snippet, "a snippet", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(eval(code, names))
    else:
        exec(code, names)
