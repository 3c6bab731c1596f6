"""Score the causes: change the mock as vendors change an API, and see whether a run says each change once, in words.

Exit code 0 when each change is one cause with a sentence that says it, or is known not to be; 1 when another is not,
2 when the arguments are of no use.
"""

from __future__ import annotations

from collections.abc import Sequence

from scripts._command import CommandError, Parser, command, run, whole_number

from tests.reports.score.run import KNOWN, chosen, results

JOBS = 2


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, make the runs, and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a name or pattern (all)")
    parser.add_argument("--jobs", type=whole_number, default=JOBS, help=f"runs at a time ({JOBS})")
    arguments = parser.parse_args(argv)
    names = chosen(arguments.only)
    if not names:
        raise CommandError(f"no change is called {' or '.join(arguments.only)}")
    made = []
    for result in results(names, arguments.jobs):
        made.append(result)
        print(result.row(), flush=True)
    bad = [one for one in made if not one.good]
    known = [one for one in bad if one.entry.name in KNOWN]
    print(f"{len(made) - len(bad)} of {len(made)} good, {len(known)} known and not so")
    return 1 if len(bad) > len(known) else 0


if __name__ == "__main__":
    run(main)
