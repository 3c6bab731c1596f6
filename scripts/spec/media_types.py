"""Media types as documents and headers write them."""

from __future__ import annotations

JSON = "application/json"


def essence(header: str) -> str:
    """A media type without its parameters, in lower case; empty for an empty header."""
    return header.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type stands for JSON, `application/problem+json` among others."""
    return essence(media_type).endswith(("/json", "+json"))
