"""From findings to proposals: what each kind of change would do to the real spec, line by line."""

import difflib
import io
import itertools
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from oas_patch.overlay import apply_overlay

from contract_tests.judging.observed import observed
from scripts.proposals.apply import applied, round_trip
from scripts.proposals.jsonpath import pointer_to
from scripts.proposals.overlay import Overlay, read_overlay
from scripts.proposals.propose import propose
from scripts.spec.checks import read_spec
from scripts.spec.pointers import get
from scripts.spec.reading import SPEC_PATH, load_spec
from tests.partial_contract import FIRST_OPERATIONS, partial_spec

SPEC = load_spec()
SCHEMAS = "/components/schemas"
REPORT = "getProductionTestReport", "response 200 body"
REPORTED = {"target": {"base_url": "http://target"}, "started_at": "2026-01-01"}


def finding(operation: str, kind: str, place: str, pointer: str, schema: Any = None, **members: Any) -> dict[str, Any]:
    return {
        "id": "0123456789ab",
        "rule": "shape",
        "operation": operation,
        "kind": kind,
        "place": place,
        "expected": "this",
        "observed": "that",
        "spec_pointer": pointer,
        "observed_schema": schema,
    } | members


def proposed(*findings: dict[str, Any]) -> Overlay:
    """The overlay for findings, each of a cause of its own."""
    causes = [{"id": one["id"], "findings": [one["id"]]} for one in findings]
    return propose(REPORTED | {"findings": list(findings), "causes": causes}, SPEC)


def changes(one: dict[str, Any], folder: Path) -> list[str]:
    """The lines that the proposal for a finding takes away and adds, once the spec with them is found valid."""
    overlay = proposed(one)
    assert overlay.unexpressed == {}
    before = SPEC_PATH.read_text(encoding="utf-8")
    after = applied(before, overlay.proposals["0123456789ab"])
    (folder / "openapi").mkdir(exist_ok=True)
    for name in ("extensions.schema.json",):
        (folder / "openapi" / name).write_bytes((SPEC_PATH.parent / name).read_bytes())
    (folder / "openapi" / "connect.yaml").write_text(after, encoding="utf-8")
    read_spec(folder / "openapi" / "connect.yaml")
    assert applied(after, overlay.proposals["0123456789ab"]) == after
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [f"{line[0]} {line[1:].strip()}" for line in lines if not line.startswith("@@")]


@pytest.mark.slow
def test_renamed_field(tmp_path: Path) -> None:
    """A renamed field keeps its place and schema, and pointers and examples follow."""
    one = finding(
        REPORT[0],
        "missing-field",
        f"{REPORT[1]} /challenge/isActive",
        f"{SCHEMAS}/Challenge/properties/isActive",
        {"properties": {"active": {"type": ["boolean"]}}},
    )
    assert changes(one, tmp_path) == [
        "- active: /challenge/isActive",
        "+ active: /challenge/active",
        "- - isActive",
        "+ - active",
        "- - {value: /completedAt, 'null-while': /isActive}",
        "+ - {value: /completedAt, 'null-while': /active}",
        "- isActive:",
        "+ active:",
        "+ x-source: inferred",
        "- isActive: true",
        "+ active: true",
        "- isActive: true",
        "+ active: true",
    ]


@pytest.mark.slow
def test_renamed_identifier(tmp_path: Path) -> None:
    """Where a field is renamed that others are found by, every pointer of an extension or link to it follows."""
    one = finding(
        "listApps",
        "missing-field",
        "response 200 body /data/*/clientId",
        f"{SCHEMAS}/App/properties/clientId",
        {"properties": {"appId": {"type": ["string"]}}},
    )
    added = [line for line in changes(one, tmp_path) if line.startswith("+")]
    assert added.count("+ client_id: $response.body#/data/0/appId") == 2
    expected = {
        "+ identifier: $response.body#/appId",
        "+ item: /appId",
        "+ identifier: /appId",
        "+ - appId",
        "+ appId:",
        "+ x-source: inferred",
        "+ - appId: DeVxbsxN",
    }
    assert expected <= set(added)


@pytest.mark.slow
def test_renamed_field_of_a_policy(tmp_path: Path) -> None:
    """A pointer in a policy that an operation names follows as well."""
    one = finding(
        "listApps",
        "missing-field",
        "response 200 body /data",
        f"{SCHEMAS}/AppPage/properties/data",
        {"properties": {"apps": {"type": ["array"]}}},
    )
    added = [line for line in changes(one, tmp_path) if line.startswith("+")]
    assert "+ items: /apps" in added
    assert added.count("+ client_id: $response.body#/apps/0/clientId") == 2


