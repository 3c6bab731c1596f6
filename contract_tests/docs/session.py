"""One run: pages and the vendor's OpenAPI document held against the spec and the lock, and what comes of it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from contract_tests.docs.comparison import compare
from contract_tests.docs.fetch import PagesUnavailable, Source
from contract_tests.docs.lock import Change, LockedPage, changes, lock_page
from contract_tests.docs.page import Page, read_page, unreadable
from contract_tests.docs.report import DocumentationReport
from contract_tests.docs.vendor import compare_documents
from contract_tests.drift.baseline import Accepted, apply
from contract_tests.drift.finding import Deviation, Finding, Findings
from contract_tests.drift.report import Report, Untold
from contract_tests.spec import Operation, Spec

FEWEST_FIELDS = 3


@dataclass
class DocumentationRun:
    """Holds pages and documents against a spec and collects the findings.

    Args:
        spec: The contract.
        lock: The locked pages by operation.
        base: Where the pages come from, for the report.
    """

    spec: Spec
    lock: dict[str, LockedPage]
    base: str
    findings: Findings = field(default_factory=Findings)
    inconclusive: list[Untold] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    pages: int = 0
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    vendor_name: str | None = None

    def __post_init__(self) -> None:
        self._started, self._began = datetime.now(UTC), time.perf_counter()

    def hold_pages(self, sources: dict[str, Source]) -> None:
        """Hold the page of every operation against the spec."""
        for operation in self.spec.operations.values():
            source = sources[operation.documentation]
            self.pages += 1
            if source.moved_to:
                self._page_finding(operation, "page-moved", "additive", operation.documentation, source.moved_to)
            if source.gone:
                self._page_finding(operation, "page-gone", "breaking", "a documentation page", source.gone)
                continue
            why = source.problem or unreadable(source.text or "")
            if why:
                self.inconclusive.append(Untold("documentation", operation.id, why))
            else:
                self._hold_page(operation, read_page(source.text or ""))

    def hold_vendor_document(self, name: str, document: dict[str, Any]) -> None:
        """Hold the vendor's OpenAPI document against the spec.

        Raises:
            DocumentError: It is broken where one of our operations needs it.
        """
        self.vendor_name = name
        for operation in self.spec.operations.values():
            self.held[("vendor-openapi/operation", operation.id)] += 1
        for operation, deviation in compare_documents(self.spec, document):
            self._add(operation, "vendor-openapi", deviation)

    def result(self, entries: list[Accepted], today: date) -> DocumentationReport:
        """The report, with the findings that the baseline accepts set apart."""
        relevant = [entry for entry in entries if self.vendor_name or not entry.place.startswith("vendor-openapi")]
        verdicts = apply(relevant, self.findings.all(), today)
        standing = verdicts.open
        failure = None
        if self.inconclusive and not standing:
            unread = self.inconclusive[0]
            failure = f"{len(self.inconclusive)} of {self.pages} pages could not be read, such as that of "
            failure += f"{unread.operation}: {unread.why}"
        report = Report(
            verdict="could-not-run" if failure else "drift" if standing else "conforms",
            failure=failure,
            target={"kind": "documentation", "base_url": self.base, "client_id": None},
            spec_version=self.spec.version,
            spec_sha256=self.spec.sha256,
            started_at=self._started,
            duration_seconds=time.perf_counter() - self._began,
            requests=self.pages,
            created=[],
            findings=standing,
            accepted=verdicts.accepted,
            stale=verdicts.stale,
            inconclusive=self.inconclusive,
            exercised=dict(self.held),
            unseen={},
        )
        return DocumentationReport(report, self.changes, self.vendor_name)

    def _hold_page(self, operation: Operation, page: Page) -> None:
        locked = self.lock.get(operation.id, LockedPage(operation.documentation))
        described = sum(map(_is_field, locked.words))
        if described >= FEWEST_FIELDS and not any(map(_is_field, page.facts)):
            self._page_finding(operation, "page-format", "additive", f"{described} fields", "none of Mintlify's fields")
            self.inconclusive.append(Untold("documentation", operation.id, "the page no longer has Mintlify's fields"))
            return
        for rule, count in (
            ("documentation/words", len(page.facts)),
            ("documentation/samples", len(page.samples)),
            ("documentation/operation", len(page.calls)),
        ):
            self.held[(rule, operation.id)] += count
        for rule, deviation in compare(self.spec, operation, page, locked.words):
            self._add(operation, rule, deviation)
        self.changes += changes(operation.id, locked, lock_page(operation.documentation, page, []))

    def _page_finding(self, operation: Operation, kind: str, severity: Any, expected: str, observed: str) -> None:
        deviation = Deviation(
            kind, severity, "documentation", expected, observed, f"{operation.pointer}/externalDocs/url"
        )
        self._add(operation, "documentation/page", deviation)

    def _add(self, operation: Operation, rule: str, deviation: Deviation) -> None:
        self.findings.add(Finding(deviation, operation.id, rule, operation.documentation, 1, ()))


def _is_field(place: str) -> bool:
    return place.startswith(("/request/", "/response/body/"))


def lock_pages(spec: Spec, sources: dict[str, Source], known: dict[str, LockedPage]) -> dict[str, LockedPage]:
    """The lock for today's pages; notes about what no program reads are kept.

    Raises:
        PagesUnavailable: A page cannot be read.
    """
    locked = {}
    for operation in spec.operations.values():
        source = sources[operation.documentation]
        why = source.gone or source.problem or unreadable(source.text or "")
        if why:
            raise PagesUnavailable(f"the page of {operation.id} cannot be locked: {why}")
        before = known.get(operation.id, LockedPage(operation.documentation))
        locked[operation.id] = lock_page(operation.documentation, read_page(source.text or ""), before.unreadable)
    return locked
