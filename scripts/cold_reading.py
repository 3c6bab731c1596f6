"""Write reports to be read cold: runs against drifts drawn at random, and what each drift was, in a file of its own.

The drifts are of as many kinds as there are reports, if there are so many kinds. FOLDER gets `01.md`, `02.md` and so
on, each with the number of the change to read, which is drawn too, and `truth.json` for whoever compares what a
reader has understood. The same seed draws the same drifts. Exit code 0, or 2 when the arguments are of no use or a
run has failed; the others are written all the same.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from scripts._command import CommandError, Parser, command, path, run, whole_number

from contract_tests.mutants.catalogue import catalogue
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.processes import Reports, Task, in_processes
from contract_tests.mutants.runs import whole_run
from contract_tests.mutants.score import TIME_LIMIT_SECONDS
from contract_tests.reports import markdown
from contract_tests.reports.wording import found_causes
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec

REPORTS = 15
JOBS = 2
TRUTH = "truth.json"


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, make the runs, write their reports, and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("folder", type=path, metavar="FOLDER", help="where the reports go; must not be there")
    parser.add_argument("--reports", type=whole_number, default=REPORTS, help=f"how many ({REPORTS})")
    parser.add_argument("--seed", type=int, default=0, help="another one draws other drifts (0)")
    parser.add_argument("--jobs", type=whole_number, default=JOBS, help=f"runs at a time ({JOBS})")
    arguments = parser.parse_args(argv)
    folder: Path = arguments.folder
    if folder.exists():
        raise CommandError(f"{folder} is there; name a folder that is not")
    spec, random = load_spec(), Random(arguments.seed)
    drawn = draw(catalogue(spec), arguments.reports, random)
    tasks = deque(Task((one,), partial(_judge, spec, one, arguments.seed), one.name) for one in drawn)
    reports: dict[str, dict[str, Any]] = {}
    failures: list[str] = []
    for ended in in_processes(tasks, arguments.jobs, TIME_LIMIT_SECONDS):
        name, report = ended.task.judged_by, ended.reports[0] or {}
        if failure := ended.error or report.get("failure"):
            failures.append(f"{name}: {failure}")
        else:
            reports[name] = report
        print(f"{len(reports) + len(failures)} of {len(drawn)} runs", flush=True)
    folder.mkdir(parents=True)
    read = [one for one in drawn if one.name in reports]
    truth = [_write(folder, number, one, reports[one.name], random) for number, one in enumerate(read, 1)]
    (folder / TRUTH).write_text(json.dumps(truth, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if failures:
        raise CommandError("; ".join(failures))
    return 0


def draw(every: Sequence[Mutant], count: int, random: Random) -> list[Mutant]:
    """So many faults that a client can see, of one kind each while there are further kinds."""
    by_kind: dict[str, list[Mutant]] = {}
    for one in every:
        if one.kind != HARMLESS and not one.unseen:
            by_kind.setdefault(one.kind, []).append(one)
    kinds = sorted(by_kind)
    drawn: dict[str, Mutant] = {}
    while len(drawn) < min(count, sum(map(len, by_kind.values()))):
        for kind in random.sample(kinds, min(count - len(drawn), len(kinds))):
            one = random.choice(by_kind[kind])
            drawn[one.name] = one
    return list(drawn.values())


def _judge(spec: Spec, mutant: Mutant, seed: int, folder: Path) -> Reports:
    return [whole_run(spec, mutant, folder, seed)]


def _write(folder: Path, number: int, mutant: Mutant, report: dict[str, Any], random: Random) -> dict[str, Any]:
    """Write the report of a run, and return what is true of it."""
    changes = found_causes(report)
    chosen = random.randint(1, len(changes)) if changes else None
    text = f"Read change {chosen}: {changes[chosen - 1]['sentence']}\n\n" if chosen else ""
    (folder / f"{number:02}.md").write_text(text + markdown.render(report), encoding="utf-8")
    return {
        "report": f"{number:02}.md",
        "change": chosen,
        "drift": mutant.name,
        "kind": mutant.kind,
        "what": mutant.what,
        "operations": list(mutant.operations),
        "sentence": changes[chosen - 1]["sentence"] if chosen else None,
    }


if __name__ == "__main__":
    run(main)
