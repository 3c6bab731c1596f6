"""Limits: what keeps to every documented limit is accepted, what is just beyond one is refused with 400."""

from collections.abc import Callable
from os.path import commonprefix
from typing import Any

import pytest

from contract_tests.judging.compared import named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.finding import Deviation, Severity
from contract_tests.judging.requests import eligible_fields
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.beyond import Beyond, beyond
from contract_tests.target.changes import Changes
from contract_tests.target.creation import marker_field
from contract_tests.target.data import TargetData
from scripts.spec.media_types import JSON
from scripts.spec.operations import Operation

pytestmark = pytest.mark.stage("creating")


def test_body_beyond(run: Run, data: TargetData, operation: Operation) -> None:
    """Each field beyond its limit, of the wrong type or absent although required, is refused, beside others too."""
    limits = beyond(run.spec, operation)
    full = _full(run, data, operation) if limits else None
    for index, change in enumerate(limits):
        path = data.require(operation)
        for others in _beside(run, operation, change, index, full):
            body, headers = change.apply(data.resources.body(operation, **others)), data.resources.key(operation)
            exchange = data.resources.refuse(operation, path, body=body, headers=headers)
            if not _expect_validation_error(run, exchange, f"request body {change.place}", change):
                break


def test_no_body(run: Run, data: TargetData, operation: Operation) -> None:
    """A request without the body that is required is refused."""
    if operation.request_schema and operation.body_required:
        headers = data.resources.key(operation) | {"Content-Type": JSON}
        exchange = run.send(operation, data.require(operation), headers=headers, expects_refusal=True)
        pointer = f"{operation.pointer}/requestBody/required"
        expected, why = "required, else refused", "the body, which is required, was left out"
        _expect_refused(run, exchange, "request body", expected, pointer, {"status": 400}, why)


def test_header_beyond(run: Run, data: TargetData, operation: Operation) -> None:
    """A header that is longer than documented is refused."""
    for parameter in operation.parameters_in("header"):
        limit = parameter.schema.get("maxLength")
        if limit is None:
            continue
        path = data.require(operation)
        value = data.resources.text().ljust(limit + 1, "k")
        body, headers = data.resources.body(operation), {parameter.name: value}
        exchange = data.resources.refuse(operation, path, body=body, headers=headers)
        change = Beyond(parameter.name, f"at most {limit} characters", f"{parameter.pointer}/schema/maxLength")
        _expect_validation_error(run, exchange, f"request header {parameter.name}", change)


# By kind of ineligible choice, what stands beside it: a server may look at the first or at the last one alone.
BESIDE: dict[str, Callable[[str, list[str]], list[str]]] = {
    "unknown": lambda value, good: [*good, value],
    "disabled": lambda value, good: [value, *good],
    "never": lambda value, good: [value],
}


@pytest.mark.parametrize("kind", BESIDE)
def test_ineligible_choice(run: Run, data: TargetData, operation: Operation, kind: str) -> None:
    """A choice that is not eligible is refused; its code is published nowhere."""
    for name, eligible in eligible_fields(run.spec, operation).items():
        path = data.require(operation)
        value = data.choices.ineligible(eligible, path).get(kind)
        if value is None:
            raise Inconclusive(f"the app has no {kind} choice for {name}")
        sent = BESIDE[kind](value, data.resources.accepted_choices(operation, path, name)[:1])
        body, headers = data.resources.body(operation, **{name: sent}), data.resources.key(operation)
        exchange = data.resources.refuse(operation, path, body=body, headers=headers)
        place, pointer = f"request body /{name}", f"{operation.request_schema}/properties/{name}/x-eligible"
        beside = f" beside {named(others)}" if (others := [one for one in sent if one != value]) else ""
        expected, why = f"{kind} value {value!r}{beside} refused", f"{name} had the {kind} value {value!r}"
        _expect_refused(run, exchange, place, expected, pointer, eligible["refused"], why)


