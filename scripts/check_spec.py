"""Checks openapi/connect.yaml: exit code 0 when it is valid, 1 when it is not, 2 when it cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.codegen.document import SpecError
from scripts.codegen.spec import read_spec, summarise

ROOT = Path(__file__).resolve().parent.parent


def main(root: Path) -> int:
    """Check the spec of the repository at `root`, print one line for each problem, return the exit code."""
    try:
        print(summarise(read_spec(root / "openapi" / "connect.yaml")))
    except SpecError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(ROOT))
