"""The pages of the operations: what the contract says of each, where from, and how the client calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contract_tests.judging.baseline import Accepted
from scripts.codegen.call_names import call_name
from scripts.codegen.resources import Resource
from scripts.reference.markdown import code, flow, page, table, text
from scripts.reference.sources import about, in_words, legend
from scripts.reference.types import limits_of, named, type_of, with_limits
from scripts.spec.operations import Operation, Parameter, Response
from scripts.spec.pointers import unescape
from scripts.spec.spec import Spec

DISAGREEMENTS = ("what", "where in the vendor's OpenAPI document", "why the contract stays as it is")


def overview_page(spec: Spec) -> str:
    """The first page of the API's reference: all operations, and what holds for every one of them."""
    rows = [
        [f"[{one.id}]({page_name(one.tag)}#{one.id})", code(f"{one.method} {one.path}"), client_call(one)]
        for one in spec.operations.values()
    ]
    servers = [
        [environment, code(one["url"]), code(one["key-prefix"] + "…")]
        for environment, one in spec.environments().items()
    ]
    return page(
        "Workspace API",
        [text(spec.root["info"]["description"]), "", f"Version {spec.version} of the contract.", ""],
        [f"## {len(rows)} operations", ""],
        table(["operation", "request", "in the client"], rows),
        ["## Servers and keys", "", "A key goes into the header `Authorization` as a bearer token.", ""],
        table(["environment", "address", "keys begin with"], servers),
        ["## Where a fact comes from", ""],
        legend(spec),
        ["## Said once for all operations", ""],
        *(["```yaml", f"{name}: {flow(spec.root[name])}", "```", ""] for name in ("x-policies", "x-error-envelope")),
    )


def operations_pages(spec: Spec, entries: Sequence[Accepted]) -> Iterator[tuple[str, str, str]]:
    """File name, title and text of a page for each tag."""
    for tag in spec.root["tags"]:
        title, intro = tag["name"].replace("-", " ").capitalize(), [f"{text(tag['description'])}.", ""]
        found = [one for one in spec.operations.values() if one.tag == tag["name"]]
        yield page_name(tag["name"]), title, page(title, intro, *(_operation(one, entries) for one in found))


def page_name(tag: str) -> str:
    """The file of the page of a tag."""
    return f"{tag}.md"


def client_call(operation: Operation) -> str:
    """How the client calls an operation, with a link to its reference."""
    *path, method = call_name(operation, operation.tag)
    where = Resource(tuple(path), [], [])
    reference = f"hopae_connect.resources.{where.module}.{where.class_name}.{method}"
    return f"[`{'.'.join(['connect', *path, method])}`][{reference}]"


def _operation(operation: Operation, entries: Sequence[Accepted]) -> Iterator[str]:
    yield from (f"## {operation.id} {{ #{operation.id} }}", "", code(f"{operation.method} {operation.path}"), "")
    yield from (f"**{text(operation.value['summary'])}.** {text(operation.value['description'])}", "")
    yield from (f"{client_call(operation)}, [documentation]({operation.documentation})", "")
    yield from table(
        ["parameter", "type", "what it is", "source"],
        map(_parameter, operation.parameters),
    )
    if operation.body:
        need = "required" if operation.body_required else "may be left out"
        source = in_words(operation.body.value.get("x-source"))
        yield from (f"Body: {_schema(operation, operation.request_schema)} ({need}; {source})", "")
    yield from table(
        ["status", "body", "when", "source"],
        (_response(operation, one) for one in operation.responses.values()),
    )
    promises = {name: value for name, value in operation.value.items() if name.startswith("x-") and name != "x-method"}
    yield from table(
        ["rule", "what the contract says"], ([code(name), code(flow(value))] for name, value in promises.items())
    )
    known = [[code(one.kind), code(one.place), one.reason] for one in about(entries, operation.id)]
    yield from table(DISAGREEMENTS, known)


def _parameter(parameter: Parameter) -> list[str]:
    schema = parameter.schema
    besides = {name: value for name, value in parameter.value.items() if name.startswith("x-")}
    limits = [*limits_of(schema), *limits_of(besides)]
    return [
        f"{code(parameter.name)} in the {parameter.location}",
        type_of(schema) + ", required" * parameter.required,
        with_limits(schema.get("description", parameter.value.get("description", "")), limits),
        in_words(schema.get("x-source", parameter.value.get("x-source"))),
    ]


def _response(operation: Operation, response: Response) -> list[str]:
    # One that is written out at the operation may say where its status comes from; a shared one says it for all.
    source = operation.value["responses"][response.status].get("x-source", response.value.get("x-source"))
    told = [*map(code, response.error_codes), *(f"header {code(name)}" for name in response.headers)]
    body = _schema(operation, response.schema) if response.schema else "none"
    return [response.status, body, with_limits(response.value["description"], told), in_words(source)]


def _schema(operation: Operation, pointer: str | None) -> str:
    """The schema at a pointer, by its name where it has one."""
    if pointer is None:
        return "another media type"
    if re.fullmatch("/components/schemas/[^/]+", pointer):
        return named(unescape(pointer))
    return type_of(operation.document.raw(pointer))
