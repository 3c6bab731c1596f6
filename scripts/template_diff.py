"""Write down how the template overrides differ from the templates of the pinned generator, or check that."""

from __future__ import annotations

import argparse
import difflib
import sys
from importlib.resources import files
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "codegen" / "templates"
RECORD = TEMPLATES / "overrides.diff"


def overrides(templates: Path) -> str:
    """Return the differences of all overrides from upstream, one after the other by name.

    Templates that upstream does not have are additions and not a part of it.
    """
    upstream = files("openapi_python_client") / "templates"
    diffs: list[str] = []
    for path in sorted(templates.glob("*.jinja")):
        if (original := upstream / path.name).is_file():
            old, new = original.read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
            lines = difflib.unified_diff(
                old.splitlines(), new.splitlines(), f"upstream/{path.name}", path.name, n=0, lineterm=""
            )
            diffs += lines
    return "\n".join(diffs) + "\n"


def main(arguments: list[str]) -> int:
    """Return 0, or 1 when `--check` finds that the record is not what it would become."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something would change")
    current = overrides(TEMPLATES)
    if not parser.parse_args(arguments).check:
        RECORD.write_text(current, encoding="utf-8", newline="\n")
        return 0
    recorded = RECORD.read_text(encoding="utf-8")
    for line in difflib.unified_diff(recorded.splitlines(), current.splitlines(), "recorded", "now", lineterm=""):
        print(line)
    return int(recorded != current)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
