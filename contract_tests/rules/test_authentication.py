"""Authentication: whatever is not the workspace key in the Bearer scheme gets 401 with its code, on every operation."""

from contract_tests.judging.consequences import OTHER_CREDENTIAL
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.values import number_of
from contract_tests.rules.shared import documented
from contract_tests.sending.run import Run
from contract_tests.target.collections import look_before
from contract_tests.target.credentials import wrong_credentials
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation


def test_refused(run: Run, data: TargetData, operation: Operation) -> None:
    """Credentials that are not the workspace key are refused before anything else is looked at."""
    tried, accepted = wrong_credentials(run.spec, run.target.key), dict[str, Exchange]()
    refused = 0
    for words, header in tried.items():
        exchange = _send(run, data, operation, header)
        if not exchange.succeeded:
            pointer, since = operation.responses["401"].pointer, f"since it was sent with {words}"
            refused += run.expect_refusal(exchange, run.spec.credentials_refused, pointer, since)
            continue
        accepted[words] = exchange
        if operation.creates and not run.spec.is_disposable(operation):
            # What was made stays for good, so that one of them has to do.
            break
    if accepted.keys() == tried.keys():
        # One cause, not as many as there are credentials.
        accepted = {"any": accepted["no key"]}
    for words, exchange in accepted.items():
        _report(run, operation, exchange, words, refused)


def _send(run: Run, data: TargetData, operation: Operation, header: str | None) -> Exchange:
    path = data.path(operation) or data.made_up_path(operation)
    headers = data.resources.key(operation) | ({} if header is None else {"Authorization": header})
    body = data.resources.body(operation)
    # What is made although it should be refused is to be known as the run's own, and deleted.
    look_before(run, operation, path)
    return run.send(operation, path, body=body, headers=headers, authorization=None, expects_refusal=True)


def _report(run: Run, operation: Operation, exchange: Exchange, words: str, refused: int) -> None:
    place, expected = f"request header Authorization ({words})", documented(run.spec.credentials_refused)
    pointer = operation.responses["401"].pointer
    others, get = number_of(refused, OTHER_CREDENTIAL), "gets" if refused == 1 else "get"
    since = f"which {others} {get}" if refused else ""
    run.differs(exchange, place, expected, f"accepted with {exchange.status}", pointer, "status", since=since)
