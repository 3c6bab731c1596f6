"""Run the contract through ordinary nights, which must raise no alarm, and dishonest ones, which must not look well.

A line for each violation, a table at the end. Exit code 0 when every night was judged as it should be, 1 when one
was in violation, 2 when the arguments are of no use.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import CommandError, Parser, command, run

from tests.named_runs import Options
from tests.nights.run import SETS, Result, chosen, run_all, table


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, live through the nights, and return the exit code."""
    arguments = _parser().parse_args(argv)
    scenarios = chosen(arguments.set, arguments.only)
    if not scenarios:
        raise CommandError(f"no night of this set is called {' or '.join(arguments.only)}")
    folder = Path(tempfile.mkdtemp(prefix="nights-"))
    print(f"{len(scenarios)} nights, {arguments.jobs} at a time", flush=True)
    results: list[Result] = []
    for result in run_all(scenarios, arguments.jobs, Options(folder, arguments.seed, arguments.keep)):
        results.append(result)
        for line in result.lines():
            print(line, flush=True)
    print(table(results))
    wrong = sum(len(result.violations) for result in results)
    print(f"{len(scenarios)} nights, {len(results)} runs, {wrong} violations")
    if wrong or arguments.keep:
        print(f"kept in {folder}")
    else:
        folder.rmdir()
    return 1 if wrong else 0


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_argument("set", choices=[*SETS, "both"], help="which nights")
    parser.add_named_runs("nights")
    return parser


if __name__ == "__main__":
    run(main)
