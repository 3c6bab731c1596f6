from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.codegen.overrides import overrides
from scripts.regenerate import main
from scripts.template_diff import RECORD, TEMPLATES
from tests.codegen.files import edit

LARGEST_OVERRIDE_LINES = 120

MORE_PATHS = """
  /things:
    get:
      operationId: listThings
      tags: [things]
      summary: List the things
      description: One window of them.
      externalDocs: {url: 'https://docs.hopae.com/list-things'}
      security: [{workspaceKey: []}]
      x-paging: offset
      parameters:
        - $ref: '#/components/parameters/Limit'
        - $ref: '#/components/parameters/Offset'
        - {name: kinds, in: query, schema: {type: array, items: {type: string}}}
        - {name: active, in: query, schema: {type: boolean}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
      responses:
        '200':
          description: Things
          content: {application/json: {schema: {$ref: '#/components/schemas/ThingPage'}}}
        '401': {$ref: '#/components/responses/Unauthorized'}
    put:
      operationId: replaceThing
      tags: [things]
      summary: Replace a thing
      description: All of it.
      externalDocs: {url: 'https://docs.hopae.com/replace-thing'}
      security: [{workspaceKey: []}]
      x-idempotency: workspace
      parameters: [{$ref: '#/components/parameters/IdempotencyKey'}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: The thing
          headers: {Idempotency-Replayed: {$ref: '#/components/headers/IdempotencyReplayed'}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '401': {$ref: '#/components/responses/Unauthorized'}
        '409': {$ref: '#/components/responses/Conflict'}
    delete:
      operationId: deleteThings
      tags: [things]
      summary: Delete the things
      description: All of them.
      externalDocs: {url: 'https://docs.hopae.com/delete-things'}
      security: [{workspaceKey: []}]
      responses:
        '204': {description: They are gone}
        '401': {$ref: '#/components/responses/Unauthorized'}
"""

MORE_SCHEMAS = """
    ThingPage:
      type: object
      description: A window of things
      required: [data, total, limit, offset]
      properties:
        data: {type: array, description: The things, items: {$ref: '#/components/schemas/Thing'}}
        total: {type: integer, description: How many there are}
        limit: {type: integer, description: The limit}
        offset: {type: integer, description: The offset}
    Thing:
      type: object
      description: A thing
      required: [id, born, weight]
      properties:
        id: {type: string, format: uuid, description: The identifier}
        born: {type: string, format: date, description: The day}
        weight: {type: number, description: The weight}
        marks: {type: array, description: The marks, items: {type: integer}}
        times: {type: array, description: The times, items: {type: array, items: {type: string}}}
        password: {type: string, description: The password, x-secret: true}
        parent: {$ref: '#/components/schemas/Thing', description: Another thing}
        shape:
          description: The shape
          oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]
    Circle:
      type: object
      description: A circle
      required: [kind]
      properties: {kind: {type: string, const: circle, description: The kind}}
    Square:
      type: object
      description: A square
      required: [kind, thing]
      properties:
        kind: {type: string, const: square, description: The kind}
        thing: {$ref: '#/components/schemas/Thing', description: What is in it}
"""

PROGRAM = """
import datetime, json, sys
import httpx
from hopae_connect import AuthenticatedClient, HopaeConnect
from hopae_connect.api.things import delete_things, list_things, replace_thing
from hopae_connect.models import Circle, Square, Thing

THING = {"id": "0B0D5D0E-6F7E-4A39-9A51-3A6F6D0F7C55", "born": "2026-04-08", "weight": 1, "marks": [1, 2],
         "times": [["a"]], "password": "s3cr3t", "shape": {"kind": "circle"}}
NESTED = {**THING, "parent": THING, "shape": {"kind": "square", "thing": THING}}
seen = []

def answer(request):
    seen.append(request)
    if request.method == "GET":
        return httpx.Response(200, json={"data": [NESTED], "total": 2, "limit": 1, "offset": 0})
    return httpx.Response(204) if request.method == "DELETE" else httpx.Response(200, content=request.content)

client = AuthenticatedClient("k", base_url="http://x", http_client=httpx.Client(transport=httpx.MockTransport(answer)))
since = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
things = list(list_things.iterate(client=client, page_size=1, kinds=["a", "b"], active=False, since=since))
assert [thing.to_dict() for thing in things] == [NESTED, NESTED]
assert seen[1].url.query == b"limit=1&offset=1&kinds=a&kinds=b&active=false&since=2026-01-01T00%3A00%3A00.000Z"
assert isinstance(things[0].shape, Square) and isinstance(things[0].shape.thing.shape, Circle)
assert "s3cr3t" not in repr(things)
assert delete_things.sync(client=client) is None
assert replace_thing.sync(client=client, body=things[0]) == things[0]
assert len(seen[-1].headers["Idempotency-Key"]) == 36
connect = HopaeConnect("k", base_url="http://x", http_client=httpx.Client(transport=httpx.MockTransport(answer)))
assert [thing.to_dict() for thing in connect.things.list(kinds=["a"])] == [NESTED, NESTED]
assert seen[-1].url.query == b"offset=1&kinds=a"
fields = {"id": things[0].id, "born": datetime.date(2026, 4, 8), "weight": 1}
assert connect.things.replace(**fields, parent=THING).parent.weight == 1
assert json.loads(seen[-1].content)["born"] == "2026-04-08"
assert connect.things.delete() is None
print("done")
"""


def test_record_of_the_overrides_is_what_it_would_become() -> None:
    assert RECORD.read_text(encoding="utf-8") == overrides(TEMPLATES)


def test_changed_override_is_named(tmp_path: Path) -> None:
    changed = tmp_path / "types.py.jinja"
    changed.write_text((TEMPLATES / "types.py.jinja").read_text(encoding="utf-8") + "# More\n", encoding="utf-8")
    assert overrides(tmp_path).endswith("+# More\n")


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.jinja")), ids=lambda path: path.name)
def test_overrides_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST_OVERRIDE_LINES


@pytest.fixture
def larger(whole_checkout: Path) -> Path:
    """A checkout with three more operations in its spec, and their client."""
    spec = whole_checkout / "openapi" / "connect.yaml"
    edit(spec, "\ncomponents:\n", f"{MORE_PATHS}\ncomponents:\n")
    edit(spec, "\n  examples:\n", f"{MORE_SCHEMAS}\n  examples:\n")
    edit(spec, "\ntags:\n", "\ntags:\n  - name: things\n")
    assert main([], whole_checkout) == 0
    return whole_checkout


@pytest.mark.slow
def test_new_operation_costs_its_yaml_alone(larger: Path) -> None:
    environment = {"PYTHONPATH": str(larger / "generated")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False, cwd=larger
    )
    assert (done.stdout, done.stderr) == ("done\n", "")


@pytest.mark.slow
def test_new_operation_passes_the_type_checker(larger: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(larger / "cache"), "hopae_connect"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=larger / "generated")
    assert done.stdout.startswith("Success: no issues found")
