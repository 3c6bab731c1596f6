"""Run the contract many times against a server that answers with nonsense, and see what the runs hold.

Each seed is a server of its own; the same seed is the same server again. A line for each violation, a table at the
end. Exit code 0 when every run held, 1 when one was in violation, 2 when the arguments are of no use.
"""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from scripts._command import Parser, command, positive_number, run, whole_number

from tests.hostile.run import DEADLINE_SECONDS, Options, Result, run_all, table

SEEDS = 300


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, make the runs, and return the exit code."""
    arguments = _parser().parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    seeds = _seeds(arguments)
    print(f"{len(seeds)} runs, {arguments.jobs} at a time", flush=True)
    results: list[Result] = []
    for result in run_all(seeds, arguments.jobs, Options(folder, arguments.deadline, arguments.keep)):
        results.append(result)
        for line in result.lines():
            print(line, flush=True)
    print(table(results))
    broken = any(result.violations for result in results)
    if broken or arguments.keep:
        print(f"kept in {folder}")
    else:
        folder.rmdir()
    return 1 if broken else 0


def _seeds(arguments: Namespace) -> list[int]:
    return list(dict.fromkeys(arguments.seed or range(arguments.seeds)))


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_argument("--seeds", type=whole_number, default=SEEDS, help=f"how many seeds, from 0 on ({SEEDS})")
    parser.add_argument("--seed", type=int, nargs="+", help="these seeds alone")
    parser.add_argument(
        "--deadline", type=positive_number, default=DEADLINE_SECONDS, help="seconds that each run may take (60)"
    )
    parser.add_jobs()
    return parser


if __name__ == "__main__":
    run(main)
