"""Finds what is wrong with a spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import jsonschema_rs
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

META_SCHEMA = Draft202012Validator.META_SCHEMA
DOCUMENTATION = "https://docs.hopae.com/"


def read_spec(path: Path) -> Spec:
    """Return the spec of a file once nothing is wrong with it, the extensions included.

    Raises:
        OSError: the spec, or the definition of the extensions beside it, cannot be read.
        SpecError: the spec is invalid.
    """
    return check_contract(parse_spec(path.read_bytes(), spec_name(path)), path.parent)


def check_contract(spec: Spec, folder: Path) -> Spec:
    """Return a spec once nothing is wrong with it by the definition of the extensions in a folder.

    Raises:
        OSError: the definition cannot be read.
        SpecError: the spec is invalid.
    """
    schema = load_schema(folder)
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

    What the validator of OpenAPI adds is left out: it takes seconds, and refuses patterns of ECMAScript.

    Raises:
        SpecError: the document is invalid.
    """
    spec = parse_spec(source, "")
    return _checked(spec, check_refs, _check_structure, _check_schemas, _check_names)


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
    validator = jsonschema_rs.Draft202012Validator(META_SCHEMA)
    outermost = "/nothing"
    for one in objects(spec):
        if one.kind != "schema" or one.pointer.startswith(outermost + "/"):
            continue
        outermost = one.pointer
        for error in validator.iter_errors(one.value):
            yield Problem(child(one.pointer, *error.instance_path), error.message)


def _check_names(spec: Spec) -> Iterator[Problem]:
    """Yield the operationIds that are taken, and the security schemes that are not there."""
    schemes, seen = spec.root.get("components", {}).get("securitySchemes", {}), set()
    for operation in operations(spec):
        if operation.id in seen:
            yield Problem(operation.pointer, f"has an operationId that is taken: {operation.id}")
        seen.add(operation.id)
        for name in (name for one in operation.security for name in one if name not in schemes):
            yield Problem(operation.pointer, f"there is no security scheme {name}")


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
    """Yield what only the OpenAPI validator knows, such as a path parameter that is declared twice."""
    for error in OpenAPIV31SpecValidator(spec.root).iter_errors():
        yield Problem(child("", *error.absolute_path), error.message)