@pytest.mark.slow
def test_findings_on_one_schema_compose(tmp_path: Path) -> None:
    """A renamed, a missing and a nullable field of one schema can all be adopted, in whatever order."""
    # A part of the contract is written in a third of the time.
    before = partial_spec(tmp_path / "connect.yaml", FIRST_OPERATIONS).read_text(encoding="utf-8")
    challenge = f"{SCHEMAS}/Challenge/properties"
    body = f"{REPORT[1]} /challenge"
    new = {"properties": {"active": {"type": ["boolean"]}}}
    made = [
        finding(REPORT[0], "missing-field", f"{body}/isActive", f"{challenge}/isActive", new, id="renamed"),
        finding(REPORT[0], "missing-field", f"{body}/sources", f"{challenge}/sources", id="missing"),
        finding(REPORT[0], "type", f"{body}/title", f"{challenge}/title/type", {"type": ["null"]}, id="nullable"),
    ]
    proposals = proposed(*made).proposals
    texts = set()
    for order in itertools.permutations(proposals.values()):
        text = before
        for actions in order:
            text = applied(text, actions)
        texts.add(text)
    (text,) = texts
    assert "- active\n" in text
    assert "- sources\n" not in text
    assert "isActive" not in text.partition("\n    Challenge:\n")[2].partition("\n    ChallengeSponsor:\n")[0]


def test_targets_are_objects_and_arrays() -> None:
    """Every target of a proposal is an object or an array, as Overlay 1.0 has it."""
    made = [
        finding(
            "listApps", "pattern", "response 200 body /data/*/clientId", f"{SCHEMAS}/App/properties/clientId/pattern"
        ),
        finding(
            REPORT[0],
            "missing-field",
            f"{REPORT[1]} /challenge/isActive",
            f"{SCHEMAS}/Challenge/properties/isActive",
            {"properties": {"active": {"type": ["boolean"]}}},
            id="ba9876543210",
        ),
    ]
    for actions in proposed(*made).proposals.values():
        for action in actions:
            assert isinstance(get(SPEC.root, pointer_to(action.target)), dict | list)


@pytest.mark.slow
def test_missing_field(tmp_path: Path) -> None:
    """A field that is only absent becomes optional."""
    place, pointer = f"{REPORT[1]} /challenge/sources", f"{SCHEMAS}/Challenge/properties/sources"
    assert changes(finding(REPORT[0], "missing-field", place, pointer), tmp_path) == ["- - sources"]


