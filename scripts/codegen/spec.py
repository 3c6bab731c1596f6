"""Reads the spec and finds what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from scripts.codegen.document import ROOT, Document, Problem, SpecError, child, load
from scripts.codegen.examples import check_examples, examples
from scripts.codegen.extensions import check_extensions, extensions, load_schema
from scripts.codegen.operations import check_operations, operations
from scripts.codegen.places import check_refs, places
from scripts.codegen.references import References


def read_spec(path: Path) -> Document:
    """Return the spec of a file once nothing is wrong with it, the extensions included.

    Raises:
        OSError: the spec, or the definition of the extensions beside it, cannot be read.
        SpecError: the spec is invalid.
    """
    document = load(path)
    schema = load_schema(path.parent)
    return _checked(
        document,
        lambda: check_refs(document),
        lambda: _check_structure(document),
        lambda: _check_schemas(document),
        lambda: check_operations(document),
        lambda: check_extensions(document, schema),
        lambda: References(document).check(),
        lambda: check_examples(document),
        lambda: _check_as_openapi(document),
    )


def read_openapi(path: Path) -> Document:
    """Return the OpenAPI document of a file once it is valid, whatever this contract demands beyond that.

    Raises:
        OSError: the file cannot be read.
        SpecError: the document is invalid, or an operation has no operationId or no responses.
    """
    document = load(path)
    return _checked(
        document,
        lambda: check_refs(document),
        lambda: _check_structure(document),
        lambda: _check_schemas(document),
        lambda: _check_members(document, "operationId", "responses"),
        lambda: _check_as_openapi(document),
    )


def _checked(document: Document, *stages: Callable[[], Iterator[Problem]]) -> Document:
    """Return the document; each stage relies on the one before, so the first one with a finding is the last."""
    for stage in stages:
        if problems := [document.describe(problem) for problem in stage()]:
            raise SpecError(problems)
    return document


def summarise(document: Document) -> str:
    """Return one line that says how much of a valid spec was checked."""
    counts = {
        "operations": len(operations(document)),
        "extensions": sum(1 for _ in extensions(document)),
        "examples and defaults": sum(1 for _ in examples(document)),
    }
    return f"{document.name} is valid: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def _check_structure(document: Document) -> Iterator[Problem]:
    """Yield the objects that OpenAPI 3.1 defines otherwise; the insides of schemas are not looked at."""
    for error in OpenAPIV31SpecValidator.schema_validator.iter_errors(document.root):
        yield Problem(child(ROOT, *error.absolute_path), str(error.message).splitlines()[0])


def _check_schemas(document: Document) -> Iterator[Problem]:
    """Yield what is no JSON schema, each once: in the outermost schema that contains it."""
    outermost = ROOT + "/nothing"
    for place in places(document):
        if place.kind != "schema" or place.pointer.startswith(outermost + "/"):
            continue
        outermost = place.pointer
        for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(place.value):
            yield Problem(child(place.pointer, *error.absolute_path), error.message)


def _check_members(document: Document, *names: str) -> Iterator[Problem]:
    """Yield the operations that lack what OpenAPI lets them leave out."""
    for operation in operations(document):
        for name in names:
            if name not in operation.value:
                yield Problem(operation.pointer, f"has no {name}")


def _check_as_openapi(document: Document) -> Iterator[Problem]:
    """Yield what only the OpenAPI validator knows, such as a duplicate operationId."""
    for error in OpenAPIV31SpecValidator(document.root).iter_errors():
        yield Problem(child(ROOT, *error.absolute_path), error.message)
