"""Run the contract against the embedded mock or the sandbox, and end in a verdict.

Exit code 0 conforms, 1 drift, 2 could not run. For the sandbox (or any other server) the environment gives
CONNECT_BASE_URL, CONNECT_API_KEY and, if a certain app is to be used, CONNECT_CLIENT_ID.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contract_tests import mock
from contract_tests.drift.baseline import BaselineError, load_baseline
from contract_tests.drift.target import Budget, CouldNotRun, Target
from contract_tests.run import Options
from contract_tests.session import contract_run
from contract_tests.spec import SPEC_PATH, Spec, SpecError, load_spec
from scripts.codegen.document import SpecError as InvalidSpec
from scripts.mend.propose import write_proposals

SANDBOX_RATE_PER_SECOND = 10.0


def main(argv: list[str] | None = None) -> int:
    """Parse the command line, run, and return the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        spec = load_spec()
        with chosen_target(arguments.target, spec) as target:
            rate = arguments.rate or (SANDBOX_RATE_PER_SECOND if arguments.target == "sandbox" else None)
            options = Options(
                budget=Budget(arguments.max_requests, arguments.max_creates, rate),
                settle_timeout=arguments.settle_timeout,
                seed=random.randrange(2**32) if arguments.seed is None else arguments.seed,
                baseline=tuple(load_baseline()),
                rule=arguments.rule,
            )
            report = contract_run(spec, target, options, arguments.report_dir, history=arguments.history)
        _propose(arguments.report_dir)
        return report.exit_code
    except (SpecError, BaselineError, CouldNotRun, mock.MockError, OSError) as error:
        print(f"could not run: {error}", file=sys.stderr)
        return 2


def _propose(report_dir: Path) -> None:
    """Write what the spec would have to say; that it cannot be said changes no verdict."""
    overlay = report_dir / "overlay.yaml"
    try:
        write_proposals(report_dir / "drift.json", SPEC_PATH, overlay)
    except InvalidSpec as error:
        print(f"no proposals: {error.problems[0]}", file=sys.stderr)
    if overlay.exists():
        print(f"proposals: {overlay}; adopt one with: make adopt FINDINGS=<id> OVERLAY={overlay}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=["mock", "sandbox"], default="mock")
    parser.add_argument("--report-dir", type=Path, default=Path("reports"), help="where the reports go")
    parser.add_argument("--history", type=Path, help="the history of runs (default: history.jsonl among the reports)")
    parser.add_argument("--rule", help="run this rule alone, such as paging/defaults")
    parser.add_argument("--seed", type=int, help="repeat the generated cases of an earlier run")
    parser.add_argument("--max-requests", type=_positive, default=600, help="requests that a run may send")
    parser.add_argument("--max-creates", type=_positive, default=12, help="things that a run may create for good")
    parser.add_argument("--rate", type=_rate, help="requests per second (sandbox: 10)")
    parser.add_argument("--settle-timeout", type=_rate, default=60.0, help="seconds to wait for a test to settle")
    return parser


@contextmanager
def chosen_target(kind: str, spec: Spec) -> Iterator[Target]:
    """The embedded mock, which is served meanwhile, or the server that the environment names.

    Args:
        kind: `mock` or `sandbox`.
        spec: The contract, which knows the sandbox that is taken when the environment names no server.

    Raises:
        CouldNotRun: The environment lacks the key, or has a base URL that is none.
        MockError: The mock cannot be served.
    """
    if kind == "mock":
        options = mock.MockOptions()
        with mock.serve(mock.create_app(spec.document, options)) as mock_url:
            yield Target("mock", mock_url, options.key)
        return
    base_url = os.environ.get("CONNECT_BASE_URL") or spec.environments()["sandbox"]["url"]
    key = os.environ.get("CONNECT_API_KEY", "")
    if not key:
        raise CouldNotRun("no key: set CONNECT_API_KEY to a workspace key of the sandbox")
    if not base_url.startswith(("http://", "https://")):
        raise CouldNotRun("CONNECT_BASE_URL is not an http or https URL")
    yield Target("sandbox", base_url.rstrip("/"), key, os.environ.get("CONNECT_CLIENT_ID") or None)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


def _rate(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


if __name__ == "__main__":
    sys.exit(main())
