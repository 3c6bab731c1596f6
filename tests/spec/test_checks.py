from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts.check_spec import main
from scripts.spec.objects import GRAMMAR
from scripts.spec.reading import load_spec
from tests.codegen.files import ROOT, edit

CREATE = "#/paths/~1apps~1{client_id}~1production-tests/post"
LIST_APPS = "#/paths/~1apps/get"

NOT_YAML = [
    ("openapi: 3.1.0", "openapi: 3.1.0\nopenapi: 3.1.0", "connect.yaml:2:1: the key openapi stands here twice"),
    ("openapi: 3.1.0", "openapi: 3.1.0: 1", "connect.yaml:1:15: not YAML: mapping values are not allowed here"),
    ("        '200':\n", "        200:\n", "a key that is not a string; put it in quotes"),
    ("enum: ['true']", "enum: [on]", "on means something else to other parsers; put it in quotes"),
    ("version: 0.1.0", "version: 2026-11-20", "2026-11-20 means something else to other parsers; put it in quotes"),
    ("openapi: 3.1.0", "openapi: *unknown", "connect.yaml:1:10: not YAML: found undefined alias 'unknown'"),
    ("openapi: 3.1.0", "openapi: &a [*a]", "connect.yaml: holds an alias; write the value out"),
    ("openapi: 3.1.0", "openapi: \x07", "connect.yaml: not YAML: unacceptable character"),
]

NOT_OPENAPI = [
    ("openapi: 3.1.0", "openapi: 4.1.0", '#/openapi: "4.1.0" does not match'),
    ("x-paging: offset", "paging: offset", f"{LIST_APPS}: Unevaluated properties are not allowed ('paging' was"),
    (
        "          description: A window of apps\n",
        "",
        f'{LIST_APPS}/responses/200: "description" is a required property',
    ),
    (
        "AppPage:\n      type: object",
        "AppPage:\n      type: objct",
        '#/components/schemas/AppPage/type: "objct" is not',
    ),
    ("schemas/AppPage'", "schemas/Nothing'", "schema/$ref: #/components/schemas/Nothing leads nowhere"),
    ("'#/components/schemas/AppPage'", "other.yaml#/App", "$ref: other.yaml#/App is not in this document"),
    (
        "'#/components/schemas/AppPage'",
        "'#/components/examples/AppPage'",
        "leads to another kind of object: example instead of schema",
    ),
    (
        "challenge: '#/components/schemas/ChallengeItem'",
        "challenge: '#/x'",
        "discriminator/mapping/challenge: #/x leads",
    ),
    (
        "operationId: listApps",
        "operationId: createProductionTest",
        "production-tests/post: has an operationId that is taken: createProductionTest",
    ),
    ("      name: client_id", "      name: app_id", "has no parameter client_id"),
    ("/production-tests:\n", "/{kind}:\n", "#: Path parameter 'kind' for 'get' operation in"),
]

NOT_AS_EVERY_OPERATION = [
    ("      operationId: listApps\n", "", f"{LIST_APPS}: has no operationId"),
    (
        "list-apps\n      security:\n        - workspaceKey: []\n",
        "list-apps\n",
        f"{LIST_APPS}: has no security of its own",
    ),
    (
        "https://docs.hopae.com/api-reference/workspace/list-apps",
        "https://example.com/api-reference/workspace/list-apps",
        f"{LIST_APPS}: has no externalDocs.url below https://docs",
    ),
    ("        maxLength: 255\n", "        format: uuid\n", "the generated client fails on Idempotency-Key"),
]

