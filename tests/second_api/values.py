"""The values that the library holds: JSON objects, tokens and timestamps."""

import secrets
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


def merge(target: Json, changes: Json) -> None:
    """Merge changes into an object, deep inside objects; arrays are replaced as a whole."""
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(target.get(name), dict):
            merge(target[name], value)
        else:
            target[name] = deepcopy(value)


def new_token() -> str:
    return f"feed_{secrets.token_hex(12)}"


def timestamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
