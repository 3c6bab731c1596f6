"""How parameters, headers and forms are written in a request or an answer, with what OpenAPI takes for granted."""

from __future__ import annotations

from typing import Any

from scripts.spec.media_types import JSON, is_json
from scripts.spec.operations import Part
from scripts.spec.pointers import child
from scripts.spec.schemas import MergedSchema

STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def media_types(part: Part) -> dict[str, Part]:
    """Return the content by media type, in small letters and without what says nothing."""
    return {media_type(name): content for name, content in part.parts("content").items()}


def media_type(name: str) -> str:
    """Return a media type in small letters and without what says nothing."""
    words = [word.strip().lower() for word in name.split(";")]
    # JSON is always UTF-8.
    return "; ".join(word for word in words if not (is_json(name) and word.startswith("charset=")))


def style(value: dict[str, Any]) -> str:
    """Return how the values of a parameter or a header are written."""
    if "content" in value:
        return ", ".join(map(media_type, value["content"]))
    style = value.get("style", STYLES.get(value.get("in", "header")))
    explode = value.get("explode", style == "form")
    reserved = ", reserved" if value.get("allowReserved") else ""
    return f"{style}{', explode' if explode else ''}{reserved}"


def encoding(part: Part, fields: dict[str, MergedSchema]) -> dict[str, dict[str, Any]]:
    """Return how the fields of a form are serialised, where it is not as fields of their type are anyway."""
    if "encoding" not in part.value:
        return {}
    found: dict[str, dict[str, Any]] = part.document.expanded(child(part.pointer, "encoding"))
    usual = {name: _content_type(fields[name].types) if name in fields else "" for name in found}
    return {
        name: {key: value for key, value in one.items() if value not in (False, {}, usual[name])}
        for name, one in found.items()
    }


def _content_type(types: frozenset[str] | None) -> str:
    """Return the media type of a field of a form, which follows from its type."""
    if types == frozenset({"object"}):
        return JSON
    return "text/plain" if types and not types & {"object", "array"} else ""
