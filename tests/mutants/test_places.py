"""Documented places in a document, and values that keep to a schema."""

from typing import Any

import jsonschema
import pytest

from contract_tests.mutants.places import Place, another, places, sample
from scripts.spec.spec import Spec

LIST = "/components/schemas/ProductionTestList"
PAGE = "/components/schemas/AppPage"


def place(spec: Spec, pointer: str, path: str) -> Place:
    (found,) = [one for one in places(spec, pointer) if str(one) == path]
    return found


def test_sites_of_a_property_in_every_element(spec: Spec) -> None:
    document = [{"data": [{"clientId": "a"}, {"clientId": "b"}]}]
    sites = place(spec, PAGE, "/data/*/clientId").sites(document)
    assert [container[key] for container, key in sites] == ["a", "b"]


def test_sites_of_a_map(spec: Spec) -> None:
    document = [{"data": [{"providers": {"ftn": {"enabled": True}, "mitid": {"enabled": False}}}]}]
    sites = place(spec, PAGE, "/data/*/providers/*/enabled").sites(document)
    assert [container[key] for container, key in sites] == [True, False]


def test_sites_of_a_branch_are_those_with_its_tag(spec: Spec) -> None:
    document = [[{"type": "request", "request": {"id": "r"}}, {"type": "challenge", "challenge": {"id": "c"}}]]
    sites = place(spec, LIST, "/*[challenge]/challenge/id").sites(document)
    assert [container[key] for container, key in sites] == ["c"]


def test_a_property_that_is_nowhere_is_put_somewhere(spec: Spec) -> None:
    document: list[Any] = [{"data": [{"clientId": "a"}, {"clientId": "b"}]}]
    (site,) = place(spec, PAGE, "/data/*/createdAt").sites(document)
    assert site[0] is document[0]["data"][0]
    assert "createdAt" in site[0]


def test_an_empty_list_stays_empty(spec: Spec) -> None:
    document: list[Any] = [{"data": []}]
    assert place(spec, PAGE, "/data/*/clientId").sites(document) == []
    assert document == [{"data": []}]


def test_a_plain_value_that_no_list_has_is_put_into_one(spec: Spec) -> None:
    document: list[Any] = [{"data": [{"redirectUris": []}, {"redirectUris": []}]}]
    (site,) = place(spec, PAGE, "/data/*/redirectUris/*").sites(document)
    assert site[0] is document[0]["data"][0]["redirectUris"]
    assert [type(value) for value in site[0]] == [str]


@pytest.mark.parametrize("name", ["App", "ProductionTestRequest", "Challenge", "ProductionTestReport", "ErrorResponse"])
def test_a_sample_keeps_to_its_schema(spec: Spec, name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": spec.root["components"]}
    jsonschema.validate(sample(spec, {"$ref": f"#/components/schemas/{name}"}), schema)


@pytest.mark.parametrize("value", ["text", 3, True, [1, 2], [], None])
def test_another_value_differs(value: object) -> None:
    assert another(value) != value


def test_sites_of_a_branch_without_a_tag_are_those_with_its_field(spec: Spec) -> None:
    document = [{"ftn": {"error": "x", "message": "m"}, "mitid": {"id": "a"}}]
    sites = place(spec, "/components/schemas/ActivationResults", "/*[error]/message").sites(document)
    assert [container[key] for container, key in sites] == ["m"]
