"""A request as it came, the answer that is being made to it, and how moments are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PREFIX = "/connect/v1"


@dataclass
class Request:
    """A request as it came; `segments` are the decoded parts of its path below the prefix."""

    number: int
    method: str
    raw_path: str
    segments: list[str]
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    operation: str = ""


@dataclass
class Answer:
    """An answer to come. `raw` replaces the JSON of `body`; a lost one closes the connection."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    media_type: str = "application/json"
    delay: float = 0.0
    lost: bool = False
    replayed: bool = False


def iso(moment: datetime | None = None) -> str:
    """A moment as the API writes it."""
    return (moment or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
