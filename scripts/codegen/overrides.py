"""How the template overrides differ from the templates of the pinned generator."""

from __future__ import annotations

import difflib
from importlib.resources import files
from pathlib import Path


def overrides(templates: Path) -> str:
    """Return the differences of all overrides from upstream, one after the other by name.

    Templates that upstream does not have are additions and not a part of it.
    """
    upstream = files("openapi_python_client") / "templates"
    diffs: list[str] = []
    for path in sorted(templates.glob("*.jinja")):
        if (original := upstream / path.name).is_file():
            old, new = original.read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
            diffs += difflib.unified_diff(
                old.splitlines(), new.splitlines(), f"upstream/{path.name}", path.name, n=0, lineterm=""
            )
    return "\n".join(diffs) + "\n"
