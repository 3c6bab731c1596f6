"""Checks openapi/connect.yaml: exit code 0 when it is valid, 2 when it is not or cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scripts._command import COULD_NOT, ROOT, Parser, command, complain, run

from scripts.spec.checks import read_spec, summarise
from scripts.spec.document import SpecError


@command()
def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Check the spec of the repository at `root`, print one line for each problem, return the exit code."""
    Parser(__doc__).parse_args(argv)
    try:
        print(summarise(read_spec(root / "openapi" / "connect.yaml")))
    except SpecError as error:
        complain(error.problems)
        return COULD_NOT
    return 0


if __name__ == "__main__":
    run(main)
