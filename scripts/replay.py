"""Send the recorded request of a finding again, and say whether the finding still holds.

Exit code 0 gone, 1 holds, 2 could not tell. What one request cannot decide is decided by running the rule that found
it. A finding on the mock is held against a fresh embedded mock. For any other target the environment gives
CONNECT_API_KEY and, unless it is the sandbox, CONNECT_BASE_URL.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scripts._command import Parser, command, complain, path, run

from contract_tests.engine.recorded import CannotTell, read_recorded
from contract_tests.engine.replay import replay
from contract_tests.mock import MockError
from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.guard import admitted
from scripts.contract import chosen_target
from scripts.spec.reading import SPEC_PATH, load_spec


@command(CannotTell, CouldNotRun, MockError)
def main(argv: Sequence[str] | None = None, spec_path: Path = SPEC_PATH) -> int:
    """Parse the command line, send, and return the exit code.

    Args:
        argv: The arguments.
        spec_path: The contract.
    """
    parser = Parser(__doc__)
    parser.add_argument("finding", help="the id of a change or of a finding")
    parser.add_argument("--report", type=path, default=Path("reports/drift.json"), help="the report that has it")
    parser.add_allow_host()
    parser.add_argument("--allow-create", action="store_true", help="also send what creates something for good")
    arguments = parser.parse_args(argv)
    recorded, spec = read_recorded(arguments.report, arguments.finding), load_spec(spec_path)
    with chosen_target(recorded.kind, spec) as target:
        target = admitted(spec, target, arguments.allow_host)
        recorded.require_same(target)
        hosts = tuple(arguments.allow_host)
        again = replay(spec, target, recorded, allow_create=arguments.allow_create, allowed_hosts=hosts)
        print(f"{'holds' if again.holds else 'gone'}: {recorded.headline} (on {target.base_url})")
        if again.left:
            names = ", ".join(f"{one.operation} {one.identifier}: {one.why}" for one in again.left)
            complain([f"what was made for it is left behind ({names}); remove it with: make clean-target"])
        return 1 if again.holds else 2 if again.left else 0


if __name__ == "__main__":
    run(main)
