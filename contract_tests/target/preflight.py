"""Before the rules: whether the API is there, takes the key, and has something to test."""

from __future__ import annotations

import time

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.exceptions import CouldNotRun, Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.resources import is_safe

PAUSES_SECONDS = (0.5, 1.0, 2.0)


def check(run: Run, data: TargetData) -> None:
    """Make sure that there is something to test.

    Args:
        run: The run to send through.
        data: The target's data, which is read on the way.

    Raises:
        CouldNotRun: The target is unreachable, refuses the key, or has no app, or not the one that was named.
        Inconclusive: An operation that everything depends on has drifted, which is reported.
    """
    for operation in _asked_first(run, data):
        _check_operation(run, data, operation)
    if data.root is None:
        return
    found, wanted = data.identifiers(data.root, {}), run.target.client_id
    if not found and run.findings.reported:
        raise Inconclusive("the apps cannot be read, and everything else depends on them")
    if not found:
        raise CouldNotRun("the workspace has no app; create one in the console")
    if wanted and wanted not in found:
        raise CouldNotRun(f"the workspace has no app {wanted}; check CONNECT_CLIENT_ID")


def _asked_first(run: Run, data: TargetData) -> list[Operation]:
    """The collections that others are asked about; where there are none, the first read that needs no identifier."""
    collections = list(dict.fromkeys(data.collection(one).id for one in data.roots()))
    plain = [one.id for one in run.spec.operations.values() if is_safe(one) and not one.path_parameters]
    return [run.spec.operations[one] for one in collections or plain[:1]]


def _check_operation(run: Run, data: TargetData, operation: Operation) -> None:
    """Ask an operation that the rules depend on; raises what `check` raises."""
    exchange = run.send(operation, {})
    if exchange.status in (401, 403):
        raise CouldNotRun(f"the key is refused (status {exchange.status}); check CONNECT_API_KEY")
    if not _is_of_the_api(run, exchange) and (not _api_is_there(run, data) or _comes_back(run, operation)):
        # What was found was found on something else, such as a login or a maintenance page.
        run.findings.clear()
        what = f"{exchange.status} and nothing of the API"
        raise CouldNotRun(f"{operation.id} answers {what}; is the base URL right, or a login in the way?")
    if not exchange.succeeded:
        run.expect_success(exchange)
        raise Inconclusive(f"{operation.id} does not succeed, and everything else depends on it")


def _is_of_the_api(run: Run, exchange: Exchange) -> bool:
    """Whether a success shows anything that is documented."""
    return exchange.succeeded and len(run.nodes(exchange)) > 1


def _comes_back(run: Run, operation: Operation) -> bool:
    """Whether an operation that answered something else answers as the API does when it is asked again."""
    for pause in PAUSES_SECONDS:
        time.sleep(pause)
        if _is_of_the_api(run, run.send(operation, {})):
            return True
    return False


def _api_is_there(run: Run, data: TargetData) -> bool:
    """Whether an operation refuses a request without credentials as documented, so that the base URL is right."""
    refused = run.spec.credentials_refused
    probed = [one for one in run.spec.operations.values() if one.path_parameters and one.method == "GET"]
    exchanges = (run.send(one, data.made_up_path(one), authorization=None) for one in probed)
    return any((one.status, one.error_code) == (refused["status"], refused["code"]) for one in exchanges)
