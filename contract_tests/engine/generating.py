"""Schemathesis as a generator of cases, in this process or as the program of another one.

Its own checks, probes and sessions are not used: it makes cases and sends none. As a program, `main` reads from
the standard input what to make them of, and writes them to the standard output.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from contract_tests.engine import collected
from contract_tests.engine.pytest_session import SCHEMATHESIS, session

# Stands for the server that cases are sent to, of which they know nothing.
SERVER = "http://server.invalid"
# What a request is sent with, as Schemathesis and httpx both call it; a body that is not JSON they call otherwise.
SENT_AS_IT_IS = ("params", "json", "files")


class Ingredients(NamedTuple):
    """What cases are made of: a spec, the configuration of Schemathesis, and the operations that they are not for."""

    document: dict[str, Any]
    configuration: dict[str, Any]
    left_out: list[str]


class GeneratedCase(NamedTuple):
    """A request that keeps to the spec, or breaks it on purpose.

    `path` is what follows the address of the server, and `path_values` what it names: placeholders, but for a name that
    stands for nothing on purpose (`names_nothing`). `request` are query and body, by the names of the arguments of
    `httpx.Client.request`.
    """

    operation: str
    is_positive: bool
    names_nothing: bool
    path: str
    path_values: dict[str, str]
    headers: dict[str, str]
    request: dict[str, Any]


def load(ingredients: Ingredients) -> OpenApiSchema:
    """The spec as Schemathesis reads it, with all its operations."""
    configuration = schemathesis.Config.from_dict(ingredients.configuration)
    document = ingredients.document | {"servers": [{"url": SERVER}]}
    return schemathesis.openapi.from_dict(document, config=configuration)


def make(ingredients: Ingredients) -> list[GeneratedCase]:
    """Make cases: examples, coverage of the schemas, and fuzzing.

    Raises:
        RuntimeError: They could not be made.
    """
    schema: Any = load(ingredients)
    left_out = ingredients.left_out
    collector = _Collector(schema.exclude(operation_id=left_out) if left_out else schema)
    code = session(Path(collected.__file__), [collector], by_name=[SCHEMATHESIS])
    if code:
        raise RuntimeError(f"no cases were generated (pytest exit code {code}): {collector.error}")
    return collector.cases


def plain(case: schemathesis.Case[Any]) -> GeneratedCase:
    """A case of Schemathesis without what it is made of."""
    sent = case.as_transport_kwargs(base_url=SERVER)
    place = getattr(case.meta.phase.data, "parameter_location", None) if case.meta else None
    request = {name: sent[name] for name in SENT_AS_IT_IS if name in sent}
    return GeneratedCase(
        operation=case.operation.definition.raw["operationId"],
        is_positive=case.meta is None or case.meta.generation.mode.is_positive,
        # It was made to break what the path promises, and nothing else.
        names_nothing=place is ParameterLocation.PATH,
        path=sent["url"].removeprefix(SERVER),
        path_values={name: str(value) for name, value in (case.path_parameters or {}).items()},
        headers={name: value for name, value in sent["headers"].items() if not name.startswith("X-Schemathesis")},
        request=request | ({"content": sent["data"]} if "data" in sent else {}),
    )


class _Collector:
    """The plugin of a session in which a test takes each case and keeps it."""

    def __init__(self, schema: OpenApiSchema) -> None:
        self.cases: list[GeneratedCase] = []
        self.error = ""

        @schema.parametrize()
        def test_cases(case: schemathesis.Case[Any]) -> None:
            self.cases.append(plain(case))

        self._test = test_cases

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, collector: pytest.Collector, name: str, obj: object) -> Any:
        """Put the test that takes the cases in the place of the one that stands for it."""
        if name != self._test.__name__ or obj is self._test:
            return None
        return collector.ihook.pytest_pycollect_makeitem(collector=collector, name=name, obj=self._test)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.error = str(report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.error = str(report.longrepr)


def main() -> None:
    """Make the cases that the standard input asks for."""
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    ingredients: Ingredients = pickle.load(sys.stdin.buffer)
    pickle.dump(make(ingredients), out)
