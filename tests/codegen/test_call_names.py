"""How the client calls an operation."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from scripts.codegen.call_names import call_name
from scripts.codegen.project import GenerationError


def named(operation_id: str, tag: str, method: str | None = None) -> str:
    value = {} if method is None else {"x-method": method}
    return ".".join(call_name(cast(Any, SimpleNamespace(id=operation_id, value=value)), tag))


@pytest.mark.parametrize(
    ("operation_id", "tag", "call"),
    [
        ("listApps", "apps", "apps.list"),
        ("createProductionTest", "production-tests", "production_tests.create"),
        ("getProductionTestReport", "production-tests", "production_tests.get_report"),
        ("getWorkspace", "workspace", "workspace.get"),
        ("rotateClientSecret", "apps", "apps.rotate_client_secret"),
        ("batchCreateApps", "apps", "apps.batch_create"),
        ("getCustomDomain", "custom-domain", "custom_domain.get"),
        ("listEntries", "entries", "entries.list"),
        ("replaceAddress", "address", "address.replace"),
        ("deleteAddress", "addresses", "addresses.delete"),
        ("createShelf", "shelves", "shelves.create"),
        ("workflows", "workflows", "workflows.workflows"),
        ("setDefaultWorkflow", "workflows", "workflows.set_default"),
    ],
)
def test_the_method_is_the_operation_id_without_the_words_of_the_tag(operation_id: str, tag: str, call: str) -> None:
    assert named(operation_id, tag) == call


def test_the_contract_may_say_another_name() -> None:
    assert named("replaceRedirectUris", "apps", "apps.redirect_uris.replace") == "apps.redirect_uris.replace"


@pytest.mark.parametrize(("operation_id", "tag"), [("importApps", "apps"), ("listApps", "class")])
def test_a_keyword_is_refused(operation_id: str, tag: str) -> None:
    with pytest.raises(GenerationError, match="cannot be a name of Python; say another with x-method"):
        named(operation_id, tag)