@pytest.mark.slow
def test_new_field(tmp_path: Path) -> None:
    """A new field is optional and marked as inferred; an object in it gets a name, a secret its mark."""
    schema = observed({"hex": "#fff", "apiToken": "x", "sizes": [1, 2.5, None]})
    one = finding("listApps", "undocumented-field", "response 200 body /data/*/colour", f"{SCHEMAS}/App", schema)
    assert changes(one, tmp_path) == [
        "+ colour:",
        "+ $ref: '#/components/schemas/AppColour'",
        "+ description: Observed, documented nowhere",
        "+ x-source: inferred",
        "+ ",
        "+ AppColour:",
        "+ type: object",
        "+ description: Observed, documented nowhere",
        "+ properties:",
        "+ hex:",
        "+ type: string",
        "+ description: Observed, documented nowhere",
        "+ x-source: inferred",
        "+ apiToken:",
        "+ type: string",
        "+ description: Observed, documented nowhere",
        "+ x-secret: true",
        "+ x-source: inferred",
        "+ sizes:",
        "+ type: array",
        "+ items: {type: [number, 'null']}",
        "+ description: Observed, documented nowhere",
        "+ x-source: inferred",
        "+ x-source: inferred",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "pointer", "value", "expected"),
    [
        (
            "new-value",
            f"{SCHEMAS}/Challenge/properties/challengeMode",
            "badge",
            ["- x-extensible-enum: [stamp]", "+ x-extensible-enum: [stamp, badge]"],
        ),
        ("value", f"{SCHEMAS}/TargetPlatform/enum", "web", ["- enum: [ios, android]", "+ enum: [ios, android, web]"]),
        ("new-value", "/components/responses/NotFound/x-error-codes", "APP_GONE", ["+ APP_GONE: {}"]),
    ],
)
def test_widened_list(tmp_path: Path, kind: str, pointer: str, value: str, expected: list[str]) -> None:
    """A new value joins the list that it is missing from."""
    assert changes(finding("listApps", kind, "response 200 body /x", pointer, {"enum": [value]}), tmp_path) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "pointer", "types", "expected"),
    [
        (
            "/stats/totalClaims",
            "/ReportStats/properties/totalClaims/type",
            ["integer", "string"],
            ["- type: integer", "+ type: [integer, string]", "+ x-source: inferred"],
        ),
        (
            "/challenge/sponsor",
            "/Challenge/properties/sponsor/anyOf",
            ["array"],
            ["+ - type: array"],
        ),
        (
            "/challenge/isActive",
            "/Challenge/properties/isActive/type",
            ["null"],
            ["- type: boolean", "+ type: [boolean, 'null']", "+ x-source: inferred"],
        ),
        (
            "/stats",
            "/ReportStats/type",
            ["null", "object"],
            [
                "- $ref: '#/components/schemas/ReportStats'",
                "+ anyOf:",
                "+ - $ref: '#/components/schemas/ReportStats'",
                "+ - type: 'null'",
                "+ x-source: inferred",
            ],
        ),
        (
            "/stats/totalParticipations",
            "/ReportStats/properties/totalParticipations/type",
            ["string"],
            [
                "- type: integer",
                "- minimum: 0",
                "+ type: string",
                "- examples: [4]",
                "- x-source: sample",
                "+ x-source: inferred",
                "- totalParticipations: 4",
                "+ totalParticipations: '4'",
            ],
        ),
    ],
)
def test_changed_type(tmp_path: Path, place: str, pointer: str, types: list[str], expected: list[str]) -> None:
    """A type is widened while the documented one is still seen, or only null instead; else it is replaced."""
    one = finding(REPORT[0], "type", f"{REPORT[1]} {place}", SCHEMAS + pointer, {"type": types})
    assert sorted(changes(one, tmp_path)) == sorted(expected)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "place", "pointer", "observed_text", "expected"),
    [
        (
            "pattern",
            "response 200 body /data/*/clientId",
            f"{SCHEMAS}/App/properties/clientId/pattern",
            "",
            ["- pattern:"],
        ),
        ("minimum", "response 200 body /total", f"{SCHEMAS}/AppPage/properties/total/minimum", "", ["- minimum: 0"]),
        (
            "status",
            "response 404",
            "/paths/~1apps/get/responses",
            "404",
            ["+ '404':", "+ $ref: '#/components/responses/NotFound'"],
        ),
        (
            "media-type",
            "response 404 header Content-Type",
            "/components/responses/NotFound",
            "application/problem+json",
            ["+ application/problem+json:", "+ schema:", "+ $ref: '#/components/schemas/ErrorResponse'"],
        ),
        (
            "missing-header",
            "response 429 header Retry-After",
            "/components/responses/TooManyRequests",
            "absent",
            ["- required: true"],
        ),
    ],
)
def test_answers(tmp_path: Path, kind: str, place: str, pointer: str, observed_text: str, expected: list[str]) -> None:
    """Limits that no longer hold go; statuses and media types that came join; headers become optional."""
    got = changes(finding("listApps", kind, place, pointer, observed=observed_text), tmp_path)
    assert [line.partition(" ^")[0] for line in got] == expected


@pytest.mark.slow
def test_success_of_another_status(tmp_path: Path) -> None:
    """An undocumented success is described as the documented one is."""
    pointer = "/paths/~1apps~1{client_id}~1production-tests/post/responses"
    added = changes(finding("createProductionTest", "status", "response 200", pointer), tmp_path)
    assert added[0] == "+ '200':"
    assert "+ $ref: '#/components/schemas/ProductionTestRequest'" in added


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"rule": "paging/walk"}, "it is about how the API behaves"),
        ({"kind": "invariant"}, "people have to decide whether the rule in x-invariants"),
        ({"kind": "no-answer"}, "there was no answer"),
        ({"kind": "value", "observed_schema": {"enum": ["[redacted]"]}}, "looks like a secret"),
        ({"kind": "value", "spec_pointer": f"{SCHEMAS}/ChallengeItem/properties/type/const"}, "a branch of its own"),
        ({"kind": "type", "spec_pointer": f"{SCHEMAS}/Nowhere/type"}, "has nothing of its own"),
        ({"kind": "media-type", "observed": "text/html"}, "a body of text/html has no JSON schema"),
        ({"kind": "media-type", "observed": "absent"}, "no Content-Type"),
        ({"kind": "status", "place": "response 302"}, "a redirection"),
    ],
)
def test_what_no_overlay_can_say(members: dict[str, Any], why: str) -> None:
    """What is no change of shape is listed with the reason, and nothing is proposed for it."""
    pointer = "/paths/~1apps/get/responses" if members.get("kind") == "status" else f"{SCHEMAS}/App"
    schema = {"enum": ["x"]} if "const" in str(members) else None
    overlay = proposed(finding("listApps", "type", "response 200 body /x", pointer, schema) | members)
    assert overlay.proposals == {}
    assert why in overlay.unexpressed["0123456789ab"]


