"""What generated cases are made of: a copy of the spec that knows the target's real values, and how many there are."""

from __future__ import annotations

import copy
from typing import Any

from contract_tests.engine.generating import Ingredients
from contract_tests.sending.exceptions import BudgetSpent, Inconclusive, NoAnswer, NotApplicable
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from contract_tests.target.within import tied_values
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

EXAMPLES_PER_OPERATION = 8
# Stands for what is named only when a case is sent.
PLACEHOLDER = "unknown"
PRINTABLE = r"^[\w .,:;!?()\-]+$"


def ingredients(run: Run, data: TargetData) -> Ingredients:
    """What the cases of a run are made of, for the operations that rules run for: to make others takes as long."""
    bound = Spec(copy.deepcopy(run.spec.root))
    for operation in run.spec.operations.values():
        for parameter in operation.path_parameters:
            bound.at(parameter.pointer)["schema"] = {"type": "string", "enum": [PLACEHOLDER]}
        _bind_body(bound, operation, data, run)
    left_out = [name for name, operation in run.spec.operations.items() if not run.options.runs_for(operation)]
    return Ingredients(bound.root, _configuration(run), left_out)


def known_path(operation: Operation, data: TargetData, run: Run) -> dict[str, str]:
    """Real values for the path parameters of an operation; empty where the target does not tell any.

    For a deletion they name what was deleted already, since each case would delete one more.
    """
    try:
        path = data.path(operation) or {}
        kind = run.spec.resources.get(operation.extensions.get("x-deletes", {}).get("resource", ""))
        if kind and kind.disposable:
            path = data.own.deleted(kind, kind.owner_of(path)).path
        return path
    except (NoAnswer, BudgetSpent, Inconclusive, NotApplicable):
        return {}


def tied(spec: Spec, operation: Operation) -> dict[str, Any]:
    """The fields of a body that have to fit to each other, as the example of a whole body has most of them."""
    return max(tied_values(spec, operation), key=len, default={})


def _configuration(run: Run) -> dict[str, Any]:
    negative_only = {"generation": {"mode": "negative"}}
    return {
        "seed": run.options.seed,
        "cache": {"enabled": False},
        "generation": {
            "max-examples": EXAMPLES_PER_OPERATION,
            "allow-x00": False,
            "with-security-parameters": False,
            "no-shrink": True,
            "database": "none",
        },
        "phases": {
            # Other methods than the documented ones are promised nothing.
            "coverage": {"unexpected-methods": [], "extra-data-sources": {"responses": False}},
            "fuzzing": {"extra-data-sources": {"responses": False}, "error-feedback": {"enabled": False}},
            "stateful": {"inference": {"algorithms": []}},
        },
        "operations": [
            {"include-operation-id": operation.id, "phases": {"coverage": negative_only}}
            for operation in run.spec.operations.values()
            if operation.creates
        ],
    }


def _bind_body(bound: Spec, operation: Operation, data: TargetData, run: Run) -> None:
    """Leave out of positive bodies what is promised nothing: unknown fields, empty texts, ineligible choices."""
    if not operation.request_schema:
        return
    schema = bound.at(operation.request_schema)
    for pointer in bound.parts(operation.request_schema):
        _plain(bound.at(pointer))
    path = {} if run.spec.own_parameters(operation) else known_path(operation, data, run)
    choices = data.choices.eligible(operation, path) if path else {}
    for name, values in choices.items():
        schema["properties"][name] |= {"items": {"enum": values}, "minItems": 1, "uniqueItems": True, "examples": []}
    if batch := operation.extensions.get("x-batch"):
        # A thing is made for each of them.
        schema["properties"][batch["items"].removeprefix("/")] |= {"minItems": 1, "maxItems": 2}
    for name, value in tied(run.spec, operation).items():
        schema["properties"][name] |= {"enum": [value], "examples": []}
    for media_type in bound.at(f"{operation.pointer}/requestBody/content").values():
        media_type.pop("examples", None)


def _plain(schema: dict[str, Any]) -> None:
    """Leave out of the values of a schema what is promised nothing, where it says nothing about that itself."""
    if schema.get("type") == "object":
        schema.setdefault("additionalProperties", False)
    if schema.get("type") == "string" and not {"enum", "const", "pattern", "format"} & schema.keys():
        schema |= {"minLength": max(1, schema.get("minLength", 1)), "pattern": PRINTABLE}
