"""One run: pages and the vendor's OpenAPI document compared with the spec and the lock, and the report of it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin

from contract_tests.docs.comparison import compare, compare_guide
from contract_tests.docs.fetch import INDEX, PagesUnavailable, Source
from contract_tests.docs.index import index_deviations, listed
from contract_tests.docs.lock import Lock, LockedPage, lock_page
from contract_tests.docs.page import Page, read_page, unreadable
from contract_tests.docs.vendor import VendorDocument
from contract_tests.docs.words import reworded
from contract_tests.judging.baseline import Accepted, apply
from contract_tests.judging.finding import Deviation, Finding, Findings, Severity
from contract_tests.judging.looked import ALL
from contract_tests.judging.redact import Redactor
from contract_tests.judging.report import InconclusiveRule, Report
from scripts.spec.document import Document
from scripts.spec.spec import Spec

FEWEST_FIELDS = 3


@dataclass(frozen=True, kw_only=True)
class DocumentationReport(Report):
    """What a run has to say: `run.result(entries, today).as_json(redactor)`.

    `notices` are the texts that differ from the lock without another fact: what they are about, and the page;
    `vendor_name` names the vendor's document, if one was read.
    """

    notices: list[dict[str, str]]
    vendor_name: str | None

    def as_json(self, redactor: Redactor) -> dict[str, Any]:
        """The format of drift.json; the evidence of a finding is the page or the document that it was found in."""
        report = super().as_json(redactor)
        for finding in [*report["findings"], *report["accepted"]]:
            from_vendor = finding["rule"].startswith("vendor-openapi")
            source = {"document": self.vendor_name} if from_vendor else {"page": finding["documentation"]}
            finding["evidence"] = [source]
        return report | {"notices": [redactor.value(notice) for notice in self.notices]}


def documented_pages(spec: Spec) -> dict[str, str]:
    """The URL of each page that the contract comes from, by operation or guide."""
    pages = {name: operation.documentation for name, operation in spec.operations.items()}
    return pages | dict(spec.root.get("x-guides", {}))


def index_url(spec: Spec) -> str:
    """Where the vendor lists its pages."""
    return urljoin(next(iter(documented_pages(spec).values())), f"/{INDEX}")


class DocumentationRun:
    """Compares pages and documents with a spec: `run.check_pages(sources)`, then `run.result(entries, today)`.

    `base` says in the report where the pages come from.
    """

    def __init__(self, spec: Spec, lock: Lock, base: str) -> None:
        self._spec, self._lock, self._base = spec, lock, base
        self._pages = documented_pages(spec)
        self._findings = Findings()
        self._inconclusive: list[InconclusiveRule] = []
        self._notices: list[dict[str, str]] = []
        self._notes: list[str] = []
        self._exercised: Counter[tuple[str, str]] = Counter()
        self._vendor_name: str | None = None
        self._started, self._began = datetime.now(UTC), time.perf_counter()

    def check_pages(self, sources: dict[str, Source]) -> None:
        """Compare the index, and the page of every operation and guide, with the spec and the lock."""
        self._check_index(sources[index_url(self._spec)])
        for name, url in self._pages.items():
            source, gone = sources[url], sources[url].gone
            if source.moved_to:
                self._about_page(name, "page-moved", "additive", url, source.moved_to)
            if gone and (name in self._lock.pages or name in self._spec.operations):
                self._about_page(name, "page-gone", "breaking", "a documentation page", gone)
            elif gone:
                # Nobody has ever seen it there: the address in the contract may be wrong.
                self._notes.append(f"the guide {name} is not at {url}: its facts were not looked at")
            elif why := source.problem or unreadable(source.text, operation=name in self._spec.operations):
                self._inconclusive.append(InconclusiveRule("documentation", name, why))
            else:
                self._check_page(name, read_page(source.text))

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
            self._add(operation.id, "vendor-openapi", deviation)

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
            requests=len(self._pages) + 1,
            created=[],
            findings=verdicts.open,
            accepted=verdicts.accepted,
            stale=verdicts.stale,
            inconclusive=self._inconclusive,
            exercised=dict(self._exercised),
            unseen={},
            notes=[*self._notes, *map(_note, self._notices)],
            notices=self._notices,
            vendor_name=self._vendor_name,
        )

    def _failure(self) -> str | None:
        """Why a run without findings has not looked at everything, in one line."""
        if not self._inconclusive:
            return None
        first = self._inconclusive[0]
        count = f"{len(self._inconclusive)} of {len(self._pages) + 1} pages"
        return f"{count} could not be read, such as that of {first.operation}: {first.why}"

    def _check_index(self, source: Source) -> None:
        if source.gone or source.problem:
            self._inconclusive.append(
                InconclusiveRule("documentation", ALL, source.problem or f"{INDEX}: {source.gone}")
            )
            return
        now = listed(source.text, self._pages.values())
        self._exercised["documentation/index", ALL] += len(now)
        for deviation in index_deviations(now, self._lock.index, self._pages):
            self._add(ALL, "documentation/index", deviation)

    def _check_page(self, name: str, page: Page) -> None:
        locked = self._lock.pages.get(name, LockedPage())
        described = _fields(locked.places)
        if described >= FEWEST_FIELDS and not _fields(page.places):
            why = "the page no longer has Mintlify's fields"
            self._about_page(name, "page-format", "additive", f"{described} fields", "none of Mintlify's fields")
            self._inconclusive.append(InconclusiveRule("documentation", name, why))
            return
        looked = {"words": page.places, "samples": page.samples, "operation": page.calls}
        self._exercised.update({(f"documentation/{rule}", name): len(seen) for rule, seen in looked.items()})
        operation = self._spec.operations.get(name)
        found = (
            compare(self._spec, operation, page, locked) if operation else compare_guide(self._spec, name, page, locked)
        )
        told = set()
        for rule, deviation in found:
            told.add(deviation.place.removeprefix("documentation ").removesuffix(" type").removesuffix(" required"))
            self._add(name, rule, deviation)
        for place in reworded(page, locked):
            if place not in told:
                self._notices.append({"operation": name, "place": place, "page": self._pages[name]})

    def _about_page(self, name: str, kind: str, severity: Severity, expected: str, observed: str) -> None:
        operation = self._spec.operations.get(name)
        pointer = f"{operation.pointer}/externalDocs/url" if operation else f"/x-guides/{name}"
        deviation = Deviation(kind, severity, "documentation", expected, observed, pointer)
        self._add(name, "documentation/page", deviation)

    def _add(self, name: str, rule: str, deviation: Deviation) -> None:
        self._findings.add(Finding(deviation, name, rule, self._pages.get(name, index_url(self._spec)), 1, ()))


def lock_pages(spec: Spec, sources: dict[str, Source], known: Lock, only: str | None = None) -> Lock:
    """The lock for today's pages, or for one of them; notes about what no program reads are kept.

    Raises:
        PagesUnavailable: A page cannot be read, or there is no such page.
    """
    pages = documented_pages(spec)
    names = {url.rpartition("/")[2]: name for name, url in pages.items()} | {name: name for name in pages}
    if only is not None and only not in names:
        raise PagesUnavailable(f"there is no page {only}; there are {', '.join(pages)}")
    locked = dict(known.pages)
    for name in pages if only is None else [names[only]]:
        source = sources[pages[name]]
        if source.gone and name not in spec.operations and name not in known.pages and only is None:
            continue
        if why := source.gone or source.problem or unreadable(source.text, operation=name in spec.operations):
            raise PagesUnavailable(f"the page of {name} cannot be locked: {why}")
        locked[name] = lock_page(read_page(source.text), known.pages.get(name, LockedPage()).unreadable)
    if only is not None:
        return Lock(locked, known.index)
    index = sources[index_url(spec)]
    if why := index.gone or index.problem:
        raise PagesUnavailable(f"{INDEX} cannot be locked: {why}")
    return Lock(locked, listed(index.text, pages.values()))


def _fields(places: dict[str, Any]) -> int:
    """How many fields of requests and answers a page describes."""
    return sum(place.startswith(("/request/", "/response/body/")) for place in places)


def _note(notice: dict[str, str]) -> str:
    """A notice as a remark."""
    return f"{notice['operation']}: other words, no other fact: {notice['place']}"
