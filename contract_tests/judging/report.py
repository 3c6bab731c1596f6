"""What a run has to say, in the format of drift.json."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from contract_tests.judging.baseline import Accepted
from contract_tests.judging.evidence import evidence, finding_entry, instant
from contract_tests.judging.finding import Finding
from contract_tests.judging.redact import Redactor

FORMAT = 1


@dataclass(frozen=True)
class InconclusiveRule:
    """A rule that was not exercised on an operation, and why: it could not be, or it does not apply."""

    rule: str
    operation: str
    why: str


@dataclass(frozen=True)
class Left:
    """A thing that a run made and could not delete: `Left("createApp", "FK5b0KSM", "deleteApp answered 500")`.

    `operation` is the one that created it. What no operation deletes is not left behind: it was created for good.
    """

    operation: str
    identifier: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that a run has to say.

    `target` says what was judged: its `kind`, `base_url` and `client_id`. `verdict` is `conforms`, `drift` or
    `could-not-run`; `failure` says in one line why a run could not. `exercised` counts the exchanges that each rule
    sent, by rule and operation, and `held` those that were held against a promise, whoever had sent them; `unseen`
    lists documented fields that no answer carried. `accepted` findings have an entry in the baseline and do not count;
    `stale` entries are `unused` or `expired`. `repeated` counts requests that were sent again, by what came the first
    time; `left_out` counts findings beyond the number that anyone reads. `seen` says of each operation what was looked
    at; `notes` are remarks that are no findings, a line each.
    `not_applicable` has the rules that the spec offers no way to try on an operation; neither it nor `left`, what
    the run made and could not delete, changes the verdict.
    """

    verdict: str
    failure: str | None
    target: dict[str, str | None]
    spec_version: str
    spec_sha256: str
    started_at: datetime
    duration_seconds: float
    requests: int
    created: list[str]
    findings: list[Finding]
    accepted: list[tuple[Finding, Accepted]]
    stale: dict[str, list[Accepted]]
    inconclusive: list[InconclusiveRule]
    exercised: dict[tuple[str, str], int]
    unseen: dict[str, list[str]]
    held: dict[tuple[str, str], int] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    seen: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_applicable: list[InconclusiveRule] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 drift, 2 could not run."""
        return {"conforms": 0, "drift": 1}.get(self.verdict, 2)

    def as_json(self, redactor: Redactor) -> dict[str, Any]:
        """The report in the format of drift.json."""
        # One exchange may stand behind many findings.
        shown = cache(lambda exchange: evidence(exchange, redactor))
        return {
            "format": FORMAT,
            "verdict": self.verdict,
            "failure": self.failure and redactor.text(self.failure),
            "target": self.target,
            "spec": {"version": self.spec_version, "sha256": self.spec_sha256},
            "started_at": instant(self.started_at),
            "duration_seconds": round(self.duration_seconds, 3),
            "requests": self.requests,
            "created": [redactor.text(identifier) for identifier in self.created],
            "repeated": dict(sorted(self.repeated.items())),
            "findings": [finding_entry(finding, redactor, shown) for finding in self.findings],
            "left_out": self.left_out,
            "notes": [redactor.text(note) for note in self.notes],
            "accepted": [
                finding_entry(finding, redactor, shown) | {"reason": entry.reason, "expires": entry.expires.isoformat()}
                for finding, entry in self.accepted
            ],
            "baseline": [
                {"state": state, **vars(entry), "expires": entry.expires.isoformat()}
                for state, entries in self.stale.items()
                for entry in entries
            ],
            "inconclusive": [_unexercised(entry, redactor) for entry in self.inconclusive],
            "not_applicable": [_unexercised(entry, redactor) for entry in self.not_applicable],
            "left": [{name: redactor.text(text) for name, text in vars(one).items()} for one in self.left],
            "exercised": [
                {"rule": rule, "operation": operation, "exchanges": count}
                for (rule, operation), count in sorted({**self.exercised, **self.held}.items())
            ],
            "seen": self.seen,
            "presence": [
                {"operation": operation, "never_seen": paths} for operation, paths in sorted(self.unseen.items())
            ],
        }


def _unexercised(entry: InconclusiveRule, redactor: Redactor) -> dict[str, str]:
    return vars(entry) | {"why": redactor.text(entry.why)}
