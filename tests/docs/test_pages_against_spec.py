from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract_tests.docs.comparison import compare
from contract_tests.docs.lock import Lock, LockedPage
from contract_tests.docs.page import read_page
from contract_tests.judging.finding import Deviation
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec
from tests.docs.conftest import Run
from tests.docs.score.score import faithful_page

CREATE, LIST, REPORT, APPS = "createProductionTest", "listProductionTests", "getProductionTestReport", "listApps"
EVERY_OPERATION = sorted(load_spec().operations)


@pytest.fixture
def found(spec: Spec, lock: Lock) -> Callable[..., list[Deviation]]:
    """The deviations of a faithful page with one text replaced by another."""

    def hold(name: str, old: str = "", new: str = "", *, locked: bool = True, against: Spec = spec) -> list[Deviation]:
        operation = against.operations[name]
        page = faithful_page(operation)
        assert old in page
        known = lock.pages[name] if locked else LockedPage()
        return [deviation for _, deviation in compare(against, operation, read_page(page.replace(old, new, 1)), known)]

    return hold


def test_faithful_pages_conform(run: Run, pages: Path) -> None:
    code, report = run("--pages", pages)
    assert (code, report["verdict"], report["findings"], report["inconclusive"]) == (0, "conforms", [], [])
    assert report["target"] == {"kind": "documentation", "base_url": "pages in pages", "client_id": None}


@pytest.mark.parametrize("name", EVERY_OPERATION)
def test_faithful_pages_conform_before_they_are_locked(found: Callable[..., list[Deviation]], name: str) -> None:
    assert found(name, locked=False) == []


FIELD = '<ParamField body="title" type="string" required>'
EXTRA = '<ParamField body="owner" type="string"{}>\n  Whose test it is.\n</ParamField>\n\n'

CHANGES = [
    # operation, old text, new text, kind, severity, place
    (CREATE, FIELD, EXTRA.format("") + FIELD, "undocumented-field", "additive", "/request/body/owner"),
    (CREATE, FIELD, EXTRA.format(" required") + FIELD, "undocumented-field", "breaking", "/request/body/owner"),
    (CREATE, 'body="maxStamps"', 'body="stampLimit"', "missing-field", "breaking", "/request/body/maxStamps"),
    (CREATE, 'type="string[]"', 'type="string"', "type", "breaking", "/request/body/providerIds type"),
    (
        CREATE,
        '"title" type="string" required',
        '"title" type="string"',
        "required",
        "additive",
        "/request/body/title required",
    ),
    (
        CREATE,
        'description" type="string"',
        'description" type="string" required',
        "required",
        "breaking",
        "/request/body/description required",
    ),
    (CREATE, "max 200 characters", "max 100 characters", "words", "breaking", "/request/body/title"),
    (CREATE, "max 200 characters", "max 300 characters", "words", "additive", "/request/body/title"),
    (CREATE, " (max 200 characters)", "", "words", "additive", "/request/body/title"),
    (CREATE, "max 255 chars", "max 64 chars", "words", "breaking", "/request/header/Idempotency-Key"),
    (CREATE, "Minimum 1", "Minimum 2", "words", "breaking", "/request/body/maxStamps"),
    (CREATE, "default 3", "default 5", "words", "breaking", "/request/body/maxStamps"),
    (
        CREATE,
        "`ios` or `android`",
        "`ios`, `android` or `web`",
        "words",
        "additive",
        "/request/body/targetPlatform",
    ),
    (CREATE, "`ios` or `android`", "`ios` or `web`", "words", "breaking", "/request/body/targetPlatform"),
    (CREATE, "`failed`)", "`failed`, `expired`)", "words", "additive", "/response/body/status"),
    (CREATE, "24 hours", "1 hour", "words", "breaking", "/request/header/Idempotency-Key"),
    (
        CREATE,
        "Idempotency-Replayed: true",
        "Idempotency-Replayed: 1",
        "words",
        "breaking",
        "/request/header/Idempotency-Key",
    ),
    (
        CREATE,
        "A `Location` header tells",
        "A `Link` header tells",
        "words",
        "breaking",
        "section Response",
    ),
    (CREATE, "409 IDEMPOTENCY_KEY_CONFLICT", "409 KEY_REUSED", "words", "breaking", "/request/header/Idempotency-Key"),
    (CREATE, "409 IDEMPOTENCY", "422 IDEMPOTENCY", "words", "breaking", "/request/header/Idempotency-Key"),
    (CREATE, "-X POST", "-X PUT", "method", "breaking", "/operation call"),
    (CREATE, "connect/v1/apps/Shop0001", "connect/v2/apps/Shop0001", "server", "breaking", "/operation server"),
    (CREATE, '"maxStamps":5}', '"maxStamps":"5"}', "type", "breaking", "/request/sample/maxStamps"),
    (
        CREATE,
        '"maxStampClaims": 5,',
        '"stampClaims": 5,',
        "missing-field",
        "breaking",
        "/response/sample/payload/maxStampClaims",
    ),
    (
        CREATE,
        '"status": "pending",',
        '"status": "pending", "etag": 1,',
        "undocumented-field",
        "additive",
        "/response/sample/etag",
    ),
    (CREATE, '"2026-05-04T12:30:00.000Z"', "1777", "type", "breaking", "/response/sample/createdAt"),
    (
        CREATE,
        '-H "Content-Type: application/json"',
        '-H "Content-Type: text/xml"',
        "media-types",
        "breaking",
        "/request/header/Content-Type curl",
    ),
    (CREATE, "`Bearer <KEY>`", "`Basic <KEY>`", "words", "breaking", "/request/header/Authorization"),
    (
        LIST,
        'name="request" type="object | null"',
        'name="request" type="object"',
        "type",
        "additive",
        "/response/body/request type",
    ),
    (LIST, '/production-tests"', '/tests"', "path", "breaking", "/operation call"),
    (
        REPORT,
        '<ResponseField name="stats" type="object">',
        '<ResponseField name="stats" type="object" deprecated>',
        "deprecated",
        "breaking",
        "/response/body/stats",
    ),
    (REPORT, '"totalClaims": 3,', '"totalClaims": 9,', "invariant", "breaking", "/response/sample/stats/totalClaims"),
    (APPS, "?limit=20", "?page_size=20", "undocumented-parameter", "additive", "/request/query/page_size curl"),
    (
        APPS,
        '"retryAttempts": 2,',
        "",
        "missing-field",
        "additive",
        "/response/sample/data/*/webhookConfig/retryAttempts",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "kind", "severity", "place"), CHANGES)
