"""Limits: what keeps to every documented limit is accepted, what is just beyond one is refused with 400."""

from os.path import commonprefix
from typing import Any

import pytest

from contract_tests.bodies import Beyond, beyond
from contract_tests.drift.exchange import Exchange
from contract_tests.drift.finding import Deviation, Severity
from contract_tests.drift.requests import eligible_fields
from contract_tests.run import Inconclusive, Run
from contract_tests.spec import Operation
from contract_tests.world import World


def test_body_beyond(run: Run, world: World, operation: Operation) -> None:
    """Each field beyond its limit, of the wrong type or absent although required, is refused."""
    for change in beyond(run.spec, operation):
        path = world.require(operation)
        exchange = run.send(
            operation, path, body=change.apply(world.creations.body(operation)), headers=world.creations.key(operation)
        )
        _expect_validation_error(run, exchange, f"request body /{change.field}", change)


def test_header_beyond(run: Run, world: World, operation: Operation) -> None:
    """A header that is longer than documented is refused."""
    for parameter in operation.parameters_in("header"):
        path, limit = world.require(operation), parameter.schema["maxLength"]
        value = world.creations.text().ljust(limit + 1, "k")
        exchange = run.send(operation, path, body=world.creations.body(operation), headers={parameter.name: value})
        change = Beyond(parameter.name, f"at most {limit} characters", f"{parameter.pointer}/schema/maxLength")
        _expect_validation_error(run, exchange, f"request header {parameter.name}", change)


@pytest.mark.parametrize("kind", ["unknown", "disabled", "never"])
def test_ineligible_choice(run: Run, world: World, operation: Operation, kind: str) -> None:
    """A choice that is not eligible is refused; its code is published nowhere."""
    for name, eligible in eligible_fields(run.spec, operation).items():
        path = world.require(operation)
        value = world.ineligible(eligible, path).get(kind)
        if value is None:
            raise Inconclusive(f"the app has no {kind} choice for {name}")
        exchange = run.send(
            operation,
            path,
            body=world.creations.body(operation, **{name: [value]}),
            headers=world.creations.key(operation),
        )
        pointer = f"{operation.body_schema_pointer}/properties/{name}/x-eligible"
        _expect_refused(
            run, exchange, f"request body /{name}", f"{kind} value {value!r} refused", pointer, eligible["refused"]
        )


def _expect_validation_error(run: Run, exchange: Exchange, place: str, change: Beyond) -> None:
    refused = {"status": 400}
    if not _expect_refused(run, exchange, place, f"{change.limit}, else refused", change.pointer, refused):
        return
    assert exchange.operation is not None
    codes, code = exchange.operation.responses[400].error_codes, exchange.error_code
    family = commonprefix([known.partition("_")[0] + "_" for known in codes])
    if code is not None and code not in codes:
        # The list of codes is open, but a validation error that is none of the family is another error.
        severity: Severity = "additive" if code.startswith(family) else "breaking"
        place, expected = "response 400 body /error/code", "one of " + ", ".join(codes)
        run.report(exchange, Deviation("error-code", severity, place, expected, code, change.pointer))


def _expect_refused(
    run: Run, exchange: Exchange, place: str, expected: str, pointer: str, refused: dict[str, Any]
) -> bool:
    if exchange.status == refused["status"]:
        return True
    observed = f"accepted with {exchange.status}" if exchange.succeeded else f"answered with {exchange.status}"
    run.report(exchange, Deviation("limit", "breaking", place, expected, observed, pointer))
    return False
