"""A page held against its operation: words, samples and curl lines, each cause said once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contract_tests.docs import operations
from contract_tests.docs.expected import expected
from contract_tests.docs.page import Facts, Page
from contract_tests.docs.samples import Samples
from contract_tests.docs.words import Words
from contract_tests.drift.finding import Deviation
from contract_tests.drift.shapes import Shapes
from contract_tests.spec import Operation, Spec


def compare(spec: Spec, operation: Operation, page: Page, locked: Facts) -> Iterator[tuple[str, Deviation]]:
    """Every difference between a page and the spec, with the rule that found it.

    Args:
        spec: The contract.
        operation: The operation that the page documents.
        page: The page as read.
        locked: The facts that the page is known to state in words; empty for a page that was never locked.
    """
    told = expected(spec, operation)
    samples = Samples(Shapes(spec), told, page)
    words = Words(told, page.facts, locked, samples.shown)
    for rule, found in (
        ("documentation/operation", operations.deviations(spec, told, page)),
        ("documentation/words", words.deviations()),
        ("documentation/samples", samples.deviations()),
    ):
        once = {(deviation.kind, deviation.place): deviation for deviation in found}
        for deviation in renamed(list(once.values())):
            yield rule, deviation


def renamed(deviations: list[Deviation]) -> Iterator[Deviation]:
    """Say a rename once: one place gone and one new place beside it."""
    for deviation in deviations:
        beside = [other for other in deviations if _parent(other) == _parent(deviation)]
        gone = [other for other in beside if other.kind.startswith("missing-") and other.kind != "missing-sample"]
        new = [other for other in beside if other.kind.startswith("undocumented-")]
        if len(gone) == len(new) == 1:
            if deviation is gone[0]:
                name = new[0].place.rpartition("/")[2]
                yield replace(deviation, severity="breaking", observed=f"absent, but a new `{name}` is there")
            if deviation in (gone[0], new[0]):
                continue
        yield deviation


def _parent(deviation: Deviation) -> str:
    return deviation.place.rpartition("/")[0]
