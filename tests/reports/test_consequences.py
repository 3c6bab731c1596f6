"""Findings that follow from another one are part of its change, and do not lead it."""

from __future__ import annotations

import json
from typing import Any

from contract_tests.judging.causes import causes
from contract_tests.judging.finding import Finding
from contract_tests.reports.sentences import sentence
from tests.judging.exchanges import SPEC
from tests.reports.samples import finding, report


def parsed(*found: Finding) -> list[dict[str, Any]]:
    """Findings as drift.json has them."""
    findings: list[dict[str, Any]] = json.loads(json.dumps(report(found)["findings"]))
    return findings


def test_creation_that_answers_another_status_explains_what_is_listed_although_it_looked_refused() -> None:
    """It was made, and the status alone is wrong."""
    creator = SPEC.operations["createProductionTest"]
    status = finding(
        "response 418", kind="status", operation=creator.id, expected="one of 201, 400", observed="418", rule="shape"
    )
    listed = finding(
        "response 200 body",
        kind="duplicate",
        operation="listProductionTests",
        expected="nothing of what was refused in the list",
        observed="'contract 1', refused with 418",
        pointer=f"{creator.pointer}/x-creates",
    )
    as_parsed = parsed(listed, status)
    (cause,) = causes(as_parsed, SPEC)
    assert cause.leading["kind"] == "status"
    as_parsed[0]["observed"] = "'contract 1', refused with 400"
    assert len(causes(as_parsed, SPEC)) == 2


def test_answers_that_disagree_explain_the_values_that_may_be_chosen_by_them() -> None:
    """What is disabled in one answer and enabled in the next is not taken although it is disabled."""
    pointer = "/components/schemas/ProductionTestCreate/properties/providerIds/x-eligible"
    taken = finding(
        "request body /providerIds",
        kind="limit",
        operation="createProductionTest",
        expected="disabled value 'mitid' refused",
        observed="accepted with 201",
        pointer=pointer,
    )
    disagreeing = finding(
        "response 200 body /data/*/providers/mitid/enabled",
        kind="agreement",
        expected="true, as getApp shows it",
        observed="false",
        pointer="/paths/~1apps/get/x-shows",
    )
    both, alone = parsed(taken, disagreeing), parsed(taken)
    (cause,) = causes(both, SPEC)
    assert cause.leading["kind"] == "agreement"
    assert [one.leading["kind"] for one in causes(alone, SPEC)] == ["limit"]


def test_a_refusal_after_an_answer_that_is_wrong_comes_after_it() -> None:
    """What was refused may have been asked for because of that answer."""
    verifying, deleting = SPEC.operations["verifyCustomDomain"], SPEC.operations["deleteCustomDomain"]
    refused = finding("response status", kind="status", operation=verifying.id, expected="200", observed="400")
    wrong = finding(
        "response 200 body /status",
        kind="change",
        operation=deleting.id,
        rule="promises/storing",
        expected="'unconfigured', as the request asked for",
        observed="'verified'",
        pointer=f"{deleting.pointer}/x-changes",
    )
    own = parsed(refused, wrong)
    assert [one.leading["kind"] for one in causes(own, SPEC)] == ["status", "change"]
    own[0]["earlier"] = ["DELETE /connect/v1/apps/FK5b0KSM/custom-domain: 200"]
    first, second = causes(own, SPEC)
    assert (first.leading["kind"], second.leading["kind"]) == ("change", "status")
    follows = " This may follow from the change in `deleteCustomDomain`, called before."
    assert sentence(second, SPEC.operations).endswith(follows)
    assert not sentence(first, SPEC.operations).endswith(follows)


def test_a_failure_explains_the_code_that_came_with_it() -> None:
    """The code of a refusal is new only under a status that it never came with."""
    deleting = SPEC.operations["deleteWorkflow"]
    failed = finding("response status", kind="server-error", operation=deleting.id, expected="200", observed="500")
    code = finding(
        "response 500 body /error/code",
        kind="new-value",
        severity="additive",
        operation=deleting.id,
        expected="SYSTEM_INTERNAL_ERROR",
        observed="'VALIDATION_INVALID_PARAMETER'",
        pointer="/components/schemas/Error/properties/code",
    )
    (cause,) = causes(parsed(code, failed), SPEC)
    assert cause.leading["kind"] == "server-error"
