"""Run the contract against a server whose every write is watched, and whose answers lead a careless run astray.

A line for each drift, and one for each violation: a request that changes what the run did not make, or a run that did
not end as it should. Exit code 0 when no run was in violation, 1 when one was, 2 when the arguments are of no use.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import CommandError, Parser, command, run

from tests.harm.run import HEAD, chosen, run_all
from tests.named_runs import Options


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, make the runs, and return the exit code."""
    arguments = _parser().parse_args(argv)
    names = chosen(arguments.only)
    if not names:
        raise CommandError(f"no drift is called {' or '.join(arguments.only)}")
    folder = Path(tempfile.mkdtemp(prefix="harm-"))
    print(f"{len(names)} runs, {arguments.jobs} at a time\n{HEAD}", flush=True)
    wrong = 0
    for result in run_all(names, arguments.jobs, Options(folder, arguments.seed, arguments.keep)):
        lines = list(result.lines())
        wrong += bool(lines)
        print("\n".join([result.row(), *lines]), flush=True)
    print(f"{len(names)} runs, {wrong} with a violation")
    if wrong or arguments.keep:
        print(f"kept in {folder}")
    else:
        folder.rmdir()
    return 1 if wrong else 0


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_named_runs()
    return parser


if __name__ == "__main__":
    run(main)
