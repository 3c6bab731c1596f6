"""Statuses, media types and headers of answers."""

from __future__ import annotations

from typing import Any

from scripts.codegen.document import child
from scripts.codegen.operations import JSON, operations
from scripts.mend.finding import Inexpressible, Observation
from scripts.mend.overlay import Action
from scripts.mend.schemas import DESCRIPTION


def status(seen: Observation) -> list[Action]:
    """An undocumented status came: a success like the documented one, a refusal like others of that status."""
    code = seen.place.removeprefix("response ")
    if not code.isdecimal():
        raise Inexpressible("the status is documented, but not for this request")
    description = f"{code} came in {seen.operation_id}"
    return [Action(description, seen.path(seen.pointer), {code: _response(seen, code)})]


def _response(seen: Observation, code: str) -> Any:
    own = seen.document.at(seen.pointer)
    if code.startswith("2"):
        return own[min(status for status in own if status.startswith("2"))]
    if not code.startswith(("4", "5")):
        raise Inexpressible("a redirection is no answer of the operation")
    for operation in operations(seen.document):
        if code in operation.value["responses"]:
            return operation.value["responses"][code]
    refusals = [pointer for status, pointer in seen.operation.responses.items() if status >= "4"]
    if not refusals:
        raise Inexpressible("the operation documents no refusal that tells what its body would be")
    schema = seen.document.at(child(refusals[0], "content", JSON, "schema"))
    return {"description": DESCRIPTION, "content": {JSON: {"schema": schema}}, "x-source": "inferred"}


def media_type(seen: Observation) -> list[Action]:
    """JSON came under another name: the same schema holds for it."""
    if not (seen.observed == JSON or seen.observed.endswith("+json")):
        raise Inexpressible(f"a body of {seen.observed} has no JSON schema")
    content = child(seen.pointer, "content")
    update = {seen.observed: seen.document.at(child(content, JSON))}
    return [Action(f"{seen.observed} came in {seen.operation_id}", seen.path(content), update)]


def missing_header(seen: Observation) -> list[Action]:
    """A required header is absent: it becomes optional."""
    name = seen.place.rpartition(" header ")[2]
    header = seen.document.resolve(child(seen.pointer, "headers", name))
    return seen.removed(child(header, "required"), f"the header {name} was absent in {seen.operation_id}")
