"""One contract run on the second API, in a process of its own: there the package of the client is that of this API.

Run it as `python -m tests.second_api.judged <folder of the spec> <folder of the reports>`, with the folder of the
client first in PYTHONPATH. Beside the reports it writes `server.json`: what the server saw and still has.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from contract_tests.engine.session import contract_run
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.checks import read_spec
from tests.second_api.server import KEY, create_app, snapshot
from tests.second_api.serving import served
from tests.second_api.watch import Watched

SETTLE_SECONDS = 5.0
SERVER = "server.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the API, make the run, and return its exit code."""
    arguments = _parser().parse_args(argv)
    spec = read_spec(arguments.spec / "spec.yaml")
    watched = Watched(create_app(arguments.drift))
    options = Options(Budget.for_spec(spec), SETTLE_SECONDS, arguments.seed, rule=arguments.rule)
    with served(watched) as url:
        report = contract_run(spec, Target("mock", url, KEY), options, arguments.reports)
    (arguments.reports / SERVER).write_text(json.dumps(_seen(watched)), encoding="utf-8")
    return report.exit_code


def _seen(watched: Watched) -> dict[str, Any]:
    """What was done to the user's things, what was aimed at them, and what there is that was not there before."""
    now = snapshot(watched)
    return {
        "harmful": [asdict(write) for write in watched.harmful],
        "aimed": [asdict(write) for write in watched.aimed],
        "left": [str(number) for kind in ("shelves", "books") for number in now[kind].keys() - watched.at_start[kind]],
        "unchanged": now == watched.at_start,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--drift", help="the drift of the server; without it, the server is faithful")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rule", help="the only rule to run")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
