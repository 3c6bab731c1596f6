from __future__ import annotations

from collections.abc import Callable

import pytest

from scripts.spec.spec import Spec
from tests.docs.vendor_documents import TESTS, Tree, differences, methods, schemas

CALLS: list[tuple[Callable[[Tree], object], list[str]]] = [
    (
        lambda d: d.update(servers=[{"url": "https://sandbox.api.example.com/connect"}]),
        ["breaking server /operation server"],
    ),
    (
        lambda d: d["servers"].append({"url": "https://eu.api.hopae.com/connect"}),
        ["additive server /operation server"],
    ),
    (lambda d: d["servers"].append({"url": "https://api.hopae.com/connect"}), []),
    (lambda d: d.update(servers=[{"url": "/connect"}]), []),
    (
        lambda d: d["paths"].update({path.replace("/v1/", "/v2/"): d["paths"].pop(path) for path in list(d["paths"])}),
        ["breaking server /operation server"],
    ),
    (
        lambda d: d["paths"].update({"/v2/apps": {"get": d["paths"]["/v1/apps"]["get"]}}),
        ["additive undocumented-operation /operation GET /v2/apps"],
    ),
    (
        lambda d: d["paths"].update({"/v1/members": {"get": {"responses": {}}}}),
        ["additive undocumented-operation /operation GET /v1/members"],
    ),
    (
        lambda d: d["paths"]["/v1/apps"]["get"].update(security=[]),
        ["breaking security /operation security"],
    ),
    (
        lambda d: d["components"]["securitySchemes"].update(key={"type": "apiKey", "in": "header", "name": "X-Key"}),
        ["breaking security /operation security"],
    ),
    (lambda d: d["components"]["securitySchemes"]["key"].update(scheme="Bearer", bearerFormat="JWT"), []),
    (
        lambda d: d["paths"]["/v1/apps"]["get"].update(deprecated=True),
        ["additive deprecated /operation deprecated"],
    ),
    (
        lambda d: d["paths"]["/v1/apps"]["get"]["parameters"][0].update(deprecated=True),
        ["additive deprecated /request/query/limit deprecated"],
    ),
    (
        lambda d: schemas(d)["App"]["properties"]["logo"].update(deprecated=True),
        ["additive deprecated schemas/App/logo deprecated"],
    ),
    (
        lambda d: d["paths"][TESTS]["post"]["requestBody"]["content"].update({"multipart/form-data": {}}),
        ["additive media-types /request/body media-types"],
    ),
    (
        lambda d: d["paths"][TESTS]["get"]["responses"]["200"].update(content={"application/xml": {}}),
        ["breaking media-types /response/200/body media-types"],
    ),
    (
        lambda d: d["paths"]["/v1/apps"]["post"]["responses"]["201"]["headers"].pop("Location"),
        ["breaking missing-header /response/201/header/Location"],
    ),
    (
        lambda d: d["paths"]["/v1/apps"]["get"]["responses"]["200"].update(headers={"Link": {"schema": {}}}),
        ["additive undocumented-header /response/200/header/Link"],
    ),
    (
        lambda d: d["paths"]["/v1/apps"]["get"]["responses"].pop("401"),
        ["breaking missing-status /response/401"],
    ),
    (
        lambda d: [operation["responses"].pop("429") for item in d["paths"].values() for operation in methods(item)],
        ["breaking missing-status /response/429 of every operation"],
    ),
]


def test_another_server_is_said_once(spec: Spec, vendor: Tree) -> None:
    vendor["servers"] = [{"url": "https://sandbox.api.example.com/connect"}]
    ((_, found),) = differences(spec, vendor)
    assert found.observed == "https://sandbox.api.example.com/connect/v1"


def test_body_of_another_media_type_is_said_once(spec: Spec, vendor: Tree) -> None:
    vendor["paths"][TESTS]["post"]["requestBody"]["content"] = {"application/xml": {}}
    ((_, found),) = differences(spec, vendor)
    assert (found.kind, found.expected, found.observed) == ("media-types", "application/json", "application/xml")


@pytest.mark.parametrize(("change", "found"), CALLS)
def test_what_is_said_of_calls_as_a_whole_is_compared(
    spec: Spec, vendor: Tree, change: Callable[[Tree], object], found: list[str]
) -> None:
    change(vendor)
    kinds = [f"{one.severity} {one.kind} {one.place}" for _, one in differences(spec, vendor)]
    assert list(dict.fromkeys(kind.replace("vendor-openapi ", "") for kind in kinds)) == found