def test_one_change_is_one_finding(
    found: Callable[..., list[Deviation]], name: str, old: str, new: str, kind: str, severity: str, place: str
) -> None:
    reported = [(one.kind, one.severity, one.place) for one in found(name, old, new)]
    assert reported == [(kind, severity, f"documentation {place}")]


def test_a_finding_names_operation_page_and_place_in_the_spec(run: Run, pages: Path) -> None:
    page = pages / "create-production-test.md"
    page.write_text(page.read_text("utf-8").replace("max 200 characters", "max 100 characters"), "utf-8")
    code, report = run("--pages", pages)
    (finding,) = report["findings"]
    url = "https://docs.hopae.com/api-reference/workspace/create-production-test"
    assert code == 1
    assert finding["operation"] == CREATE
    assert (finding["expected"], finding["observed"]) == ("max 200 characters", "max 100 characters")
    assert finding["spec_pointer"] == "/components/schemas/ProductionTestCreate/properties/title/maxLength"
    assert finding["evidence"] == [{"page": url}]


def test_what_the_spec_gains_without_a_source_has_to_be_on_the_page(
    found: Callable[..., list[Deviation]], grown: Callable[[Callable[[dict[str, Any]], object]], Spec]
) -> None:
    def add(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["ProductionTestCreate"]["properties"]["region"] = {"type": "string"}

    (deviation,) = found(CREATE, against=grown(add))
    assert (deviation.kind, deviation.place) == ("missing-field", "documentation /request/body/region")


def test_what_the_spec_has_from_elsewhere_need_not_be_on_the_page(
    found: Callable[..., list[Deviation]], grown: Callable[[Callable[[dict[str, Any]], object]], Spec]
) -> None:
    def add(document: dict[str, Any]) -> None:
        new = {"type": "string", "x-source": "vendor-openapi"}
        document["components"]["schemas"]["ProductionTestCreate"]["properties"]["region"] = new

    assert found(CREATE, against=grown(add)) == []


def test_fields_of_a_described_object_are_held(found: Callable[..., list[Deviation]]) -> None:
    nested = (
        '<Expandable title="fields">\n<ResponseField name="{}" type="{}">\n  A number.\n</ResponseField>\n</Expandable>'
    )
    old = "The numbers of the challenge."
    assert found(REPORT, old, f"{old}\n\n{nested.format('totalClaims', 'integer')}") == []
    (deviation,) = found(REPORT, old, f"{old}\n\n{nested.format('totalClaims', 'string')}")
    assert deviation.place == "documentation /response/body/stats/totalClaims type"
    (deviation,) = found(REPORT, old, f"{old}\n\n{nested.format('share', 'number')}")
    assert deviation.place == "documentation /response/body/stats/share"


def test_no_sentence_of_a_page_reaches_the_report(run: Run, pages: Path) -> None:
    page = pages / "create-production-test.md"
    changed = page.read_text("utf-8").replace("</ParamField>", "Zanzibar is a word of prose.\n</ParamField>")
    page.write_text(changed.replace("max 200", "max 150").replace("default 3", "default 4"), "utf-8")
    code, report = run("--pages", pages)
    assert (code, len(report["findings"]), "Zanzibar" in str(report)) == (1, 2, False)


def test_the_length_of_texts_in_an_array_is_said_where_the_array_is_described(
    found: Callable[..., list[Deviation]],
) -> None:
    (one,) = found("replaceRedirectUris", "2048 characters or less", "1024 characters or less")
    assert (one.kind, one.severity, one.observed) == ("words", "breaking", "1024 characters or less")
    assert one.place == "documentation /request/body/redirectUris"
    assert one.pointer == "/components/schemas/RedirectUris/items/maxLength"


def test_a_sample_shows_what_it_used_to_show_and_not_what_that_of_another_page_shows(
    found: Callable[..., list[Deviation]],
) -> None:
    assert found("createApp") == []
    (one,) = found("getApp", '"retryAttempts": 2,', "")
    assert (one.kind, one.place) == ("missing-field", "documentation /response/sample/webhookConfig/retryAttempts")


def test_what_another_page_states_may_not_be_stated_otherwise(found: Callable[..., list[Deviation]]) -> None:
    stated = '## Request\n\n<ParamField query="limit" type="number" default="{}">\n  At most 100.\n</ParamField>\n'
    assert found(APPS, "## Request\n", stated.format(20), locked=False) == []
    (one,) = found(APPS, "## Request\n", stated.format(50), locked=False)
    assert (one.place, one.expected, one.observed) == (
        "documentation /request/query/limit",
        "default 20",
        "default 50",
    )


def test_a_table_of_fields_is_read_like_fields(found: Callable[..., list[Deviation]]) -> None:
    old = '<ParamField body="name" type="string" required>\n  What the app is called.\n</ParamField>\n'
    table = (
        "| Field | Type | Required | |\n| --- | --- | --- | --- |\n| `name` | `{}` | yes | What the app is called. |\n"
    )
    assert found("createApp", old, table.format("string")) == []
    (one,) = found("createApp", old, table.format("number"))
    assert (one.kind, one.place) == ("type", "documentation /request/body/name type")


@pytest.mark.parametrize("host", ["$BASE_URL", "${BASE_URL}", "{{baseUrl}}/connect/v1", "<BASE_URL>"])
def test_a_variable_may_stand_for_the_server(found: Callable[..., list[Deviation]], host: str) -> None:
    assert found("getApp", "https://sandbox.api.hopae.com/connect/v1", host) == []
    (one,) = found("getApp", "https://sandbox.api.hopae.com/connect/v1/apps", f"{host}/applications")
    assert (one.kind, one.place) == ("path", "documentation /operation call")


def test_a_key_of_another_kind_in_a_sample_is_found(found: Callable[..., list[Deviation]]) -> None:
    (one,) = found("getApp", "sk_workspace_test_...", "sk_ws_test_...")
    assert (one.kind, one.observed) == ("key-prefix", "sk_ws_test_...")
