"""The search for secrets in what a run leaves behind, through every encoding that the issue names.

found(Path("report").read_bytes(), Canaries(7).all)   # ["the workspace key"]
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from tests.hostile.canaries import Secret

FRAGMENT_LENGTH = 20
"""As much of a secret's forty characters is a leak, from its start or from its end: texts get cut."""

LAYERS = 4
"""What the server nested twice, a report can have nested twice more."""

SEARCHED_BYTES = 30_000_000
ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})")
BASE64_RUN = re.compile(r"[A-Za-z0-9+/_-]{24,}")


def found(data: bytes, secrets: Iterable[Secret]) -> list[str]:
    """The labels of the secrets that stand in the data, in any encoding."""
    texts = [view.lower() for view in views(data[:SEARCHED_BYTES].decode("utf-8", "replace"))]
    return [secret.label for secret in secrets if any(needle in text for needle in _needles(secret) for text in texts)]


def found_in(folder: Path, secrets: list[Secret]) -> Iterator[str]:
    """A line for each file under the folder, or name of one, that shows a secret."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        data = _start_of(path) if path.is_file() and not path.is_symlink() else b""
        for label in found(name.encode(errors="replace") + b"\n" + data, secrets):
            yield f"{label} in {name}"


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SEARCHED_BYTES)


def _needles(secret: Secret) -> list[str]:
    part = secret.part.lower()
    return [part[:FRAGMENT_LENGTH], part[-FRAGMENT_LENGTH:]]


def views(text: str) -> list[str]:
    """The text, what is left of it when escapes are undone again and again, and what its base64 says."""
    plain = list(_unescaped(text))
    result = [*plain]
    for view in plain:
        packed = _from_base64(view)
        result += _unescaped(packed)
        result += _unescaped(_from_base64("\n".join(_unescaped(packed))))
    return [view for view in dict.fromkeys(result) if view]


def _unescaped(text: str) -> Iterator[str]:
    for _ in range(LAYERS):
        yield text
        undone = unquote(html.unescape(ESCAPE.sub(_character, text)), errors="replace")
        if undone == text:
            return
        text = undone
    yield text


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16))


def _from_base64(text: str) -> str:
    """Every run that could be base64, decoded from each of its first four characters."""
    return "\n".join(_decoded(run[start:]) for run in set(BASE64_RUN.findall(text)) for start in range(4))


def _decoded(run: str) -> str:
    whole = run[: len(run) // 4 * 4].replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(whole).decode("latin-1")
    except binascii.Error:
        return ""
