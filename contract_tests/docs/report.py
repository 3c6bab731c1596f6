"""The report of a documentation run: drift.json in the format of every run, and lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.docs.lock import Change
from contract_tests.drift.redact import Redactor
from contract_tests.drift.report import Report


@dataclass(frozen=True)
class DocumentationReport:
    """What a run has to say beside its findings.

    `changes` are the facts that differ from the lock; `vendor_name` names the vendor's document, if one was read.
    """

    report: Report
    changes: list[Change]
    vendor_name: str | None

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 drift, 2 could not run."""
        return self.report.exit_code

    def as_json(self, redactor: Redactor) -> dict[str, Any]:
        """The format of drift.json; the evidence of a finding is the page or the document that it was found in."""
        report = self.report.as_json(redactor)
        for finding in [*report["findings"], *report["accepted"]]:
            from_vendor = finding["rule"].startswith("vendor-openapi")
            finding["evidence"] = [
                {"document": self.vendor_name} if from_vendor else {"page": finding["documentation"]}
            ]
        return report | {
            "changed_since_lock": [redactor.value(vars(change)) for change in self.changes],
        }

    def lines(self, redactor: Redactor) -> Iterator[str]:
        """The report for a terminal."""
        if self.changes:
            yield "changed since the lock (make docs-lock accepts it):"
            yield from (redactor.text(f"  {change.line()}") for change in self.changes)
            yield ""
        yield from self.report.lines(redactor)
