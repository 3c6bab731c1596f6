"""What comes of a mutant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from contract_tests.mutants.mutant import HARMLESS, Mutant

KILLED, SURVIVED, JUSTIFIED = "killed", "survived", "justified"
SILENT, ALARMED = "silent", "false alarm"
ERROR = "error"

RECORDING, COMPANY, RUN = "recording", "run with others", "run"


@dataclass(frozen=True)
class Outcome:
    """What came of a mutant: the verdict and the report on it, or the error that leaves it open.

    `judged_by` is where it was looked at: in a `recording`, in a `run with others`, or in a `run` of its own.
    """

    mutant: Mutant
    verdict: str
    seconds: float
    report: dict[str, Any] = field(repr=False)
    error: str = ""
    judged_by: str = RUN

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings, each with its operation, kind, place and rule."""
        findings: list[dict[str, Any]] = self.report.get("findings", [])
        return findings

    @property
    def result(self) -> str:
        """`killed`, `survived` or `justified`; for a harmless variant `silent` or `false alarm`; or `error`."""
        if self.error:
            return ERROR
        if self.mutant.kind == HARMLESS:
            return SILENT if self.verdict == "conforms" else ALARMED
        if self.mutant.is_named(finding["operation"] for finding in self.findings):
            return KILLED
        return JUSTIFIED if self.mutant.unseen and self.verdict == "conforms" else SURVIVED

    def as_json(self) -> dict[str, Any]:
        """The outcome for the table in JSON."""
        return {
            "name": self.mutant.name,
            "kind": self.mutant.kind,
            "operations": list(self.mutant.operations),
            "what": self.mutant.what,
            "result": self.result,
            "error": self.error or None,
            "judged_by": self.judged_by,
            "justification": self.mutant.unseen or None,
            "verdict": self.verdict,
            "failure": self.report.get("failure"),
            "findings": [
                {name: finding[name] for name in ("operation", "kind", "place", "expected", "observed", "rule")}
                for finding in self.findings
            ],
            "inconclusive": len(self.report.get("inconclusive", [])),
            "budget_spent": [entry for entry in self.report.get("inconclusive", []) if "budget" in entry["why"]],
            "requests": self.report.get("requests"),
            "created": len(self.report.get("created", [])),
            "seconds": round(self.seconds, 2),
        }
