"""One run: pages and the vendor's OpenAPI document compared with the spec and the lock, and the report of it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from contract_tests.docs.comparison import compare
from contract_tests.docs.fetch import PagesUnavailable, Source
from contract_tests.docs.lock import Change, LockedPage, changes, lock_page
from contract_tests.docs.page import Page, PageFacts, read_page, unreadable
from contract_tests.docs.vendor import VendorDocument
from contract_tests.judging.baseline import Accepted, apply
from contract_tests.judging.finding import Deviation, Finding, Findings, Severity
from contract_tests.judging.redact import Redactor
from contract_tests.judging.report import InconclusiveRule, Report
from scripts.spec.document import Document
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

FEWEST_FIELDS = 3


@dataclass(frozen=True, kw_only=True)
class DocumentationReport(Report):
    """What a run has to say: `run.result(entries, today).as_json(redactor)`.

    `changes` are the facts that differ from the lock; `vendor_name` names the vendor's document, if one was read.
    """

    changes: list[Change]
    vendor_name: str | None

    def as_json(self, redactor: Redactor) -> dict[str, Any]:
        """The format of drift.json; the evidence of a finding is the page or the document that it was found in."""
        report = super().as_json(redactor)
        for finding in [*report["findings"], *report["accepted"]]:
            from_vendor = finding["rule"].startswith("vendor-openapi")
            source = {"document": self.vendor_name} if from_vendor else {"page": finding["documentation"]}
            finding["evidence"] = [source]
        return report | {"changed_since_lock": [redactor.value(vars(change)) for change in self.changes]}


class DocumentationRun:
    """Compares pages and documents with a spec: `run.check_pages(sources)`, then `run.result(entries, today)`.

    `lock` has the locked pages by operation; `base` says in the report where the pages come from.
    """

    def __init__(self, spec: Spec, lock: dict[str, LockedPage], base: str) -> None:
        self._spec, self._lock, self._base = spec, lock, base
        self._findings = Findings()
        self._inconclusive: list[InconclusiveRule] = []
        self._changes: list[Change] = []
        self._notes: list[str] = []
        self._exercised: Counter[tuple[str, str]] = Counter()
        self._vendor_name: str | None = None
        self._started, self._began = datetime.now(UTC), time.perf_counter()

    def check_pages(self, sources: dict[str, Source]) -> None:
        """Compare the page of every operation with the spec and the lock."""
        for operation in self._spec.operations.values():
            source = sources[operation.documentation]
            if source.moved_to:
                self._about_page(operation, "page-moved", "additive", operation.documentation, source.moved_to)
            if source.gone:
                self._about_page(operation, "page-gone", "breaking", "a documentation page", source.gone)
                continue
            if why := source.problem or unreadable(source.text):
                self._inconclusive.append(InconclusiveRule("documentation", operation.id, why))
            else:
                self._check_page(operation, read_page(source.text))

    def check_vendor_document(self, document: Document) -> None:
        """Compare the vendor's OpenAPI document with the spec.

        Raises:
            DocumentError: It is broken where one of our operations needs it.
        """
        self._vendor_name = document.name
        self._exercised.update(("vendor-openapi/operation", name) for name in self._spec.operations)
        vendor = VendorDocument(self._spec, document)
        self._notes += vendor.not_compared()
        for operation, deviation in vendor.deviations():
            self._add(operation, "vendor-openapi", deviation)

    def result(self, entries: list[Accepted], today: date) -> DocumentationReport:
        """The report, with the findings that the baseline accepts set apart."""
        relevant = [entry for entry in entries if self._vendor_name or not entry.place.startswith("vendor-openapi")]
        verdicts = apply(relevant, self._findings.all(), today)
        verdict = "drift" if verdicts.open else "conforms"
        failure = None if verdicts.open else self._failure()
        return DocumentationReport(
            verdict="could-not-run" if failure else verdict,
            failure=failure,
            target={"kind": "documentation", "base_url": self._base, "client_id": None},
            spec_version=self._spec.version,
            spec_sha256=self._spec.sha256,
            started_at=self._started,
            duration_seconds=time.perf_counter() - self._began,
            requests=len(self._spec.operations),
            created=[],
            findings=verdicts.open,
            accepted=verdicts.accepted,
            stale=verdicts.stale,
            inconclusive=self._inconclusive,
            exercised=dict(self._exercised),
            unseen={},
            notes=self._notes,
            changes=self._changes,
            vendor_name=self._vendor_name,
        )

    def _failure(self) -> str | None:
        """Why a run without findings has not looked at everything, in one line."""
        if not self._inconclusive:
            return None
        first = self._inconclusive[0]
        count = f"{len(self._inconclusive)} of {len(self._spec.operations)} pages"
        return f"{count} could not be read, such as that of {first.operation}: {first.why}"

    def _check_page(self, operation: Operation, page: Page) -> None:
        locked = self._lock.get(operation.id, LockedPage(operation.documentation))
        described = _fields(locked.facts)
        if described >= FEWEST_FIELDS and not _fields(page.facts):
            why = "the page no longer has Mintlify's fields"
            self._about_page(operation, "page-format", "additive", f"{described} fields", "none of Mintlify's fields")
            self._inconclusive.append(InconclusiveRule("documentation", operation.id, why))
            return
        self._exercised["documentation/words", operation.id] += len(page.facts)
        self._exercised["documentation/samples", operation.id] += len(page.samples)
        self._exercised["documentation/operation", operation.id] += len(page.calls)
        for rule, deviation in compare(self._spec, operation, page, locked):
            self._add(operation, rule, deviation)
        self._changes += changes(operation.id, locked, lock_page(operation.documentation, page, []))

    def _about_page(self, operation: Operation, kind: str, severity: Severity, expected: str, observed: str) -> None:
        pointer = f"{operation.pointer}/externalDocs/url"
        deviation = Deviation(kind, severity, "documentation", expected, observed, pointer)
        self._add(operation, "documentation/page", deviation)

    def _add(self, operation: Operation, rule: str, deviation: Deviation) -> None:
        self._findings.add(Finding(deviation, operation.id, rule, operation.documentation, 1, ()))


def lock_pages(spec: Spec, sources: dict[str, Source], known: dict[str, LockedPage]) -> dict[str, LockedPage]:
    """The lock for today's pages; notes about what no program reads are kept.

    Raises:
        PagesUnavailable: A page cannot be read.
    """
    locked = {}
    for operation in spec.operations.values():
        source = sources[operation.documentation]
        if why := source.gone or source.problem or unreadable(source.text):
            raise PagesUnavailable(f"the page of {operation.id} cannot be locked: {why}")
        before = known.get(operation.id, LockedPage(operation.documentation))
        locked[operation.id] = lock_page(operation.documentation, read_page(source.text), before.unreadable)
    return locked


def _fields(facts: PageFacts) -> int:
    """How many fields of requests and answers a page describes."""
    return sum(place.startswith(("/request/", "/response/body/")) for place in facts)