NOT_AN_EXTENSION = [
    ("x-paging:", "x-pagin:", f"{LIST_APPS}/x-pagin: no extension x-pagin is defined for operation"),
    (
        "x-secret: true",
        "x-paging: offset",
        "workspaceKey/x-paging: no extension x-paging is defined for security scheme",
    ),
    (
        "  version: 0.1.0",
        "  version: 0.1.0\n  x-secret: true",
        "#/info/x-secret: no extension x-secret is defined for info",
    ),
    ("x-source: sample", "x-source: rumour", "/x-source: 'rumour' is not"),
    ("      scope: workspace\n", "", "#/x-policies/idempotency/workspace: 'scope' is a required property"),
    ("x-owner:\n        collection", "x-owner:\n        list: a\n        collection", "ClientId/x-owner: Additional"),
    ("from: $request.path.client_id", "from: client_id", f"{CREATE}/x-echo/0/from: 'client_id' does not match"),
    ("item: /request/id", "item: request/id", f"{CREATE}/x-creates/item: 'request/id' does not match"),
    ("at-most: /totalParticipations", "equals: /totalParticipations", "ReportStats/x-invariants/1: "),
    ("AUTH_FORBIDDEN: {}", "auth-forbidden: {}", "Forbidden/x-error-codes: 'auth-forbidden' does not match"),
]

NOT_THERE = [
    ("x-paging: offset", "x-paging: cursor", f"{LIST_APPS}/x-paging: there is no paging policy cursor"),
    ("limit: {parameter: limit,", "limit: {parameter: size,", "listApps has no query parameter size"),
    ("field: /offset}", "field: /start}", f"{LIST_APPS}/x-paging: /start leads nowhere"),
    ("items: /data", "items: /total", f"{LIST_APPS}/x-paging: /total/* leads nowhere"),
    ("total: /total", "total: /count", f"{LIST_APPS}/x-paging: /count leads nowhere"),
    ("header: Idempotency-Key", "header: Request-Key", "createProductionTest has no header parameter Request-Key"),
    ("{header: Idempotency-Replayed", "{header: Replayed", "createProductionTest answers without the header Replayed"),
    ("conflict: {status: 409", "conflict: {status: 400", "does not list IDEMPOTENCY_KEY_CONFLICT under 400"),
    ("in-progress: {status: 409", "in-progress: {status: 425", "createProductionTest has no response 425"),
    ("identifier: $response.body#/id", "identifier: $response.body#/ref", "/x-creates/identifier: $response.body#/ref"),
    ("collection: listProductionTests", "collection: createProductionTest", "createProductionTest lists no items"),
    ("collection: listProductionTests\n        item", "collection: listTests\n        item", "no operation listTests"),
    ("item: /request/id", "item: /request/ref", f"{CREATE}/x-creates/item: /request/ref leads nowhere"),
    ("from: $request.body#/title", "from: $request.body#/name", f"{CREATE}/x-echo/1/from: $request.body#/name leads"),
    ("to: $response.body#/payload/title", "to: $response.body#/payload/name", f"{CREATE}/x-echo/1/to: "),
    ("default: 3}", "default: 4}", f"{CREATE}/x-echo/3/default: the request's own default is 3"),
    ("poll: listProductionTests", "poll: listTests", f"{CREATE}/x-lifecycle/poll: there is no operation listTests"),
    ("status: /request/status,", "status: /request/state,", f"{CREATE}/x-lifecycle/pending/status: /request/state"),
    ("failed: [failed]", "failed: [lost]", f"{CREATE}/x-lifecycle/failed: lost is not among the known values"),
    (
        "settled: {identifier: /challenge/id,",
        "settled: {identifier: /test/id,",
        "/x-lifecycle/settled/identifier: /test",
    ),
    ("settled: /request/challengeId", "settled: /request/id2", "/x-lifecycle/pending/settled: /request/id2 leads"),
    ("timestamp: /challenge/createdAt", "timestamp: /challenge/madeAt", "/x-lifecycle/settled/timestamp: /challenge/m"),
    ("to: /challenge/title}", "to: /challenge/name}", f"{CREATE}/x-lifecycle/carries/0/to: /challenge/name leads"),
    (
        "snapshot:\n          operationId: get",
        "snapshot:\n          operationId: read",
        f"{CREATE}/x-lifecycle/snapshot/operationId: there is no operation",
    ),
    (
        "field: /challenge, identifier",
        "field: /test, identifier",
        f"{CREATE}/x-lifecycle/snapshot/repeats/field: /test",
    ),
    ("bounded: {field: /stats/totalClaims", "bounded: {field: /stats/claims", "snapshot/bounded/field: /stats/claims"),
    (
        "active: /challenge/isActive",
        "active: /challenge/open",
        f"{CREATE}/x-lifecycle/snapshot/active: /challenge/open",
    ),
    (
        "collection: listApps\n        identifier",
        "collection: apps\n        identifier",
        "ClientId/x-owner/collection: ",
    ),
    ("identifier: /clientId", "identifier: /id", "ClientId/x-owner: /id leads nowhere"),
    ("mistaken-for: [/request/id]", "mistaken-for: [/request/ref]", "ChallengeId/x-owner: /request/ref leads nowhere"),
    ("code: RESOURCE_NOT_FOUND}", "code: NOT_FOUND}", "ClientId/x-owner/refused: listProductionTests does not list"),
    ("owner: client_id", "owner: app", "x-eligible/owner: createProductionTest has no path parameter app"),
    ("keys: /providers", "keys: /provider", "x-eligible/keys: /provider leads nowhere"),
    ("where: /enabled", "where: /active", "x-eligible/where: /providers/*/active leads nowhere"),
    (
        "[passport]\n            refused: {status: 400}",
        "[passport]\n            refused: {status: 422}",
        "x-eligible/refused: createProductionTest has no response 422",
    ),
    (
        "x-refused: {status: 401",
        "x-refused: {status: 403",
        "workspaceKey/x-refused: listApps does not list AUTH_INVALID",
    ),
    ("AUTH_FORBIDDEN: {}", "RESOURCE_NOT_FOUND: {}", "RESOURCE_NOT_FOUND is listed under 403 and under 404"),
    (
        "    - workspaceKey: []\n      x-paging",
        "    - key: []\n      x-paging",
        "/security: there is no security scheme key",
    ),
    ("before: /expiresAt", "before: /endsAt", "Challenge/x-invariants/0/before: /endsAt leads nowhere"),
    ("/*/claimCount'", "/*/count'", "ReportStats/x-invariants/0/sum: /providerBreakdown/*/count leads nowhere"),
    (
        "              operationId: createP",
        "              operationId: p",
        "links/createProductionTest: names no operation",
    ),
    (
        "client_id: $response.body#/data/0/clientId",
        "app: DeVxbsxN",
        "parameters/app: createProductionTest has no parameter",
    ),
    (
        "body#/data/0/clientId",
        "body#/data/0/id",
        "links/createProductionTest/parameters/client_id: $response.body#/data",
    ),
]

