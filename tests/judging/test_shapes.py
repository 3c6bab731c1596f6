"""The strict reading of a body: one deviation for each difference, at its place."""

from collections.abc import Callable
from typing import Any

import pytest

from contract_tests.judging.shapes import Shapes
from contract_tests.judging.values import describe
from tests.judging.exchanges import SPEC, sample

SHAPES = Shapes(SPEC)
SECRET_PLACES = {"/data/*/clientSecret", "/data/*/providers/*/config"}


def deviations(name: str, change: Callable[[Any], object]) -> list[tuple[str, str, str]]:
    value = sample(name)
    change(value)
    found = SHAPES.deviations(f"/components/schemas/{name}", value)
    return [(deviation.kind, deviation.severity, deviation.place) for deviation in found]


@pytest.mark.parametrize("name", ["AppPage", "ProductionTestRequest", "ProductionTestList", "ProductionTestReport"])
def test_documented_samples_are_read_without_deviation(name: str) -> None:
    """The documentation's own samples keep to the strict reading."""
    assert deviations(name, lambda _: None) == []


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("AppPage", lambda v: v["data"][0].pop("name"), ("missing-field", "breaking", "/data/*/name")),
        ("AppPage", lambda v: v["data"][0].update(x=1), ("undocumented-field", "additive", "/data/*/x")),
        ("AppPage", lambda v: v.update(total="2"), ("type", "breaking", "/total")),
        ("AppPage", lambda v: v.update(total=None), ("type", "breaking", "/total")),
        ("AppPage", lambda v: v.update(offset=-1), ("minimum", "breaking", "/offset")),
        ("AppPage", lambda v: v["data"][0].update(clientId="a-b"), ("pattern", "breaking", "/data/*/clientId")),
        (
            "AppPage",
            lambda v: v["data"][0]["providers"]["ftn"].update(enabled="no"),
            ("type", "breaking", "/data/*/providers/*/enabled"),
        ),
        (
            "AppPage",
            lambda v: v["data"][0]["workflows"][0]["nodes"][0].update(type="loop"),
            ("new-value", "additive", "/data/*/workflows/*/nodes/*/type"),
        ),
        (
            "AppPage",
            lambda v: v["data"][0]["workflows"][0]["nodes"][0].update(next=7),
            ("type", "breaking", "/data/*/workflows/*/nodes/*/next"),
        ),
        (
            "AppPage",
            lambda v: v["data"][0]["workflows"][0]["nodes"][0].update(next=[{}, 7]),
            ("type", "breaking", "/data/*/workflows/*/nodes/*/next/*"),
        ),
        (
            "ProductionTestRequest",
            lambda v: v.update(createdAt="2026-04-08T10:00:00"),
            ("format", "breaking", "/createdAt"),
        ),
        ("ProductionTestList", lambda v: v[0].update(type="other"), ("value", "breaking", "/*/type")),
        ("ProductionTestList", lambda v: v[0].update(request={}), ("type", "breaking", "/*/request")),
        (
            "ProductionTestReport",
            lambda v: v["challenge"].update(sponsor="x"),
            ("type", "breaking", "/challenge/sponsor"),
        ),
        (
            "ProductionTestReport",
            lambda v: v["challenge"].update(expiresAt="2020-01-01T00:00:00.000Z"),
            ("invariant", "breaking", "/challenge/createdAt"),
        ),
        (
            "ProductionTestReport",
            lambda v: v["challenge"].update(completedAt="2026-04-09T00:00:00.000Z"),
            ("invariant", "breaking", "/challenge/completedAt"),
        ),
        (
            "ProductionTestReport",
            lambda v: v["stats"].update(totalClaims=1),
            ("invariant", "breaking", "/stats/totalClaims"),
        ),
        (
            "ProductionTestReport",
            lambda v: v["stats"].update(totalParticipations=1),
            ("invariant", "breaking", "/stats/totalClaims"),
        ),
    ],
)
def test_single_change_is_one_deviation(
    name: str, change: Callable[[Any], object], expected: tuple[str, str, str]
) -> None:
    """A single change of a sample is a single deviation, with its severity and its place."""
    assert deviations(name, change) == [expected]


def test_rename_is_said_once() -> None:
    """A field that is gone while an undocumented one has come is one deviation that names both."""

    def rename(report: Any) -> None:
        report["challenge"]["name"] = report["challenge"].pop("title")

    value = sample("ProductionTestReport")
    rename(value)
    (deviation,) = SHAPES.deviations("/components/schemas/ProductionTestReport", value)
    assert deviation.place == "/challenge/title"
    assert deviation.observed == "absent, but an undocumented `name` is there"


def test_free_form_objects_stay_free() -> None:
    """Where the spec leaves an object open, any field may come."""
    assert deviations("AppPage", lambda v: v["data"][0]["providers"]["mitid"]["config"].update(other={"a": 1})) == []


def test_secret_places_are_known() -> None:
    """The walk marks exactly the places that the spec calls secret."""
    nodes = SHAPES.walk("/components/schemas/AppPage", sample("AppPage"))
    assert {node.path for node in nodes if node.secret} == SECRET_PLACES


def test_long_values_are_described_by_their_length() -> None:
    """A value is shown whole or not at all, never cut, since a part of a secret could not be recognised."""
    assert describe("x" * 100) == "string of 100 characters"
    assert describe("short") == "'short'"


@pytest.mark.parametrize(("declared", "kinds"), [("enum", []), ("number", ["invariant"]), ("range", ["new-value"])])
def test_what_comes_with_a_new_value_of_an_open_list_breaks_nothing(declared: str, kinds: list[str]) -> None:
    field = {"name": "a", "type": declared, "required": True, "description": "b", "enumValues": ["c"]}
    found = Shapes(SPEC).deviations("/components/schemas/NodeTypeField", field)
    assert [one.kind for one in found] == kinds
