"""A sample of what a run reports: two nights on a server that drifts, the second with more of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TextIO

from contract_tests.engine.session import contract_run
from contract_tests.judging.report import Report
from contract_tests.mock import HttpRules, MockOptions, serve
from contract_tests.mutants.change import Change
from contract_tests.mutants.rewrites import each_item, json_body
from contract_tests.reports.files import HISTORY
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.spec import Spec

SEED = 1
SETTLE_TIMEOUT_SECONDS = 10.0


def _with_region(page: Any) -> Any:
    return page | {"data": [app | {"region": "eu"} for app in page["data"]]}


def _renamed(provider: Any) -> Any:
    return {"displayName" if name == "name" else name: value for name, value in provider.items()}


class _Forgetful(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        return await self.perform(operation, call)


FIRST_NIGHT = Change(operation_id="listApps", status="200", rewrite=json_body(_with_region))
RENAMED = Change(operation_id="listProviders", status="200", rewrite=each_item(_renamed))
FORGOTTEN = Change(operation_id="createApp", http=_Forgetful)
SECOND_NIGHT = Change(also=(FIRST_NIGHT, RENAMED, FORGOTTEN))


def two_nights(spec: Spec, folder: Path, before: TextIO, out: TextIO) -> Report:
    """Run the contract on two servers that drifted, with one history, and write the reports of the second night.

    Args:
        spec: The contract.
        folder: Where the reports go; a history in it is forgotten.
        before: Where the first night is shown.
        out: Where the second night is shown.
    """
    (folder / HISTORY).unlink(missing_ok=True)
    night(FIRST_NIGHT, spec, folder, before)
    return night(SECOND_NIGHT, spec, folder, out)


def night(change: Change, spec: Spec, folder: Path, out: TextIO, operations: frozenset[str] | None = None) -> Report:
    """Run the contract on one server that drifted, or nothing but the rules of some operations."""
    whole = operations is None
    options = Options(Budget.for_spec(spec), SETTLE_TIMEOUT_SECONDS, SEED, operations=operations, generates=whole)
    with serve(change.app(spec)) as url:
        return contract_run(spec, Target("mock", url, MockOptions().key), options, folder, out)
