"""Delete what killed runs left on the target, which is known by the mark of a run.

Nothing else is touched. Not while a run is going on: what that one has made bears such a mark as well. For the sandbox
(or any other server) the environment gives CONNECT_BASE_URL and CONNECT_API_KEY, as for a run. Exit code 0: nothing is
left; 2: something could not be deleted, or the target could not be read.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence

from scripts._command import COULD_NOT, Parser, command, rate_of, run

from contract_tests.engine.target_choice import target_of_environment
from contract_tests.judging.visible import one_line
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, Inconclusive, NoAnswer
from contract_tests.sending.guard import admitted
from contract_tests.sending.options import DEADLINE_SECONDS, Budget, Options
from contract_tests.sending.run import Run
from contract_tests.target.leftovers import remove_leftovers
from scripts.spec.reading import load_spec

# Two or three for each thing that is left, and one for each page of the collections; nothing is created.
MAX_REQUESTS = 20_000


@command(BudgetSpent, CouldNotRun, Inconclusive, NoAnswer)
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, delete what is found, and return the exit code."""
    parser = Parser(__doc__)
    parser.add_target()
    parser.add_argument("--dry-run", action="store_true", help="delete nothing, and say what would be deleted")
    arguments = parser.parse_args(argv)
    if arguments.target == "mock":
        print("nothing to clean: the embedded mock is new for each run; TARGET=sandbox cleans the sandbox")
        return 0
    return _clean(arguments)


def _clean(arguments: Namespace) -> int:
    spec, hosts = load_spec(), tuple(arguments.allow_host)
    target = admitted(spec, target_of_environment(spec, os.environ), hosts)
    budget = Budget(MAX_REQUESTS, 0, 0, rate_of(arguments), DEADLINE_SECONDS)
    cleaning = Run(spec, target, Options(budget, settle_timeout=0, seed=0, allowed_hosts=hosts))

    def say(line: str) -> None:
        print(one_line(cleaning.redactor.text(line)), flush=True)

    try:
        outcome = remove_leftovers(cleaning, say, dry_run=arguments.dry_run)
    finally:
        cleaning.close()
    if not outcome.found:
        print(f"nothing is left of any run on {target.base_url}")
        return 0
    print(f"{len(outcome.deleted)} deleted, {len(outcome.left)} left behind on {target.base_url}")
    return COULD_NOT if outcome.left else 0


if __name__ == "__main__":
    run(main)
