"""Send the recorded request of a finding again, and say whether the finding still holds.

Exit code 0 gone, 1 holds, 2 could not tell. What one request cannot decide is decided by running the rule that found
it. A finding on the mock is held against a fresh embedded mock. For any other target the environment gives
CONNECT_API_KEY and, unless it is the sandbox, CONNECT_BASE_URL.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from contract_tests.drift.target import CouldNotRun, Target
from contract_tests.mock import MockError
from contract_tests.replay import CannotTell, Recorded, still_holds
from contract_tests.spec import SpecError, load_spec
from scripts.contract import chosen_target


def main(argv: list[str] | None = None) -> int:
    """Parse the command line, send, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("finding", help="the id of a finding")
    parser.add_argument("--report", type=Path, default=Path("reports/drift.json"), help="the report that has it")
    parser.add_argument("--allow-create", action="store_true", help="also send what creates something for good")
    arguments = parser.parse_args(argv)
    try:
        kind, recorded = _recorded(arguments.report, arguments.finding)
        spec = load_spec()
        with chosen_target(kind, spec) as target:
            _require_same(target, recorded)
            holds = still_holds(spec, target, recorded, arguments.allow_create)
            print(f"{'holds' if holds else 'gone'}: {_headline(recorded.finding)} (on {target.base_url})")
            return int(holds)
    except (CannotTell, CouldNotRun, SpecError, MockError, OSError) as error:
        print(f"could not tell: {error}", file=sys.stderr)
        return 2


def _require_same(target: Target, recorded: Recorded) -> None:
    """Refuse another server than the recorded one; a report alone must not decide where a key is sent."""
    if target.kind != "mock" and target.base_url != recorded.base_url:
        raise CannotTell(f"it was found on {recorded.base_url}; set CONNECT_BASE_URL to that")


def _recorded(path: Path, identity: str) -> tuple[str, Recorded]:
    """The kind of the target and the finding, from a drift.json.

    Raises:
        CannotTell: The report cannot be read, or has no such finding.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        known = {finding["id"]: finding for finding in [*report["accepted"], *report["findings"]]}
        target = report["target"]
        if identity not in known:
            raise CannotTell(f"{path} has no finding {identity}")
        return target["kind"], Recorded(known[identity], target["base_url"])
    except OSError as error:
        raise CannotTell(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise CannotTell(f"{path} is not the report of a contract run") from None


def _headline(finding: dict[str, Any]) -> str:
    return f"{finding['severity']} {finding['kind']}: {finding['operation']}, {finding['place']}"


if __name__ == "__main__":
    sys.exit(main())
