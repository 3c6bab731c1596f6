"""Run the contract against the second API of the tests: its faithful server, and its server with each drift.

A line for each false alarm, harm and drift that no finding names, a table at the end. Exit code 0 when the faithful
server conforms and every drift is named that is not subtle, 1 when not, 2 when the arguments are of no use.
"""

from __future__ import annotations

import fnmatch
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import CommandError, Parser, command, run

from scripts.codegen.project import GenerationError
from tests.second_api.drifts import DRIFTS
from tests.second_api.run import FAITHFUL, Result, prepare, run_all, table


@command(GenerationError)
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, make the runs, and return the exit code."""
    arguments = _parser().parse_args(argv)
    names = _chosen(arguments.only)
    if not names:
        raise CommandError(f"no drift is called {' or '.join(arguments.only)}")
    folder = Path(tempfile.mkdtemp(prefix="second-api-"))
    prepared = prepare(folder / "prepared")
    print(f"{len(names)} runs, {arguments.jobs} at a time", flush=True)
    results: list[Result] = []
    for result in run_all(names, arguments.jobs, prepared, arguments.seed):
        results.append(result)
        for line in result.lines():
            print(line, flush=True)
    print(table(results))
    drifts = [result for result in results if result.name != FAITHFUL]
    print(f"named: {sum(result.named for result in drifts)} of {len(drifts)} drifts")
    wrong = any(result.is_wrong for result in results)
    if wrong or arguments.keep:
        print(f"kept in {folder}")
    else:
        shutil.rmtree(folder)
    return 1 if wrong else 0


def _chosen(only: Sequence[str]) -> list[str]:
    names = [FAITHFUL, *DRIFTS]
    return [name for name in names if not only or any(fnmatch.fnmatchcase(name, pattern) for pattern in only)]


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_named_runs(names="a drift or pattern, or faithful")
    return parser


if __name__ == "__main__":
    run(main)
