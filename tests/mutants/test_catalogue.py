"""Which mutants derive from the spec, and that a spec that grows brings its own."""

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contract_tests.mutants.catalogue import BY_HAND, DERIVED, FAULTS, VARIANTS, mutants, spread
from contract_tests.mutants.justified import JUSTIFIED
from contract_tests.mutants.mutant import HARMLESS, Mutant
from scripts.spec.operations import Operation
from scripts.spec.resources import shown
from scripts.spec.spec import Spec
from tests.mutants.test_change import KEY, ask

MUTANTS = Path(__file__).resolve().parents[2] / "contract_tests" / "mutants"
LEAST_MUTANTS, LEAST_HARMLESS, MOST_JUSTIFIED = 250, 15, 0.02
EVERYWHERE = {
    "authentication", "bad value", "header", "media type", "no JSON", "notice", "nulled", "removed", "renamed",
    "retyped", "secret", "sibling added", "status",
}  # fmt: skip
BY_EXTENSION = {
    "x-creates": {"creation"},
    "x-echo": {"echo"},
    "x-idempotency": {"idempotency"},
    "x-lifecycle": set(),
    "x-paging": {"paging", "limit", "required"},
    "x-changes": {"change"},
    "x-deletes": {"deletion"},
    "x-rotates": {"rotation"},
    "x-refuses": {"refused state"},
}
LEAST_BY_HAND = 60
WORKFLOWS = "/apps/Shop0001/workflows"


def kinds(found: list[Mutant], operation: str) -> set[str]:
    return {mutant.kind for mutant in found if operation in mutant.operations}


def grown(spec: Spec) -> Spec:
    """A copy of the spec with one more operation and one more field."""
    document = copy.deepcopy(spec.root)
    app = document["components"]["schemas"]["App"]
    app["properties"]["tier"] = {"type": "string", "x-extensible-enum": ["free", "paid"]}
    app["required"] = [*app["required"], "tier"]
    listed: dict[str, Any] = copy.deepcopy(document["paths"]["/apps"]["get"])
    listed["operationId"] = "listTemplates"
    document["paths"]["/templates"] = {"get": listed}
    return Spec(document)


def _shows_what_it_changes(operation: Operation) -> bool:
    """Whether an answer shows what its request, or the operation itself, says of a thing."""
    said = operation.extensions.get("x-changes", {}).keys() & {"stores", "clears"}
    return bool(shown(operation) and (operation.request_schema or said))


def test_there_are_enough(every: list[Mutant]) -> None:
    counts = Counter(mutant.kind == HARMLESS for mutant in every)
    assert counts[False] >= LEAST_MUTANTS
    assert counts[True] >= LEAST_HARMLESS


def test_names_are_unique(every: list[Mutant]) -> None:
    assert [name for name, count in Counter(mutant.name for mutant in every).items() if count > 1] == []


def test_few_are_merely_justified(every: list[Mutant]) -> None:
    assert sum(bool(mutant.unseen) for mutant in every) <= MOST_JUSTIFIED * len(every)


def test_every_operation_has_every_kind_that_applies(spec: Spec, every: list[Mutant]) -> None:
    for operation in spec.operations.values():
        expected = EVERYWHERE.union(*(BY_EXTENSION.get(extension, set()) for extension in operation.extensions))
        expected -= set() if operation.success.schema else {"renamed"}
        expected |= {"ownership", "operation"} if operation.parameters_in("path") else set()
        expected |= {"limit", "required", "type loosened"} if operation.request_schema else set()
        expected -= set() if _shows_what_it_changes(operation) else {"change"}
        refuses = any("refused" in one for one in operation.extensions.get("x-refuses", []))
        expected -= set() if refuses else {"refused state"}
        assert expected - kinds(every, operation.id) == set(), operation.id


def test_every_required_field_is_removed_renamed_nulled_and_retyped(every: list[Mutant]) -> None:
    labels = {mutant.name for mutant in every}
    for place in ("/data/*/clientId", "/data/*/workflows/*/nodes/*/type", "/total", "/data/*/providers/*/enabled"):
        for label in ("removed", "renamed", "nulled", "of another type"):
            assert f"listApps 200 {place} {label}" in labels
    assert "listProductionTests 200 /*[challenge]/challenge/title removed" in labels
    assert "listProductionTests 404 /error/code removed" in labels


def test_an_optional_field_may_be_absent_and_a_nullable_one_null(every: list[Mutant]) -> None:
    names = {mutant.name for mutant in every}
    assert "listApps 200 /data/*/logo removed" not in names
    assert "listApps 200 /data/*/logo nulled" in names
    assert "getProductionTestReport 200 /challenge/sponsor nulled" not in names


