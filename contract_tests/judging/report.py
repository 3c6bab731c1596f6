"""What a run has to say: as drift.json for programs, as a short table for people."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from contract_tests.judging.baseline import Accepted
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Finding
from contract_tests.judging.json_reading import NotJson
from contract_tests.judging.redact import Redactor
from contract_tests.judging.visible import one_line

FORMAT = 1
MOST_SHOWN = 20


@dataclass(frozen=True)
class InconclusiveRule:
    """A rule that could not be exercised on an operation, and why."""

    rule: str
    operation: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that a run has to say.

    `target` says what was judged: its `kind`, `base_url` and `client_id`. `verdict` is `conforms`, `drift` or
    `could-not-run`; `failure` says in one line why a run could not. `exercised` counts exchanges by rule and
    operation; `unseen` lists documented fields that no answer carried. `accepted` findings have an entry in the
    baseline and do not count; `stale` entries are `unused` or `expired`. `repeated` counts requests that were sent
    again, by what came the first time; `left_out` counts findings beyond the number that anyone reads. `seen` says of
    each operation what was looked at; `notes` are remarks that are no findings, a line each;
    `carried` says in a line each which findings of earlier runs were not looked at, as the history knows.
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
    repeated: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    seen: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 drift, 2 could not run."""
        return {"conforms": 0, "drift": 1}.get(self.verdict, 2)

    def as_json(self, redactor: Redactor) -> dict[str, Any]:
        """The report in the format of drift.json."""
        # One exchange may stand behind many findings.
        evidence = cache(lambda exchange: _evidence(exchange, redactor))
        return {
            "format": FORMAT,
            "verdict": self.verdict,
            "failure": self.failure and redactor.text(self.failure),
            "target": self.target,
            "spec": {"version": self.spec_version, "sha256": self.spec_sha256},
            "started_at": _instant(self.started_at),
            "duration_seconds": round(self.duration_seconds, 3),
            "requests": self.requests,
            "created": [redactor.text(identifier) for identifier in self.created],
            "repeated": dict(sorted(self.repeated.items())),
            "findings": [_finding(finding, redactor, evidence) for finding in self.findings],
            "left_out": self.left_out,
            "notes": [redactor.text(note) for note in self.notes],
            "accepted": [
                _finding(finding, redactor, evidence) | {"reason": entry.reason, "expires": entry.expires.isoformat()}
                for finding, entry in self.accepted
            ],
            "baseline": [
                {"state": state, **vars(entry), "expires": entry.expires.isoformat()}
                for state, entries in self.stale.items()
                for entry in entries
            ],
            "inconclusive": [vars(entry) | {"why": redactor.text(entry.why)} for entry in self.inconclusive],
            "exercised": [
                {"rule": rule, "operation": operation, "exchanges": count}
                for (rule, operation), count in sorted(self.exercised.items())
            ],
            "seen": self.seen,
            "presence": [
                {"operation": operation, "never_seen": paths} for operation, paths in sorted(self.unseen.items())
            ],
        }

    def lines(self, redactor: Redactor) -> Iterator[str]:
        """The report for a terminal."""
        sections = [
            _exercised_table(self.exercised),
            _titled("documented, but in no answer of this run:", self._unseen_lines()),
            _titled("inconclusive:", (f"{one.rule} ({one.operation}): {one.why}" for one in self.inconclusive)),
            _titled("remarks:", self.notes),
            _titled("baseline:", self._baseline_lines()),
            _titled("carried over, since it was not looked at this time:", self.carried),
            *(_finding_lines(finding, redactor) for finding in self.findings[:MOST_SHOWN]),
            _titled("", [f"{len(self.findings) - MOST_SHOWN + self.left_out} more findings"] * self._too_many),
            iter([self._verdict_line()]),
        ]
        for lines in map(list, sections):
            if lines:
                yield from (one_line(redactor.text(line)) for line in lines)
                yield ""

    @property
    def _too_many(self) -> bool:
        return len(self.findings) > MOST_SHOWN

    def _unseen_lines(self) -> Iterator[str]:
        for operation, paths in sorted(self.unseen.items()):
            yield f"{operation}: {', '.join(paths)}"

    def _baseline_lines(self) -> Iterator[str]:
        for finding, entry in self.accepted:
            yield f"accepted until {entry.expires}: {_headline(finding)}: {entry.reason}"
        for state, entries in self.stale.items():
            for entry in entries:
                yield f"{state}: {entry.kind}: {entry.operation}, {entry.place}"

    @property
    def never_succeeded(self) -> list[str]:
        """The operations of which no documented success was read."""
        return [entry["operation"] for entry in self.seen if not entry["succeeded"]]

    def _verdict_line(self) -> str:
        spent = f"{self.requests} requests, {len(self.created)} created, {self.duration_seconds:.1f} s"
        if self.failure:
            return f"could not run: {self.failure} ({spent})"
        breaking = sum(finding.deviation.severity == "breaking" for finding in self.findings)
        found = f"{breaking} breaking, {len(self.findings) - breaking} additive"
        found += f", {len(self.accepted)} accepted" if self.accepted else ""
        found += f", {len(self.carried)} carried over" if self.carried else ""
        rules = len({one.rule for one in self.inconclusive})
        beside = [f"{rules} rule{'s' if rules > 1 else ''} inconclusive"] if rules else []
        beside += [f"never seen to succeed: {', '.join(self.never_succeeded)}"] if self.never_succeeded else []
        looked = " as far as it was looked at" if self.verdict == "conforms" and self.never_succeeded else ""
        words = "; ".join([found, *beside])
        return f"verdict: {self.verdict}{looked}: {words} ({spent}) on {self.target['base_url']}"


