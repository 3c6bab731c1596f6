"""The samples of a page, requests and answers, read strictly against the spec's schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from contract_tests.docs.expected import Expected
from contract_tests.docs.page import Page, Sample
from contract_tests.docs.places import without_items
from contract_tests.drift.exchange import NOT_JSON
from contract_tests.drift.finding import Deviation
from contract_tests.drift.shapes import Shapes


class Samples:
    """The samples of one page.

    Args:
        shapes: The strict reading of values.
        expected: What the spec says of the operation.
        page: The page.
    """

    def __init__(self, shapes: Shapes, expected: Expected, page: Page) -> None:
        self._shapes, self._expected, self._page = shapes, expected, page
        operation = expected.operation
        success = operation.success.status
        self._answers = [s for s in page.samples if s.side == "response" and s.status in (None, success)]
        self._broken = any(sample.value is NOT_JSON for sample in self._answers)
        self._seen: dict[str, list[Any]] = {}
        for sample in self._answers:
            if sample.value is not NOT_JSON and operation.success.schema_pointer:
                for node in shapes.walk(operation.success.schema_pointer, sample.value):
                    self._seen.setdefault(node.path, []).append(node.value)

    @property
    def shown(self) -> set[str]:
        """The fields of the successful answer that the samples show, as pages write them."""
        return {without_items(f"/response/body{path}") for path in self._seen}

    def deviations(self) -> Iterator[Deviation]:
        """Everything in the samples that the spec does not say, and what it expects them to show and they do not."""
        found = [deviation for sample in self._page.samples for deviation in self._read(sample)]
        broken = any(deviation.severity == "breaking" and deviation.kind != "invariant" for deviation in found)
        # Sums and bounds over fields that are not as documented say nothing new.
        yield from (deviation for deviation in found if not (broken and deviation.kind == "invariant"))
        operation = self._expected.operation
        sides = {sample.side for sample in self._page.samples}
        if "response" not in sides and operation.success.schema_pointer:
            yield _gone("response", operation.success.pointer)
        if "request" not in sides and operation.body_schema_pointer and self._page.calls:
            yield _gone("request", operation.body_schema_pointer)
        if self._answers and not self._broken:
            yield from self._unseen({deviation.place for deviation in found})

    def _read(self, sample: Sample) -> Iterator[Deviation]:
        operation, place = self._expected.operation, f"/{sample.side}/sample"
        if sample.side == "request":
            pointer = operation.body_schema_pointer
        else:
            status = sample.status or operation.success.status
            if status != operation.success.status:
                place = f"/response/{status}/sample"
            if status not in operation.responses:
                at = f"{operation.pointer}/responses"
                yield Deviation("undocumented-status", "additive", _full(place), "not in the spec", "a sample", at)
                return
            pointer = operation.responses[status].schema_pointer
        if pointer is None:
            yield Deviation("undocumented-body", "additive", _full(place), "no body", "a body", operation.pointer)
        elif sample.value is NOT_JSON:
            yield Deviation("not-json", "additive", _full(place), "JSON", "not JSON", pointer)
        else:
            for deviation in self._shapes.deviations(pointer, sample.value):
                yield replace(deviation, place=_full(place + deviation.place))

    def _unseen(self, reported: set[str]) -> Iterator[Deviation]:
        """The fields that stand in samples alone and are in none any more; of nested ones the outermost."""
        fields, words = self._expected.fields, self._page.facts
        for path, said in fields.items():
            place = _full(f"/response/sample{path}")
            described = without_items(f"/response/body{path}") in words
            if said.source not in (None, "sample") or path in self._seen or described or place in reported:
                continue
            parent, _, name = path.rpartition("/")
            shown = self._seen.get(parent, [])
            if name == "*":
                missed = any(value in ([], {}) for value in shown) and any(
                    other.startswith(f"{path}/") for other in fields
                )
            else:
                missed = any(isinstance(value, dict) for value in shown)
            if missed:
                yield Deviation("missing-field", "additive", place, "in a sample", "in no sample", said.pointer)


def outline(samples: Iterable[Sample]) -> dict[str, dict[str, str]]:
    """The fields of samples with their JSON types, by `request` or `response`; broken samples have none."""
    found: dict[str, dict[str, set[str]]] = {}
    for sample in samples:
        side = sample.side if sample.status is None else f"{sample.side} {sample.status}"
        fields = found.setdefault(side, {})
        if sample.value is not NOT_JSON:
            for path, kind in _outlined(sample.value, ""):
                fields.setdefault(path or "/", set()).add(kind)
    return {
        side: {
            path: " | ".join(sorted(kinds, key=lambda kind: (kind == "null", kind))) for path, kinds in fields.items()
        }
        for side, fields in found.items()
    }


def _outlined(value: Any, path: str) -> Iterator[tuple[str, str]]:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    yield path, names.get(type(value), "null")
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _outlined(child, f"{path}/{key}")
    if isinstance(value, list):
        for child in value:
            yield from _outlined(child, f"{path}/*")


def _gone(side: str, pointer: str) -> Deviation:
    return Deviation("missing-sample", "additive", _full(f"/{side}/sample"), "a sample", "none on the page", pointer)


def _full(place: str) -> str:
    return f"documentation {place}"