def test_omitted_choice(run: Run, data: TargetData, operation: Operation) -> None:
    """Where the answer tells what was chosen for a field that was left out, it is eligible values, none missing."""
    for name, eligible in eligible_fields(run.spec, operation).items():
        if "chosen" not in eligible or name in run.spec.at(operation.request_schema or "").get("required", []):
            continue
        made = data.resources.created
        if not any(one.operation is operation and name not in one.exchange.request_json for one in made):
            data.resources.create(operation, data.require(operation))
        creations = [one for one in made if one.operation is operation]
        accepted = {choice for one in creations for choice in one.exchange.request_json.get(name, [])}
        left_out = [one for one in creations if name not in one.exchange.request_json]
        if not left_out:
            raise Inconclusive(f"nothing was created that leaves {name} out")
        for creation in left_out:
            chosen = evaluate(eligible["chosen"], creation.exchange)
            if isinstance(chosen, list) and chosen:
                usable = data.choices.enabled(eligible, creation.path) - set(eligible["never"])
                own = accepted if creation.path == data.require(operation) else set()
                pointer = f"{operation.request_schema}/properties/{name}/x-eligible"
                place = f"response {creation.exchange.status} body {body_pointer(eligible['chosen'])}"
                for kind, what, found in (
                    ("ineligible", f"only {_eligible_ones(eligible)}", sorted(set(chosen) - usable)),
                    ("missing-choice", "every one of them that was accepted before", sorted(own - set(chosen))),
                ):
                    run.looked_at(creation.exchange, kind, place)
                    observed = f"{named(found)} {'among them' if kind == 'ineligible' else 'missing'}"
                    if found:
                        since = f"as the request left {name} out"
                        run.differs(creation.exchange, place, what, observed, pointer, kind, since=since)


def _eligible_ones(eligible: dict[str, Any]) -> str:
    """Which values `x-eligible` allows, in words."""
    never = f"; never {named(eligible['never'])}" if eligible["never"] else ""
    return f"eligible ones ({eligible['collection']} shows them in {eligible['keys']} with {eligible['where']}{never})"


def _beside(
    run: Run, operation: Operation, change: Beyond, index: int, full: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """What else a body names that breaks a limit: nothing and every field in turn, both where the field is required."""
    if not full:
        return [{}]
    required = run.spec.at(operation.request_schema or "").get("required", [])
    return [{}, full] if change.field in required else [({}, full)[index % 2]]


def _full(run: Run, data: TargetData, operation: Operation) -> dict[str, Any] | None:
    """All fields of a body that is known to be accepted, but for the mark; None where the smallest has as many."""
    if operation.creates:
        bodies = _created_with(data, operation)
    elif "x-changes" in operation.extensions:
        body = Changes(run.spec, operation, data.resources).all_fields()
        path, headers = data.require(operation), data.resources.key(operation)
        bodies = [body] if run.send(operation, path, body=body, headers=headers).succeeded else []
    else:
        return None
    marker, fullest = marker_field(run.spec, operation), max(bodies, key=len, default=dict[str, Any]())
    has_more = fullest.keys() > data.resources.body(operation).keys() | {marker}
    return {name: value for name, value in fullest.items() if name != marker} if has_more else None


def _created_with(data: TargetData, operation: Operation) -> list[dict[str, Any]]:
    """The bodies with which something was created; one with every field is sent now where all were the smallest."""
    path, smallest = data.require(operation), data.resources.body(operation)
    others = data.resources.every_field(operation)
    created = [one for one in data.resources.created if (one.operation, one.path) == (operation, path)]
    if others.keys() - smallest.keys() and all(len(one.exchange.request_json) <= len(smallest) for one in created):
        data.resources.create(operation, path, body={**smallest, **others})
    created = [one for one in data.resources.created if (one.operation, one.path) == (operation, path)]
    return [one.exchange.request_json for one in created if isinstance(one.exchange.request_json, dict)]


def _expect_validation_error(run: Run, exchange: Exchange, place: str, change: Beyond) -> bool:
    """Report a deviation unless a broken limit is refused with an error of validation; tells whether it is refused."""
    refused = {"status": 400}
    expected = f"{change.limit}, else refused"
    if not _expect_refused(run, exchange, place, expected, change.pointer, refused, change.reason):
        return False
    assert exchange.operation is not None
    codes, code = exchange.operation.responses["400"].error_codes, exchange.error_code
    family = commonprefix([known.partition("_")[0] + "_" for known in codes])
    if codes and code is not None and code not in codes:
        # The list of codes is open, but a validation error that is none of the family is another error.
        severity: Severity = "additive" if code.startswith(family) else "breaking"
        envelope = exchange.operation.error_envelope["code"]
        place, expected = f"response 400 body {envelope}", "one of " + ", ".join(codes)
        run.report(exchange, Deviation("error-code", severity, place, expected, code, change.pointer))
    return True


def _expect_refused(
    run: Run, exchange: Exchange, place: str, expected: str, pointer: str, refused: dict[str, Any], why: str
) -> bool:
    """Report a deviation unless a request was refused with the documented status; `why` it had to be, in words."""
    if not exchange.succeeded:
        since = f"since {why}"
        return run.expect(exchange, "response status", refused["status"], exchange.status, pointer, "status", since)
    observed = f"accepted with {exchange.status}"
    run.differs(exchange, place, expected, observed, pointer, "limit")
    return False
