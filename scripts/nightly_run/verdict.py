"""The common verdict of the parts of a nightly run, as nightly.json for programs and nightly.md for people."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contract_tests.judging.visible import one_line
from contract_tests.reports.markdown import marked
from contract_tests.reports.wording import inconclusive_line, left_line, not_applicable_line, unseen_line
from scripts.nightly_run.parts import Result

FORMAT = 1
EXIT_CODES = {"conforms": 0, "drift": 1, "could-not-run": 2}
HEADLINES = {"conforms": "Everything conforms", "drift": "Drift", "could-not-run": "The run could not run"}
LONGEST_MARKDOWN = 60_000
MOST_LISTED = 50
CUT = "\n\nThe rest does not fit here; the reports of the run have it.\n"


@dataclass(frozen=True)
class NightlyRun:
    """A nightly run on a kind of target, with the results of its parts: `run.as_json()` is nightly.json."""

    target: str
    started_at: datetime
    duration_seconds: float
    results: Sequence[Result]

    @property
    def verdict(self) -> str:
        """Drift if any part drifted, else could-not-run if any could not run, else conforms."""
        verdicts = {result.verdict for result in self.results}
        return next((one for one in ("drift", "could-not-run") if one in verdicts), "conforms")

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 drift (also when another part could not run), 2 could not run."""
        return EXIT_CODES[self.verdict]

    @property
    def failure(self) -> str | None:
        """Which parts could not run, and why; None when all did."""
        failed = [f"{one.name}: {one.why}" for one in self.results if one.verdict == "could-not-run"]
        return "; ".join(failed) or None

    @property
    def _restriction(self) -> str:
        unseen = any(unseen_line(one.report) for one in self.results if one.report is not None)
        return " as far as it was looked at" if unseen and self.verdict == "conforms" else ""

    @property
    def _headlines(self) -> list[str]:
        """What the parts that have a report say in a sentence."""
        return [one.report["headline"] for one in self.results if one.report and one.report.get("headline")]

    def as_json(self) -> dict[str, Any]:
        """The run in the format of nightly.json; the evidence of findings is in the report of their part.

        Findings that were not looked at this time are among them, marked `carried`; `causes` says each change once.
        """
        findings = [{"part": result.name, **finding} for result in self.results for finding in _findings(result)]
        for finding in findings:
            finding.pop("evidence", None)
        causes = [{"part": result.name, **cause} for result in self.results for cause in _causes(result)]
        return {
            "format": FORMAT,
            "verdict": self.verdict,
            "failure": self.failure,
            "target": {"kind": self.target},
            "started_at": self.started_at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "duration_seconds": round(self.duration_seconds, 3),
            "parts": [_part(result) for result in self.results],
            "created": [one for result in self.results for one in (result.report or {}).get("created", [])],
            "left": [{"part": result.name, **one} for result in self.results for one in _left(result)],
            "findings": findings,
            "causes": causes,
            "notices": [one for result in self.results for one in _notices(result)],
        }

    def lines(self) -> list[str]:
        """The verdict for a terminal."""
        width = max(len(result.name) for result in self.results)
        lines = []
        for result in self.results:
            notes = ", ".join(filter(None, [result.why, *_remarks(result)]))
            told = f": {notes}" if notes else ""
            lines.append(f"{result.name.ljust(width)}  {result.verdict} ({result.duration_seconds:.1f} s){told}")
            lines += [
                one_line(f"left behind: {one['operation']} {one['identifier']} ({one['why']})")
                for one in _left(result)[:MOST_LISTED]
            ]
            lines += [one_line(f"notice: {_notice(one)}") for one in _notices(result)[:MOST_LISTED]]
        failure = f"; could not run: {self.failure}" if self.failure else ""
        return [*lines, f"verdict: {self.verdict}{failure}"]

    def markdown(self, folder: Path) -> str:
        """The run as Markdown of at most 60,000 characters, with the drift.md that parts have left in `folder`."""
        began = f"{self.started_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        lines = [
            f"**{HEADLINES[self.verdict]}**{self._restriction} on the {self.target}, {began}.",
            "",
            *(f"- {marked(headline)}" for headline in self._headlines),
            "",
            "| part | verdict | |",
            "|---|---|---|",
            *(f"| {one.name} | {one.verdict} | {_notes(one)} |" for one in self.results),
            *_left_behind(self.results),
            *_noticed(self.results),
        ]
        for result in self.results:
            if result.verdict in ("drift", "could-not-run"):
                lines += ["", f"## {result.name}", "", _details(result, folder / result.name / "drift.md")]
        return cut("\n".join(lines) + "\n", LONGEST_MARKDOWN)


def cut(text: str, longest: int) -> str:
    """Markdown in at most so many characters, cut at the end of a line and outside of code."""
    if len(text) <= longest:
        return text
    kept = text[: longest - len(CUT) - 8].rpartition("\n")[0]
    fences = [line for line in kept.splitlines() if line.startswith("```")]
    return kept + ("\n```" if len(fences) % 2 else "") + CUT


