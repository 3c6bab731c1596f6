"""Host names of examples, made a thing's own in bodies, since a server may give a host to one thing alone."""

from __future__ import annotations

import hashlib
import re
from typing import Any

# A host below one of the domains that are kept for examples (RFC 2606); an address with a scheme or a path is none.
EXAMPLE = re.compile(r"((?:[a-z0-9-]+\.)+)(example(?:\.com|\.net|\.org)?)")
DIGITS = 10


def with_own_hosts(body: Any, path: dict[str, str]) -> Any:
    """A body with a label in each host name that tells apart the things which path parameters name."""
    text = "/".join(f"{name}={value}" for name, value in sorted(path.items()))
    return _with_label(body, hashlib.sha256(text.encode()).hexdigest()[:DIGITS])


def _with_label(value: Any, label: str) -> Any:
    match value:
        case dict():
            return {name: _with_label(one, label) for name, one in value.items()}
        case list():
            return [_with_label(one, label) for one in value]
        case str() if (found := EXAMPLE.fullmatch(value)) and label not in found[1].split("."):
            return f"{found[1]}{label}.{found[2]}"
    return value
