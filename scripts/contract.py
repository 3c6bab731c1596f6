"""Run the contract against the embedded mock or the sandbox, and end in a verdict.

Exit code 0 conforms, 1 drift, 2 could not run. For the sandbox (or any other server) the environment gives
CONNECT_BASE_URL, CONNECT_API_KEY and, if a certain app is to be used, CONNECT_CLIENT_ID.
"""

from __future__ import annotations

import os
import random
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts._command import CommandError, Parser, command, path, positive_number, rate_of, run, whole_number

from contract_tests import mock
from contract_tests.engine.rules import rules
from contract_tests.engine.session import contract_run
from contract_tests.engine.target_choice import target_of_environment
from contract_tests.judging.baseline import BaselineError, load_baseline
from contract_tests.judging.looked import group_of
from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.options import (
    DEADLINE_SECONDS,
    MAX_CREATES,
    REQUESTS_PER_OPERATION,
    Budget,
    Options,
    Target,
)
from scripts.spec.reading import SPEC_PATH, load_spec
from scripts.spec.spec import Spec

# The variables that name another server than the mock.
NAMING = ("CONNECT_API_KEY", "CONNECT_BASE_URL", "CONNECT_CLIENT_ID")


@command(BaselineError, CouldNotRun, mock.MockError)
def main(argv: Sequence[str] | None = None, spec_path: Path = SPEC_PATH) -> int:
    """Parse the command line, run, and return the exit code.

    Args:
        argv: The arguments.
        spec_path: The contract.
    """
    arguments = _parser().parse_args(argv)
    if arguments.list_rules:
        print(*(f"{name}: {said}" for name, said in rules().items()), sep="\n")
        return 0
    folder, spec = arguments.report_dir, load_spec(spec_path)
    options = _options(arguments, spec)
    with chosen_target(arguments.target, spec) as target:
        report = contract_run(spec, target, options, folder, sys.stdout, arguments.history)
    return report.exit_code


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_target()
    parser.add_report_dir()
    parser.add_argument("--history", type=path, help="the history of runs (default: history.jsonl among the reports)")
    parser.add_argument("--rule", help="run this rule alone, such as paging/defaults, or a group, such as paging (all)")
    parser.add_argument("--list-rules", action="store_true", help="list the rules, each with a sentence, and end")
    parser.add_argument(
        "--operation",
        action="append",
        help="run the rules of this operation alone, such as listApps; several are given one by one (all)",
    )
    parser.add_argument("--seed", type=int, help="repeat the generated cases of an earlier run (a new one each time)")
    parser.add_argument(
        "--max-requests",
        type=whole_number,
        help=f"requests that a run may send ({REQUESTS_PER_OPERATION} an operation of the contract)",
    )
    parser.add_argument(
        "--max-creates",
        type=whole_number,
        default=MAX_CREATES,
        help=f"things that a run may create for good ({MAX_CREATES})",
    )
    parser.add_argument(
        "--deadline",
        type=positive_number,
        default=DEADLINE_SECONDS,
        help=f"seconds after which a run tries nothing new, cleans up and writes its reports ({DEADLINE_SECONDS:.0f})",
    )
    parser.add_argument(
        "--settle-timeout", type=positive_number, default=60.0, help="seconds to wait for a test to settle (60)"
    )
    return parser


def _options(arguments: Namespace, spec: Spec) -> Options:
    return Options(
        budget=Budget.for_spec(
            spec,
            max_requests=arguments.max_requests,
            max_creates=arguments.max_creates,
            rate=rate_of(arguments),
            deadline=arguments.deadline,
        ),
        settle_timeout=arguments.settle_timeout,
        seed=random.randrange(2**32) if arguments.seed is None else arguments.seed,
        baseline=tuple(load_baseline()),
        rule=_rule(arguments.rule),
        operations=_operations(arguments.operation, spec),
        generates_apart=True,
        allowed_hosts=tuple(arguments.allow_host),
    )


def _rule(name: str | None) -> str | None:
    if name is None:
        return None
    known = rules()
    if name not in {*known, *map(group_of, known)}:
        raise CommandError(f"there is no rule {name}; --list-rules lists them")
    return name


def _operations(names: list[str] | None, spec: Spec) -> frozenset[str] | None:
    for name in names or ():
        if name not in spec.operations:
            raise CommandError(f"there is no operation {name}; the contract has {', '.join(spec.operations)}")
    return frozenset(names) if names else None


@contextmanager
def chosen_target(kind: str, spec: Spec) -> Iterator[Target]:
    """The embedded mock, which is served meanwhile, or the server that the environment names.

    Args:
        kind: `mock` or `sandbox`.
        spec: The contract.

    Raises:
        MockError: The mock cannot be served.
    """
    if kind == "mock":
        if named := sorted(name for name in NAMING if os.environ.get(name)):
            print(
                f"{' and '.join(named)} set, but this run judges the embedded mock; TARGET=sandbox judges that server"
            )
        options = mock.MockOptions()
        with mock.serve(mock.create_app(spec.root, options)) as base_url:
            yield Target("mock", base_url, options.key)
    else:
        yield target_of_environment(spec, os.environ)


if __name__ == "__main__":
    run(main)
