"""Score the contract run: put drifts into the mock, one at a time, and see whether a run names each.

What only changes the shape of an answer is read in the exchanges of one recorded run, as a run would read it. Harmless
variants share runs, 24 at most, and so do faults that no client can see and those that a run has to name with all
that it asks; one in 32 is run alone. What a shared run leaves open is parted in two while it is many, and then gets a
run of its own, as everything else does.

Exit code 0 when every mutant is killed or justified and no harmless variant raises an alarm, 1 when not,
2 when the arguments are of no use or an error of the scoring itself leaves an outcome open; those are listed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scripts._command import CommandError, Parser, command, path, run, whole_number

from contract_tests.mutants import table
from contract_tests.mutants.catalogue import catalogue, choose
from contract_tests.mutants.outcome import Outcome
from contract_tests.mutants.score import outcomes, warm_up
from scripts.spec.reading import load_spec

# Four for each of two cores, since a run waits for things to settle, and for what it repeats.
JOBS = 8
REPORT = Path("reports/drift-score.json")


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run, and return the exit code."""
    arguments = _parser().parse_args(argv)
    spec, began = load_spec(), time.monotonic()
    every = catalogue(spec)
    chosen = choose(every, arguments.kind, arguments.only, arguments.sample)
    if not chosen:
        kinds = ", ".join(sorted({mutant.kind for mutant in every}))
        raise CommandError(f"no mutant has that name and kind; the kinds are {kinds}")
    if arguments.repeat > 1:
        # Under another name each run has another seed.
        numbers = range(1, arguments.repeat + 1)
        chosen = [replace(one, name=f"{one.name}, run {number}") for number in numbers for one in chosen]
    recordings = warm_up(spec)
    if recordings is None:
        raise CommandError("the contract run finds fault with the mock as it is")
    print(f"{len(chosen)} mutants and variants, {arguments.jobs} at a time")
    found: list[Outcome] = []
    for outcome in outcomes(spec, chosen, arguments.jobs, recordings=recordings, seed=arguments.seed):
        found.append(outcome)
        print(table.progress(found, len(chosen)), end="", flush=True)
        if not table.passed([outcome]):
            print(f"\n{table.line(outcome)}", file=sys.stderr, flush=True)
    found.sort(key=lambda outcome: chosen.index(outcome.mutant))
    total = time.monotonic() - began
    print(*table.lines(found, total), sep="\n")
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(table.as_json(found, total), indent=2, ensure_ascii=False)
    arguments.json.write_text(text + "\n", encoding="utf-8")
    return table.exit_code(found)


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_argument("--only", help="mutants and variants whose name holds this text")
    parser.add_argument("--kind", help="those of one kind, such as paging or harmless")
    parser.add_argument("--sample", type=whole_number, help="so many of them, spread over the kinds")
    parser.add_argument("--repeat", type=whole_number, default=1, help="how often each is run, where chance is at work")
    parser.add_argument("--seed", type=int, default=0, help="another one brings other generated cases (0)")
    parser.add_argument("--jobs", type=whole_number, default=JOBS, help=f"so many at a time ({JOBS})")
    parser.add_argument("--json", type=path, default=REPORT, help=f"where the table goes as JSON ({REPORT})")
    return parser


if __name__ == "__main__":
    run(main)