def test_an_added_field_brings_its_mutants(spec: Spec, every: list[Mutant]) -> None:
    before = {mutant.name for mutant in every}
    added = {mutant.name for mutant in mutants(grown(spec)) if mutant.operations == ("listApps",)} - before
    labels = ("removed", "renamed", "nulled", "of another type", "a new value")
    assert added == {f"listApps 200 /data/*/tier {label}" for label in labels}


def test_an_added_operation_brings_its_mutants(spec: Spec) -> None:
    found = mutants(grown(spec), DERIVED)
    assert kinds(found, "listTemplates") == kinds(found, "listApps")


def test_a_limit_below_the_top_of_a_body_is_changed_for_one_operation_alone(every: list[Mutant]) -> None:
    nested = [one for one in every if one.name.startswith("updateWorkflow body nodes/*/")]
    assert len(nested) > 4
    assert {pointer for one in nested for pointer in one.change.edit} == {
        "/components/schemas/WorkflowUpdate/properties/nodes"
    }


def test_there_are_enough_that_derive_from_nothing(spec: Spec) -> None:
    assert len(mutants(spec, BY_HAND)) >= LEAST_BY_HAND


def test_every_operation_with_an_effect_on_apps_has_faults_by_hand(spec: Spec) -> None:
    acting = {mutant.change.operation_id for mutant in mutants(spec, BY_HAND)}
    effects = ("x-shows", "x-creates", "x-changes", "x-deletes", "x-rotates")
    of_tests = {"production-test"}
    expected = {
        operation.id
        for operation in spec.operations.values()
        if any(effect in operation.extensions for effect in effects)
        and (operation.creates or {}).get("resource") not in of_tests
    }
    assert expected - acting == set()


def test_a_fault_by_hand_shows_on_operations_of_the_spec(spec: Spec) -> None:
    assert {name for mutant in mutants(spec, BY_HAND) for name in mutant.operations} <= spec.operations.keys()


def test_a_spec_without_the_operations_of_a_fault_by_hand_has_no_such_fault(spec: Spec) -> None:
    document = copy.deepcopy(spec.root)
    del document["paths"]["/workspace"]
    smaller = mutants(Spec(document), BY_HAND)
    assert [mutant.name for mutant in smaller if "getWorkspace" in mutant.operations] == []
    assert len(smaller) >= LEAST_BY_HAND


def test_a_mutant_that_fills_in_what_lacks_makes_a_body_of_use(spec: Spec) -> None:
    """What a loosened rule lets through is accepted and not too little to work with."""
    names = ("nodes/*/id is optional", "nodes/*/type is optional", "entryNodeId is optional", "nodes is optional")
    body: Any = {"name": "Graph", "entryNodeId": "nd_a", "nodes": [{"id": "nd_a", "type": "request"}]}
    broken: list[Any] = [
        {**body, "nodes": [{"type": "request"}]},
        {**body, "nodes": [{"id": "nd_a"}]},
        {name: value for name, value in body.items() if name != "entryNodeId"},
        {name: value for name, value in body.items() if name != "nodes"},
    ]
    by_name = {mutant.name: mutant for mutant in mutants(spec, DERIVED)}
    for name, sent in zip(names, broken, strict=True):
        change = by_name[f"createWorkflow body {name}"].change
        assert ask(spec, change, "POST", WORKFLOWS, json=sent, headers=KEY).status_code == 201, name


def test_a_sample_is_spread_over_the_kinds(every: list[Mutant]) -> None:
    of_all_kinds = spread(every, len({mutant.kind for mutant in every}))
    assert len({mutant.kind for mutant in of_all_kinds}) == len(of_all_kinds)
    assert spread(every, 10) == spread(every, 10)


@pytest.mark.parametrize(("folder", "named"), [("faults", FAULTS), ("harmless", VARIANTS)])
def test_every_file_is_in_the_catalogue(folder: str, named: tuple[str, ...]) -> None:
    assert {path.stem for path in (MUTANTS / folder).glob("[!_]*.py")} == set(named)


@pytest.mark.slow
def test_what_is_justified_is_in_the_catalogue(spec: Spec) -> None:
    assert {*JUSTIFIED} <= {mutant.name for mutant in mutants(spec)}


def test_what_a_list_would_hold_that_is_emptied_is_in_no_answer(every: list[Mutant]) -> None:
    of_deletion = {one.name for one in every if one.name.startswith("deleteCustomDomain 200 /dnsRecords")}
    assert "deleteCustomDomain 200 /dnsRecords removed" in of_deletion
    assert [name for name in of_deletion if "/*" in name] == []


def test_a_replay_with_another_status_has_another_one_than_the_first_answer(every: list[Mutant]) -> None:
    names = {one.name for one in every}
    assert {"createApp replay has status 200", "rotateWebhookSecret replay has status 201"} <= names
    assert "rotateWebhookSecret replay has status 200" not in names
