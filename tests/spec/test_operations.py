from __future__ import annotations

import pytest
import yaml

from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

TEXT = """
paths:
  x-note: {get: {operationId: none}}
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: size, in: query, schema: {type: integer}}
      - {$ref: '#/components/parameters/Trace'}
    put:
      operationId: putThing
      x-paging: window
      x-idempotency: unknown
      parameters:
        - {name: size, in: query, required: true, schema: {type: string}}
        - {name: size, in: header, schema: {type: string}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        '404': {$ref: '#/components/responses/NotFound'}
        '201':
          headers: {Location: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}, text/plain: {}}
        default: {description: Anything}
        x-note: none
    get: {operationId: getThing, responses: {}}
  /things/new:
    get: {operationId: newThing, responses: {}}
x-policies: {paging: {window: {items: /data}}}
components:
  parameters: {Trace: {name: Trace, in: header, schema: {type: string}}}
  responses: {NotFound: {x-error-codes: {NOT_FOUND: {}}, content: {text/plain: {schema: {}}}}}
  schemas: {Thing: {type: object, properties: {name: {type: string}}}}
"""
SPEC = Spec(yaml.safe_load(TEXT))
PUT = "/paths/~1things~1{id}/put"


@pytest.fixture
def put() -> Operation:
    return SPEC.operations["putThing"]


def test_operations_are_those_of_paths_and_not_of_extensions() -> None:
    assert {name: (one.method, one.path, one.pointer) for name, one in SPEC.operations.items()} == {
        "putThing": ("PUT", "/things/{id}", PUT),
        "getThing": ("GET", "/things/{id}", "/paths/~1things~1{id}/get"),
        "newThing": ("GET", "/things/new", "/paths/~1things~1new/get"),
    }


def test_own_parameter_replaces_that_of_the_path_with_the_same_name_and_location(put: Operation) -> None:
    assert [(one.location, one.name, one.required, one.pointer) for one in put.parameters] == [
        ("path", "id", True, "/paths/~1things~1{id}/parameters/0"),
        ("query", "size", True, f"{PUT}/parameters/0"),
        ("header", "Trace", False, "/components/parameters/Trace"),
        ("header", "size", False, f"{PUT}/parameters/1"),
    ]
    size = put.parameter("query", "size")
    assert size is not None
    assert size.schema == {"type": "string"}
    assert put.parameter("query", "Trace") is None


def test_body_and_responses_are_where_they_are_defined(put: Operation) -> None:
    assert put.body is not None
    assert (put.body.pointer, put.body_required) == (f"{PUT}/requestBody", True)
    assert put.request_schema == put.response_schema == "/components/schemas/Thing"
    assert {status: one.pointer for status, one in put.responses.items()} == {
        "404": "/components/responses/NotFound",
        "201": f"{PUT}/responses/201",
        "default": f"{PUT}/responses/default",
    }
    assert put.success.status == "201"
    assert put.success.media_types == ("application/json", "text/plain")
    assert put.success.headers == {"Location": f"{PUT}/responses/201/headers/Location"}
    assert put.responses["404"].error_codes == {"NOT_FOUND": {}}
    assert put.responses["404"].schema is None


def test_operation_without_body_or_success_has_none() -> None:
    new = SPEC.operations["newThing"]
    assert (new.body, new.body_required, new.request_schema, new.response_schema) == (None, False, None, None)
    assert (new.parameters, new.successes, new.header("Location")) == ((), [], None)


def test_name_of_a_policy_is_replaced_by_the_policy_if_there_is_one(put: Operation) -> None:
    assert put.extensions == {"x-paging": {"items": "/data"}, "x-idempotency": "unknown"}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("$request.body#/name", ["/components/schemas/Thing/properties/name"]),
        ("$response.body#/name", ["/components/schemas/Thing/properties/name"]),
        ("$request.path.id", ["/paths/~1things~1{id}/parameters/0/schema"]),
        ("$response.header.Location", [f"{PUT}/responses/201/headers/Location/schema"]),
        ("$request.body#/nothing", []),
        ("$request.path.nothing", []),
        ("$response.query.size", []),
        ("$url", []),
    ],
)
def test_expression_stands_for_a_schema_or_leads_nowhere(put: Operation, expression: str, found: list[str]) -> None:
    assert put.evaluate(expression) == found


def test_request_is_matched_with_its_path_parameters_decoded() -> None:
    matched = SPEC.match("put", "/things/a%2Fb")
    assert matched is not None
    assert (matched[0].id, matched[1]) == ("putThing", {"id": "a/b"})
    assert SPEC.match("POST", "/things/a") is None
    assert SPEC.match("PUT", "/things/a/b") is None


@pytest.mark.parametrize(("path", "name"), [("/things/new", "newThing"), ("/things/old", "getThing")])
def test_path_that_is_written_out_goes_before_one_with_a_parameter(path: str, name: str) -> None:
    matched = SPEC.match("GET", path)
    assert matched is not None
    assert matched[0].id == name
