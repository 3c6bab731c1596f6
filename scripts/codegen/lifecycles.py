"""What the wait helpers of an operation are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.spec.operations import Operation

if TYPE_CHECKING:
    from scripts.codegen.contract import Contract


def lifecycle(contract: Contract, operation: Operation) -> dict[str, Any] | None:
    """Return what the template of the wait helpers fills in; None when the contract gives no way to wait."""
    value, creates = operation.extensions.get("x-lifecycle"), operation.creates
    if not value or not creates or "snapshot" not in value:
        return None
    snapshot, operations = value["snapshot"], contract.spec.operations
    poll, read = operations[value["poll"]], operations[snapshot["operationId"]]
    items, answer = poll.response_schema, read.response_schema
    assert items is not None
    assert answer is not None
    settled_class = contract.class_of(contract.spec.find(items, f"/*{snapshot['repeats']['item']}"))
    identifier = contract.model(settled_class).attribute(snapshot["repeats"]["identifier"])
    known = {parameter.name: parameter.name for parameter in operation.parameters_in("path")}
    return {
        "pointers": _pointers(value, creates),
        "settled_class": settled_class,
        "report_class": contract.class_of([answer]),
        "poll": _call(contract, poll, known, ""),
        "read": _call(contract, read, known, f"known.{identifier}"),
    }


def _pointers(value: dict[str, Any], creates: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of the descriptor."""
    snapshot = value["snapshot"]
    return {
        "identifier": _in_body(creates["identifier"]),
        "pending_identifier": value["pending"]["identifier"],
        "pending_status": value["pending"]["status"],
        "failed": frozenset(value["failed"]),
        "settled": snapshot["repeats"]["item"],
        "settled_identifier": value["settled"]["identifier"],
        "carries": tuple((_in_body(one["from"]), one["to"]) for one in value["carries"]),
        "created_at": _in_body(creates.get("timestamp")),
        "settled_at": value["settled"]["timestamp"],
        "pending_settled": value["pending"]["settled"],
        "progress": snapshot["bounded"]["field"],
        "limit": _in_body(snapshot["bounded"]["by"]),
        "active": snapshot["active"],
    }


def _call(contract: Contract, operation: Operation, known: dict[str, str], identifier: str) -> dict[str, str]:
    package, module = contract.module_of(operation)
    names = [parameter.name for parameter in operation.parameters_in("path")]
    arguments = "".join(f"{name}={known.get(name, identifier)}, " for name in names)
    return {"package": package, "module": module, "arguments": arguments}


def _in_body(expression: str | None) -> str | None:
    return expression.partition("#")[2] if expression else None
