"""What a run has to say: as drift.json for programs, as a short table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from contract_tests.judging.baseline import Accepted
from contract_tests.judging.evidence import curl, evidence, finding_entry, frequency, how_often, instant, words
from contract_tests.judging.finding import Finding
from contract_tests.judging.looked import group_of
from contract_tests.judging.redact import Redactor
from contract_tests.judging.visible import one_line

FORMAT = 1
MOST_SHOWN = 20
CLEAN_UP = "make clean-target removes what a run left"


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
    at; `notes` are remarks that are no findings, a line each; `carried` says in a line each which findings of earlier
    runs were not looked at, as the history knows.
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
    carried: list[str] = field(default_factory=list)
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

    def lines(self, redactor: Redactor) -> Iterator[str]:
        """The report for a terminal."""
        sections = [
            _exercised_table(self.exercised),
            _titled("documented, but in no answer of this run:", self._unseen_lines()),
            _titled("inconclusive:", (f"{one.rule} ({one.operation}): {one.why}" for one in self.inconclusive)),
            _titled(f"not applicable ({_rules(self.not_applicable)}):", self._not_applicable_lines()),
            _titled("remarks:", self.notes),
            _titled("baseline:", self._baseline_lines()),
            _titled("carried over, since it was not looked at this time:", self.carried),
            *(_finding_lines(finding, redactor) for finding in self.findings[:MOST_SHOWN]),
            _titled("", [f"{len(self.findings) - MOST_SHOWN + self.left_out} more findings"] * self._too_many),
            self._left_lines(),
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

    def _not_applicable_lines(self) -> Iterator[str]:
        operations: dict[tuple[str, str], dict[str, None]] = {}
        for one in self.not_applicable:
            operations.setdefault((group_of(one.rule), one.why), {})[one.operation] = None
        for (group, why), names in operations.items():
            yield f"{group} ({', '.join(names)}): {why}"

    def _left_lines(self) -> Iterator[str]:
        for one in self.left[:MOST_SHOWN]:
            yield f"left behind: {one.operation} {one.identifier} ({one.why})"
        if len(self.left) > MOST_SHOWN:
            yield f"left behind: {len(self.left) - MOST_SHOWN} more, see drift.json"
        if self.left:
            yield CLEAN_UP

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
        left = f", {len(self.left)} left behind" if self.left else ""
        spent = f"{self.requests} requests, {len(self.created)} created{left}, {self.duration_seconds:.1f} s"
        if self.failure:
            return f"could not run: {self.failure} ({spent})"
        breaking = sum(finding.deviation.severity == "breaking" for finding in self.findings)
        found = f"{breaking} breaking, {len(self.findings) - breaking} additive"
        found += f", {len(self.accepted)} accepted" if self.accepted else ""
        found += f", {len(self.carried)} carried over" if self.carried else ""
        beside = [f"{_rules(self.inconclusive)} inconclusive"] if self.inconclusive else []
        beside += [f"never seen to succeed: {', '.join(self.never_succeeded)}"] if self.never_succeeded else []
        looked = " as far as it was looked at" if self.verdict == "conforms" and self.never_succeeded else ""
        words = "; ".join([found, *beside])
        return f"verdict: {self.verdict}{looked}: {words} ({spent}) on {self.target['base_url']}"


def _unexercised(entry: InconclusiveRule, redactor: Redactor) -> dict[str, str]:
    return vars(entry) | {"why": redactor.text(entry.why)}


def _rules(entries: Iterable[InconclusiveRule]) -> str:
    """How many rules these are about, such as `3 rules`."""
    count = len({one.rule for one in entries})
    return f"{count} rule{'' if count == 1 else 's'}"


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
    said = words(deviation, redactor)
    yield f"  expected  {said['expected']}"
    yield f"  observed  {said['observed']}"
    if often := how_often(frequency(finding, redactor)):
        yield f"  seen      {often}"
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