def test_overlay_is_read_as_it_was_written(tmp_path: Path) -> None:
    """An overlay is a file for people and programs; without any action there is none."""
    one = finding(
        "listApps", "undocumented-field", "response 200 body /data/*/x", f"{SCHEMAS}/App", {"type": ["string"]}
    )
    other = finding("listApps", "notice", "response header Sunset", "/paths/~1apps/get", id="ba9876543210")
    overlay, path = proposed(one, other), tmp_path / "overlay.yaml"
    overlay.write(path)
    assert read_overlay(path) == overlay
    proposed(other).write(tmp_path / "none.yaml")
    assert not (tmp_path / "none.yaml").exists()


def new_field(operation: str, identity: str) -> dict[str, Any]:
    place = "response 200 body /data/*/x" if operation == "listApps" else "response 200 body /x"
    return finding(operation, "undocumented-field", place, f"{SCHEMAS}/App", {"type": ["string"]}, id=identity)


def test_overlay_of_an_older_run_goes(tmp_path: Path) -> None:
    """Where nothing is proposed there is no overlay."""
    path = tmp_path / "overlay.yaml"
    for overlay, written in ((proposed(new_field("listApps", "a")), True), (proposed(), False)):
        overlay.write(path)
        assert path.exists() == written


def test_one_change_is_proposed_once(tmp_path: Path) -> None:
    """A field that came in two operations is one proposal, which the id of the cause and of each finding name."""
    findings = [new_field("listApps", "a"), new_field("getApp", "b")]
    report = REPORTED | {"findings": findings, "causes": [{"id": "c", "findings": ["a", "b"]}]}
    propose(report, SPEC).write(tmp_path / "overlay.yaml")
    overlay = read_overlay(tmp_path / "overlay.yaml")
    assert len(overlay.proposals["c"]) == 1
    assert overlay.actions("a") == overlay.actions("b") == overlay.actions("c")


@pytest.mark.slow
def test_another_tool_applies_an_overlay_as_we_do(tmp_path: Path) -> None:
    """The overlay is one of version 1.0, and oas-patch makes of the spec what adopting makes of it."""
    made = [
        new_field("listApps", "a"),
        finding("listApps", "type", "response 200 body /total", f"{SCHEMAS}/AppPage/properties/total/type",
                {"type": ["string"]}, id="b"),
        finding(REPORT[0], "missing-field", f"{REPORT[1]} /challenge/isActive",
                f"{SCHEMAS}/Challenge/properties/isActive", {"properties": {"active": {"type": ["boolean"]}}}, id="c"),
        finding("listApps", "status", "response 503", "/paths/~1apps/get/responses", id="d"),
    ]  # fmt: skip
    proposed(*made).write(tmp_path / "overlay.yaml")
    text = (tmp_path / "overlay.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert set(document["actions"][0]) >= {"target", "update", "x-cause"}
    assert "&" not in text.replace("&&", "")
    schema = yaml.safe_load((files("oas_patch") / "schema" / "overlay_schema_1.0.0.yml").read_text())
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    ours = SPEC_PATH.read_text(encoding="utf-8")
    for actions in read_overlay(tmp_path / "overlay.yaml").proposals.values():
        ours = applied(ours, actions)
    theirs = apply_overlay(yaml.safe_load(SPEC_PATH.read_text(encoding="utf-8")), document)
    assert yaml.safe_load(ours) == theirs


@pytest.mark.slow
def test_untouched_spec_is_written_as_it_is() -> None:
    """Writing the spec anew changes no byte, so that a diff shows adopted changes alone."""
    text, written, yaml = SPEC_PATH.read_text(encoding="utf-8"), io.StringIO(), round_trip()
    yaml.dump(yaml.load(text), written)
    assert written.getvalue() == text