# What other operations have as well: the place is the one below the operation that creates a production test.
WRONG_IN_CREATION = [
    ("        '201':\n", "        '302':\n", f"{CREATE}: has no response for success"),
    ("x-idempotency: workspace", "x-idempotency: app", f"{CREATE}/x-idempotency: there is no idempotency policy app"),
    ("location: $response.header.Location", "location: $response.header.Address", f"{CREATE}/x-creates/location: "),
]

NOT_AN_EXAMPLE = [
    ("examples: [FK5b0KSM]", "examples: [5]", "ClientId/schema/examples/0: 5 is not of type 'string'"),
    ("        default: 20", "        default: 200", "Limit/schema/default: 200 is greater than the maximum of 100"),
    ("        total: 2\n", "        total: two\n", "#/components/examples/AppPage/value/total: 'two' is not of type"),
    ("'2026-04-15T23:59:59.000Z'", "'2026-04-15'", "Challenge/properties/expiresAt/examples/0: '2026-04-15' is not a"),
    ("'30'", "30", "#/components/headers/RetryAfter/schema/examples/0: 30 is not of type 'string'"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [*NOT_YAML, *NOT_OPENAPI, *NOT_AS_EVERY_OPERATION, *NOT_AN_EXTENSION, *NOT_THERE, *NOT_AN_EXAMPLE],
)
def test_fault_is_named_with_its_place(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    edit(root / "openapi" / "connect.yaml", old, new)
    assert main([], root) == 2
    error = capsys.readouterr().err
    assert message in error
    assert all(line.startswith("error: openapi/connect.yaml:") for line in error.splitlines())


@pytest.mark.parametrize(("old", "new", "message"), WRONG_IN_CREATION)
def test_fault_of_one_of_several_operations_is_named_with_its_place(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    spec = root / "openapi" / "connect.yaml"
    before, line, rest = spec.read_text(encoding="utf-8").partition(
        "      operationId: createProductionTest\n      tags"
    )
    assert old in rest
    spec.write_text(before + line + rest.replace(old, new, 1), encoding="utf-8")
    assert main([], root) == 2
    assert message in capsys.readouterr().err


def test_committed_spec_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], ROOT) == 0
    output = capsys.readouterr().out
    operations = len(load_spec().operations)
    assert output.startswith(f"openapi/connect.yaml is valid: {operations} operations, ")
    assert output.count("\n") == 1


def test_problem_names_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = root / "openapi" / "connect.yaml"
    line = spec.read_text(encoding="utf-8").partition("x-paging: offset")[0].count("\n") + 1
    edit(spec, "x-paging: offset", "x-paging: cursor")
    assert main([], root) == 2
    named = f"error: openapi/connect.yaml:{line}: {LIST_APPS}/x-paging: "
    assert any(problem.startswith(named) for problem in capsys.readouterr().err.splitlines())


def test_every_problem_of_a_kind_is_listed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root / "openapi" / "connect.yaml", "x-idempotency: workspace", "x-idempotency: app")
    edit(root / "openapi" / "connect.yaml", "where: /enabled", "where: /active")
    assert main([], root) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_header_names_and_field_names_are_no_extensions(root: Path) -> None:
    spec = root / "openapi" / "connect.yaml"
    edit(
        spec,
        "            Location: {$ref",
        "            x-trace: {schema: {type: string}}\n            Location: {$ref",
    )
    edit(
        spec,
        "      properties:\n",
        "      properties:\n        x-note: {type: string}\n        headers: {type: object}\n",
    )
    assert main([], root) == 0