def _part(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "verdict": result.verdict,
        "exit_code": result.exit_code,
        "duration_seconds": round(result.duration_seconds, 3),
        "why": result.why,
        "report": None if result.report is None else f"{result.name}/drift.json",
    }


def _notes(result: Result) -> str:
    """What there is to say about a part beside its verdict, as Markdown."""
    return ", ".join([*([_code(result.why)] if result.why else []), *_remarks(result)])


def _remarks(result: Result) -> list[str]:
    report = result.report or {}
    carried = len(report.get("carried", []))
    unseen = unseen_line(report) if result.verdict != "could-not-run" else ""
    carried_over = f"{carried} carried over (not looked at this time)" if carried else ""
    unexercised = [inconclusive_line(report), not_applicable_line(report)]
    return list(filter(None, [left_line(report), carried_over, *unexercised, unseen]))


def _left(result: Result) -> list[dict[str, str]]:
    """What a part made and could not delete."""
    return list((result.report or {}).get("left", []))


def _notices(result: Result) -> list[dict[str, str]]:
    """What a part noticed that is no finding: texts in other words, without another fact."""
    return list((result.report or {}).get("notices", []))


def _notice(notice: dict[str, str]) -> str:
    return f"the text of {notice['place']} on the page of {notice['operation']} has changed, and no fact in it"


def _noticed(results: Sequence[Result]) -> list[str]:
    """The notices of the parts, as lines of Markdown."""
    notices = [one for result in results for one in _notices(result)]
    if not notices:
        return []
    more = [f"- and {len(notices) - MOST_LISTED} more"] if len(notices) > MOST_LISTED else []
    title = "Pages in other words (`make docs-lock` accepts them):"
    return ["", title, "", *(f"- {_code(_notice(one))}" for one in notices[:MOST_LISTED]), *more]


def _left_behind(results: Sequence[Result]) -> list[str]:
    """What the parts left behind, as lines of Markdown."""
    left = [one for result in results for one in _left(result)]
    if not left:
        return []
    lines = [f"- {_code(one['operation'])} {_code(one['identifier'])}: {_code(one['why'])}" for one in left]
    more = [f"- and {len(left) - MOST_LISTED} more"] if len(left) > MOST_LISTED else []
    return ["", "Left behind (`make clean-target` removes it):", "", *lines[:MOST_LISTED], *more]


def _findings(result: Result) -> list[dict[str, Any]]:
    """The findings of a part, carried over or not; of one without a report, what its output says first."""
    if result.report is not None:
        carried = [finding | {"carried": True} for finding in result.report.get("carried", [])]
        return [*result.report.get("findings", []), *carried]
    if result.verdict != "drift":
        return []
    finding = {
        "id": hashlib.sha256(result.name.encode()).hexdigest()[:12],
        "kind": result.name,
        "severity": "breaking",
        "operation": "all",
        "place": result.name,
        "expected": "no difference",
        "observed": next(iter(result.output.strip().splitlines()), "a difference"),
        "rule": result.name,
    }
    return [finding]


def _causes(result: Result) -> list[dict[str, Any]]:
    """What changed, as a part reports it; of one without a report, what its output says first."""
    if result.report is not None:
        return list(result.report.get("causes", []))
    return [
        {
            "id": finding["id"],
            "state": "found",
            "severity": finding["severity"],
            "sentence": f"The part {_code(result.name)} found a difference: {_code(finding['observed'])}.",
            "operations": ["all"],
            "findings": [finding["id"]],
        }
        for finding in _findings(result)
    ]


def _deeper(text: str) -> str:
    """Markdown whose headings are a level lower, so that they stand below the heading of their part."""
    lines, in_code = [], False
    for line in text.splitlines():
        in_code ^= line.startswith("```")
        lines.append(f"#{line}" if line.startswith("#") and not in_code else line)
    return "\n".join(lines)


def _details(result: Result, markdown: Path) -> str:
    if markdown.exists():
        return _deeper(markdown.read_text(encoding="utf-8").strip())
    if result.report is None:
        output = "\n".join(result.output.replace("```", "'''").strip().splitlines()[-MOST_LISTED:])
        return f"```text\n{output}\n```"
    findings = _findings(result)
    lines = [_line(finding) for finding in findings[:MOST_LISTED]]
    if len(findings) > MOST_LISTED:
        lines.append(f"- and {len(findings) - MOST_LISTED} more")
    return "\n".join(lines)


def _line(finding: dict[str, Any]) -> str:
    line = f"- {finding['severity']} {_code(finding['kind'])}: {_code(finding['operation'])}, {_code(finding['place'])}"
    if "expected" in finding and "observed" in finding:
        line += f": expected {_code(finding['expected'])}, observed {_code(finding['observed'])}"
    why = f", carried over: {_code(finding['why'])}" if finding.get("carried") else ""
    return f"{line} ({finding['id']}){why}"


def _code(text: object) -> str:
    """A text of the target as code, so that nothing in it is markup or calls anyone."""
    shown = one_line(" ".join(str(text).split())).replace("`", "'").replace("|", "\\|")
    return f"`{shown}`"
