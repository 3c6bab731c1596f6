"""State: an operation refuses in the states in which it is documented to, and leaves everything as it was."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.judging.expressions import path_parameter
from contract_tests.judging.states import differences, is_within
from contract_tests.rules.shared import read, readers_for, report_differences, resource_of, shown_state
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from contract_tests.target.refusing import bring_about, set_field
from scripts.spec.operations import Operation
from scripts.spec.pointers import get
from scripts.spec.resources import shown

pytestmark = pytest.mark.stage("changing")


@pytest.mark.operations("x-refuses")
def test_refused(run: Run, data: TargetData, operation: Operation) -> None:
    """In a state that makes it refuse, an operation refuses and changes nothing."""
    for index, refuses in enumerate(operation.extensions["x-refuses"]):
        if "refused" not in refuses:
            continue
        path = _path_in_state(run, data, operation, refuses)
        kind = resource_of(run, operation)
        readers = readers_for(kind, path)
        before = shown_state(read(run, readers[0], path)) if readers else None
        body, headers = data.resources.body(operation), data.resources.key(operation)
        exchange = run.send(operation, path, body=body, headers=headers, expects_refusal=True, as_it_is=True)
        state = f"since {refuses['field'].removeprefix('/')} has the value that makes it refuse"
        run.expect_refusal(exchange, refuses["refused"], f"{operation.pointer}/x-refuses/{index}", state)
        if readers and not exchange.succeeded:
            after = read(run, readers[0], path)
            if run.expect_success(after):
                moves = shown(readers[0]).get("moves", [])
                found = [one for one in differences(before, shown_state(after)) if not is_within(one[0], moves)]
                since = f"as it was before {operation.id} refused"
                pointer = f"{operation.pointer}/x-refuses/{index}"
                report_differences(run, after, found, pointer, "change", since=since)


def _path_in_state(run: Run, data: TargetData, operation: Operation, refuses: dict[str, Any]) -> dict[str, str]:
    """Path parameters for an operation that name things of the run in the state in which it refuses.

    Raises:
        Inconclusive: no operation brings it about.
    """
    data.require(operation)
    path, kind = data.path(operation) or {}, run.spec.resources[refuses["resource"]]
    readers = readers_for(kind, path)
    if not readers:
        raise Inconclusive("nothing reads the state that makes it refuse")
    value = get(shown_state(read(run, readers[0], path)), refuses["field"])
    if name := path_parameter(refuses.get("is")):
        return {**path, name: str(value)}
    if bring_about(run, kind, path, refuses, refusing=True):
        return path
    wanted = refuses.get("is", {}).get("const")
    if "is" not in refuses or not set_field(run, kind, path, refuses["field"], wanted):
        raise Inconclusive(f"no operation brings about that {refuses['field']} makes it refuse")
    return path