def test_data_of_examples_is_not_read_as_structure(root: Path) -> None:
    edit(root / "openapi" / "connect.yaml", "        total: 2\n", "        total: 2\n        x-any: {$ref: nowhere}\n")
    assert main([], root) == 0


@pytest.mark.parametrize("name", ["connect.yaml", "extensions.schema.json"])
def test_missing_file_is_one_line_and_exit_code_2(root: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (root / "openapi" / name).unlink()
    assert main([], root) == 2
    error = capsys.readouterr().err
    assert name in error
    assert error.count("\n") == 1


def test_broken_definition_of_the_extensions_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "openapi" / "extensions.schema.json").write_text('{"type": "objct"}')
    assert main([], root) == 2
    assert capsys.readouterr().err.startswith("error: openapi/extensions.schema.json: not a JSON schema: ")


def test_extensions_are_defined_for_objects_that_openapi_knows_and_described() -> None:
    schema = json.loads((ROOT / "openapi" / "extensions.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    kinds = {kind.rstrip("[]{}") for members in GRAMMAR.values() for kind in members.values()} | {"document"}
    assert set(schema["properties"]) <= kinds
    names = {name: value for kind in schema["properties"].values() for name, value in kind["properties"].items()}
    undescribed = [n for n, v in names.items() if "description" not in schema["$defs"][v["$ref"].rpartition("/")[2]]]
    assert undescribed == []


def test_every_defined_extension_is_in_use() -> None:
    schema = json.loads((ROOT / "openapi" / "extensions.schema.json").read_text(encoding="utf-8"))
    text = (ROOT / "openapi" / "connect.yaml").read_text(encoding="utf-8")
    assert [
        name for kind in schema["properties"].values() for name in kind["properties"] if f"{name}:" not in text
    ] == []
    assert yaml.safe_load(text)["openapi"] == "3.1.0"