def curl(exchange: Exchange, redactor: Redactor) -> str:
    """A line that sends the request again, with the key as a shell variable."""
    parts = ["curl", "-sS", "-i", "-X", exchange.method]
    for name, value in redactor.request_headers(exchange).items():
        parts += ["-H", f"{name}: {value}"]
    if exchange.request_body:
        parts += ["--data-binary", redactor.text(exchange.request_body.decode("utf-8", "replace"))]
    parts.append(redactor.text(exchange.url))
    return " ".join(f'"{part}"' if "$CONNECT" in part else shlex.quote(part) for part in parts)


def _finding(finding: Finding, redactor: Redactor, evidence: Callable[[Exchange], dict[str, Any]]) -> dict[str, Any]:
    deviation = finding.deviation
    return {
        "id": finding.id,
        "kind": deviation.kind,
        "severity": deviation.severity,
        "operation": finding.operation,
        "place": redactor.text(deviation.place),
        "expected": redactor.text(deviation.expected),
        "observed": redactor.text(deviation.observed),
        "rule": finding.rule,
        "spec_pointer": deviation.pointer,
        "observed_schema": redactor.value(deviation.observed_schema),
        "documentation": finding.documentation,
        "occurrences": finding.occurrences,
        "evidence": [evidence(exchange) for exchange in finding.evidence],
    }


def _evidence(exchange: Exchange, redactor: Redactor) -> dict[str, Any]:
    parsed = exchange.request_json
    sent = exchange.request_body.decode("utf-8", "replace") if isinstance(parsed, NotJson) else parsed
    return {
        "request": {
            "method": exchange.method,
            "url": redactor.text(exchange.url),
            "headers": redactor.request_headers(exchange),
            "body": redactor.value(sent) if exchange.request_body else None,
        },
        "response": {
            "status": exchange.status,
            "headers": redactor.headers(exchange),
            "body": redactor.body(exchange),
        },
        "curl": curl(exchange, redactor),
        "started_at": _instant(datetime.fromtimestamp(exchange.started_at, UTC)),
        "elapsed_seconds": round(exchange.elapsed_seconds, 6),
    }


def _instant(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds")


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if title and not number:
            yield title
        yield f"  {line}"


def _headline(finding: Finding) -> str:
    deviation = finding.deviation
    return f"{deviation.severity} {deviation.kind}: {finding.operation}, {deviation.place}  [{finding.id}]"


def _finding_lines(finding: Finding, redactor: Redactor) -> Iterator[str]:
    deviation = finding.deviation
    yield _headline(finding)
    yield f"  expected  {deviation.expected}"
    yield f"  observed  {deviation.observed}" + (f" ({finding.occurrences} times)" if finding.occurrences > 1 else "")
    yield f"  rule      {finding.rule}; {finding.documentation}"
    yield f"  spec      #{deviation.pointer}"
    for exchange in finding.evidence[:1]:
        yield f"  try       {curl(exchange, redactor)}"


def _exercised_table(exercised: dict[tuple[str, str], int]) -> Iterator[str]:
    """Exchanges by the group of a rule (its part before the slash) and operation."""
    operations = sorted({operation for _, operation in exercised})
    groups: dict[str, dict[str, int]] = {}
    for (rule, operation), count in exercised.items():
        row = groups.setdefault(rule.partition("/")[0], {})
        row[operation] = row.get(operation, 0) + count
    width = max((len(group) for group in groups), default=0)
    yield " " * width + "  " + "  ".join(operations)
    for group, row in groups.items():
        cells = (str(row.get(operation, "-")).rjust(len(operation)) for operation in operations)
        yield f"{group.ljust(width)}  {'  '.join(cells)}"
