"""The samples of a page, requests and answers, read strictly against the spec's schemas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from contract_tests.docs.differences import undocumented
from contract_tests.docs.expected import Expected
from contract_tests.docs.facts import above, without_items
from contract_tests.docs.page import Page, Sample
from contract_tests.judging.finding import Deviation
from contract_tests.judging.json_reading import NOT_JSON
from contract_tests.judging.shapes import Shapes
from scripts.spec.pointers import split

# How an API names its own things, such as an event: `verification.completed`.
_NAME = re.compile(r"[a-z]+(?:[._][a-z]+)+")


class Samples:
    """The samples of one page, beside what the spec says: `Samples(shapes, expected, page, known).deviations()`.

    `known` is what the samples of the answer used to show, as `shown` has it.
    """

    def __init__(self, shapes: Shapes, expected: Expected, page: Page, known: Collection[str]) -> None:
        self._shapes, self._expected, self._page = shapes, expected, page
        self._known = known
        self._operation = expected.operation
        success = self._operation.success
        self._answers = [
            sample for sample in page.samples if sample.side == "response" and sample.status in (None, success.status)
        ]
        self._seen: dict[str, list[Any]] = {}
        for sample in self._answers:
            if sample.value is not NOT_JSON and success.schema:
                for node in shapes.walk(success.schema, sample.value):
                    self._seen.setdefault(node.path, []).append(node.value)

    @property
    def shown(self) -> set[str]:
        """The fields of the successful answer that the samples show, as pages write them."""
        return {without_items(f"/response/body{path}") for path in self._seen}

    def deviations(self) -> Iterator[Deviation]:
        """Everything in the samples that the spec does not say, and what it expects them to show and they do not."""
        found = [deviation for sample in self._page.samples for deviation in self._deviations_of(sample)]
        broken = any(deviation.severity == "breaking" and deviation.kind != "invariant" for deviation in found)
        # Sums and bounds over fields that are not as documented say nothing new.
        yield from (deviation for deviation in found if not (broken and deviation.kind == "invariant"))
        sides = {sample.side for sample in self._page.samples}
        success, request = self._operation.success, self._operation.request_schema
        due = {"response": success.schema and success.pointer, "request": request if self._page.calls else None}
        for side, pointer in due.items():
            if pointer and side not in sides:
                place = f"/{side}/sample"
                yield Deviation("missing-sample", "additive", place, "a sample", "none on the page", pointer)
        if self._answers and all(sample.value is not NOT_JSON for sample in self._answers):
            yield from self._missing_fields({deviation.place for deviation in found})
            yield from self._renamed_values()

    def _deviations_of(self, sample: Sample) -> Iterator[Deviation]:
        operation, place = self._operation, f"/{sample.side}/sample"
        if sample.side == "request":
            pointer = operation.request_schema
        else:
            status = sample.status or operation.success.status
            if status != operation.success.status:
                place = f"/response/{status}/sample"
            if status not in operation.responses:
                yield undocumented("status", place, {}, "a sample", f"{operation.pointer}/responses")
                return
            pointer = operation.responses[status].schema
        if pointer is None:
            yield Deviation("undocumented-body", "additive", place, "no body", "a body", operation.pointer)
        elif sample.value is NOT_JSON:
            yield Deviation("not-json", "additive", place, "JSON", "not JSON", pointer)
        else:
            for deviation in self._shapes.deviations(pointer, sample.value):
                yield replace(deviation, place=place + deviation.place)

    def _missing_fields(self, reported: set[str]) -> Iterator[Deviation]:
        """The fields that stand in samples alone and are in none any more; of nested ones the outermost."""
        for path, documented in self._expected.fields.items():
            place = f"/response/sample{path}"
            described = without_items(f"/response/body{path}") in self._page.places
            if documented.source not in (None, "sample") or path in self._seen or described or place in reported:
                continue
            if self._was_shown(path) and self._could_show(path):
                yield Deviation("missing-field", "additive", place, "in a sample", "in no sample", documented.pointer)

    def _was_shown(self, path: str) -> bool:
        """Whether the samples used to show a field; a star stands for any key of a map."""
        steps = split(path)
        return any(
            len(known) == len(steps) and all(step in (key, "*") for step, key in zip(steps, known, strict=True))
            for known in map(split, self._known)
        )

    def _renamed_values(self) -> Iterator[Deviation]:
        """The names of the API that stand in samples for others than before, where the spec lists no values."""
        for path, documented in self._expected.fields.items():
            before = [one.removeprefix(f"{path}=") for one in self._known if one.startswith(f"{path}=")]
            now = [value for value in self._seen.get(path, []) if _is_name(value)]
            if (gone := set(before) - set(now)) and set(now) - set(before) and "values" not in documented.facts:
                place, shown = f"/response/sample{path}", ", ".join(dict.fromkeys(now))
                yield Deviation("words", "additive", place, ", ".join(sorted(gone)), shown, documented.pointer)

    def _could_show(self, path: str) -> bool:
        """Whether a sample has the object, or the empty array or map, in which a field would stand."""
        around = self._seen.get(above(path), [])
        if not path.endswith("/*"):
            return any(isinstance(value, dict) for value in around)
        has_fields = any(other.startswith(f"{path}/") for other in self._expected.fields)
        return has_fields and any(value in ([], {}) for value in around)


def shown(samples: Iterable[Sample]) -> list[str]:
    """The fields that the samples of a success show, in their order there; those that name something with the name."""
    values = [one.value for one in samples if one.side == "response" and (one.status or "2")[0] == "2"]
    return list(dict.fromkeys(path for value in values if value is not NOT_JSON for path in _paths(value, "")))


def _paths(value: Any, path: str) -> Iterator[str]:
    if path:
        yield path
    if _is_name(value):
        yield f"{path}={value}"
    members = (
        value.items() if isinstance(value, dict) else (("*", item) for item in value) if isinstance(value, list) else ()
    )
    for key, member in members:
        yield from _paths(member, f"{path}/{key}")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None
