"""Score the contract run: put drifts into the mock, one at a time, and see whether a run names each.

Exit code 0 when every mutant is killed or justified and no harmless variant raises an alarm, 1 when not,
2 when the arguments are of no use.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from contract_tests.mutants import table
from contract_tests.mutants.catalogue import catalogue, spread
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.score import Outcome, outcomes, warm_up
from contract_tests.spec import SpecError, load_spec

SIGNS = {"killed": ".", "silent": ".", "justified": "j", "survived": "S", "false alarm": "A"}
SIGNS_PER_LINE = 100
# One more than two cores, since a run waits for things to settle.
JOBS = 3
REPORT = Path("reports/drift-score.json")


def main(argv: list[str] | None = None) -> int:
    """Parse the command line, run, and return the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        spec = load_spec()
        chosen = _chosen(catalogue(spec), arguments)
    except (SpecError, ValueError) as error:
        print(f"could not run: {error}", file=sys.stderr)
        return 2
    began = time.monotonic()
    if not warm_up(spec):
        print("could not run: the contract run finds fault with the mock as it is", file=sys.stderr)
        return 2
    print(f"{len(chosen)} runs, {arguments.jobs} at a time")
    found: list[Outcome] = []
    for outcome in outcomes(spec, chosen, arguments.jobs):
        found.append(outcome)
        _show_progress(found, len(chosen))
    total = time.monotonic() - began
    found.sort(key=lambda outcome: chosen.index(outcome.mutant))
    for line in table.lines(found, total):
        print(line)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(table.as_json(found, total), indent=2, ensure_ascii=False)
    arguments.json.write_text(text + "\n", encoding="utf-8")
    return 0 if table.passed(found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="mutants and variants whose name holds this text")
    parser.add_argument("--kind", help="those of one kind, such as paging or harmless")
    parser.add_argument("--sample", type=_positive, help="so many of them, spread over the kinds")
    parser.add_argument("--jobs", type=_positive, default=JOBS, help=f"runs at a time ({JOBS})")
    parser.add_argument("--json", type=Path, default=REPORT, help=f"where the table goes as JSON ({REPORT})")
    return parser


def _chosen(every: Sequence[Mutant], arguments: argparse.Namespace) -> list[Mutant]:
    """The mutants that the arguments name. Raise ValueError when they name none."""
    chosen = [
        mutant
        for mutant in every
        if (arguments.kind is None or mutant.kind == arguments.kind)
        and (arguments.only is None or arguments.only in mutant.name)
    ]
    if not chosen:
        kinds = ", ".join(sorted({mutant.kind for mutant in every}))
        raise ValueError(f"no mutant has that name and kind; the kinds are {kinds}")
    return spread(chosen, arguments.sample) if arguments.sample else chosen


def _show_progress(found: Sequence[Outcome], planned: int) -> None:
    print(SIGNS[found[-1].result], end="", flush=True)
    if len(found) == planned or len(found) % SIGNS_PER_LINE == 0:
        print(f"  {len(found)} of {planned}", flush=True)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
