"""Reads a CHANGELOG in the manner of Keep a Changelog."""

from __future__ import annotations

import re


def has_entry(text: str, version: str) -> bool:
    """Return whether a version has a heading such as `## [1.2.3] - 2026-01-31` with words below it."""
    heading = re.compile(rf"## \[?{re.escape(version)}\]?(?:[ \t].*)?")
    inside = False
    for line in text.splitlines():
        if line.startswith("## "):
            inside = heading.fullmatch(line.rstrip()) is not None
        elif inside and line.strip() and not line.startswith(("#", "[")):
            return True
    return False
