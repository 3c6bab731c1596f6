"""Finds what is wrong with a spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from scripts.spec.document import Problem, SpecError
from scripts.spec.examples import check_examples, examples
from scripts.spec.extensions import check_extensions, extensions, load_schema
from scripts.spec.objects import check_refs, objects
from scripts.spec.operations import operations
from scripts.spec.pointers import child
from scripts.spec.reading import parse_spec, spec_name
from scripts.spec.references import check_references
from scripts.spec.spec import Spec

DOCUMENTATION = "https://docs.hopae.com/"


def read_spec(path: Path) -> Spec:
    """Return the spec of a file once nothing is wrong with it, the extensions included.

    Raises:
        OSError: the spec, or the definition of the extensions beside it, cannot be read.
        SpecError: the spec is invalid.
    """
    spec = parse_spec(path.read_bytes(), spec_name(path))
    schema = load_schema(path.parent)
    return _checked(
        spec,
        check_refs,
        _check_structure,
        _check_schemas,
        _check_operations,
        partial(check_extensions, schema=schema),
        check_references,
        check_examples,
        _check_as_openapi,
    )


def read_openapi(source: bytes) -> Spec:
    """Return an OpenAPI document once it is valid, whatever this contract demands beyond that.

    Raises:
        SpecError: the document is invalid, or an operation has no operationId or no responses.
    """
    spec = parse_spec(source, "")
    return _checked(spec, check_refs, _check_structure, _check_schemas, _check_members, _check_as_openapi)


def _checked(spec: Spec, *stages: Callable[[Spec], Iterator[Problem]]) -> Spec:
    """Return the spec; each stage relies on the one before, so the first one with a finding is the last."""
    for stage in stages:
        if problems := [spec.describe(problem) for problem in stage(spec)]:
            raise SpecError(problems)
    return spec


def summarise(spec: Spec) -> str:
    """Return one line that says how much of a valid spec was checked."""
    counts = {
        "operations": len(spec.operations),
        "extensions": sum(1 for _ in extensions(spec)),
        "examples and defaults": sum(1 for _ in examples(spec)),
    }
    return f"{spec.name} is valid: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def _check_structure(spec: Spec) -> Iterator[Problem]:
    """Yield the objects that OpenAPI 3.1 defines otherwise; the insides of schemas are not looked at."""
    for error in OpenAPIV31SpecValidator.schema_validator.iter_errors(spec.root):
        yield Problem(child("", *error.absolute_path), str(error.message).splitlines()[0])


def _check_schemas(spec: Spec) -> Iterator[Problem]:
    """Yield what is no JSON schema, each once: in the outermost schema that contains it."""
    outermost = "/nothing"
    for one in objects(spec):
        if one.kind != "schema" or one.pointer.startswith(outermost + "/"):
            continue
        outermost = one.pointer
        for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(one.value):
            yield Problem(child(one.pointer, *error.absolute_path), error.message)


def _check_members(spec: Spec) -> Iterator[Problem]:
    """Yield the operations that lack what OpenAPI lets them leave out and a comparison needs."""
    for operation in operations(spec):
        for name in ("operationId", "responses"):
            if name not in operation.value:
                yield Problem(operation.pointer, f"has no {name}")


def _check_operations(spec: Spec) -> Iterator[Problem]:
    """Yield the operations that lack what every operation of the contract has."""
    seen: set[str] = set()
    for operation in operations(spec):
        if "operationId" not in operation.value:
            yield Problem(operation.pointer, "has no operationId")
        elif operation.id in seen:
            yield Problem(operation.pointer, f"has an operationId that is taken: {operation.id}")
        seen.add(operation.value.get("operationId", ""))
        if "security" not in operation.value:
            yield Problem(operation.pointer, "has no security of its own, and the generator reads no other")
        url = operation.value.get("externalDocs", {}).get("url", "")
        if not url.startswith(DOCUMENTATION):
            yield Problem(operation.pointer, f"has no externalDocs.url below {DOCUMENTATION}")
        if not operation.successes:
            yield Problem(operation.pointer, "has no response for success")
        for parameter in operation.parameters_in("header"):
            if parameter.schema.get("format") == "uuid":
                message = f"the generated client fails on {parameter.name}, because its format is uuid"
                yield Problem(parameter.pointer, message)


def _check_as_openapi(spec: Spec) -> Iterator[Problem]:
    """Yield what only the OpenAPI validator knows, such as a duplicate operationId."""
    for error in OpenAPIV31SpecValidator(spec.root).iter_errors():
        yield Problem(child("", *error.absolute_path), error.message)
