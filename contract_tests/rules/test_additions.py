"""Additions: what a query parameter asks for is shown besides, and what it asks for in vain is ignored."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.rules.shared import of_the_run
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import child, each, parent, split

UNKNOWN = "no-such-addition"

pytestmark = pytest.mark.stage("settled")


def test_shown(run: Run, data: TargetData, operation: Operation) -> None:
    """Each addition that is asked for is shown with every item, beside unknown ones and when it is named twice too."""
    for parameter in _adding(operation):
        for value, pointers in parameter.value["x-adds"].items():
            for path in [data.require(operation), *of_the_run(run, data, operation)]:
                for asked in ([value], [value, UNKNOWN], [UNKNOWN, value], [value, value]):
                    exchange = run.send(operation, path, query={parameter.name: asked})
                    if run.expect_success(exchange):
                        _expect_shown(run, exchange, parameter, value, pointers)


def test_unknown(run: Run, data: TargetData, operation: Operation) -> None:
    """An addition that nobody knows is ignored."""
    for parameter in _adding(operation):
        run.expect_success(run.send(operation, data.require(operation), query={parameter.name: [UNKNOWN]}))


def _adding(operation: Operation) -> list[Parameter]:
    return [one for one in operation.parameters_in("query") if "x-adds" in one.value]


def _expect_shown(run: Run, exchange: Exchange, parameter: Parameter, value: str, pointers: list[str]) -> None:
    for pointer in pointers:
        holders: list[Any] = list(each(exchange.json, parent(pointer)))
        without = [one for one in holders if not isinstance(one, dict) or split(pointer)[-1] not in one]
        place = f"response {exchange.status} body {pointer}"
        run.looked_at(exchange, "addition", place)
        if without:
            expected = f"shown, since {parameter.name} asks for {value}"
            observed = f"absent from {len(without)} of {len(holders)} items" if "*" in pointer else "absent"
            run.differs(exchange, place, expected, observed, child(parameter.pointer, "x-adds", value), "addition")
