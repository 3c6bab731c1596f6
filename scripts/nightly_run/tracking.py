"""The one issue in which drift is tracked: opened when it begins, updated while it lasts, closed when it is gone.

It is known by a marker in its body that also keeps what was found, so that a comment is added only when that has
changed. A run that could not run opens it at once as well, and never closes it: what it did not check may still
be there. What a run carries over is named as not looked at, and keeps the issue open. Once somebody closes the issue
while there is drift, the next run opens another: a difference that is accepted belongs into the baseline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scripts.nightly_run.github import Issues
from scripts.nightly_run.verdict import cut

LABEL = "contract-drift"
MARKER = re.compile(r"<!-- contract-drift (\{.*?\}) -->")
LONGEST_BODY = 65_536
MOST_REMEMBERED = 400
MOST_NAMED = 20
# The part that could not run when a run left no report at all.
WHOLE_RUN = "nightly"
TITLES = {
    "drift": "The Workspace API has drifted from the contract",
    "could-not-run": "The nightly contract run could not run",
}


@dataclass(frozen=True)
class State:
    """What is open after a run: findings as part/id, which of them it did not look at, and which parts could not run.

    `carried` has those that a report says it carried over; `unchecked` also those of parts that left no report.
    """

    findings: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

    def marker(self) -> str:
        """The state as a comment that readers do not see."""
        remembered = {"findings": self.findings, "failed": self.failed, "carried": self.carried}
        state = {name: names[:MOST_REMEMBERED] for name, names in remembered.items()}
        return f"<!-- contract-drift {json.dumps(state)} -->"


def track(report: dict[str, Any], text: str, issues: Issues) -> str:
    """Bring the issue up to date with a run, and return in one line what was done.

    Args:
        report: A parsed nightly.json.
        text: The Markdown that people shall read.
        issues: The issues of the repository.
    """
    link = f" Reports: {issues.run_url}" if issues.run_url else ""
    ours = [issue for issue in issues.open() if _is_ours(issue)]
    for surplus in ours[1:]:
        issues.comment(surplus["number"], f"Continued in #{ours[0]['number']}.")
        issues.update(surplus["number"], state="closed", state_reason="not_planned")
    if ours and report["verdict"] == "conforms":
        return _close(issues, ours[0]["number"], len(report.get("notices", [])), link)
    if ours:
        return _update(issues, ours[0], report, text, link)
    if report["verdict"] == "conforms":
        return "nothing to track"
    state = _state(report, State())
    return f"opened issue {issues.create(_title(report, state), _body(text, state, link), LABEL)}"


def _is_ours(issue: dict[str, Any]) -> bool:
    """Whether an issue is the tracking one: outsiders can write the marker, but neither set a label nor be a bot."""
    labelled = LABEL in [label["name"] for label in issue.get("labels", [])]
    return bool(MARKER.search(issue["body"] or "")) and (labelled or issue["user"]["type"] == "Bot")


def _close(issues: Issues, number: int, notices: int, link: str) -> str:
    noticed = f" Texts of the documentation in other words: {notices} (`make docs-lock`)." if notices else ""
    issues.comment(number, f"Gone: everything conforms again.{noticed}{link}")
    issues.update(number, state="closed", state_reason="completed")
    return f"closed issue {number}"


def _update(issues: Issues, issue: dict[str, Any], report: dict[str, Any], text: str, link: str) -> str:
    number, before = issue["number"], _remembered(issue["body"])
    state = _state(report, before)
    wanted = {"title": _title(report, state), "body": _body(text, state, link)}
    changes = {name: value for name, value in wanted.items() if issue[name] != value}
    if changes:
        issues.update(number, **changes)
    difference = _difference(before, state)
    if not difference:
        return f"updated issue {number}"
    issues.comment(number, f"{difference}{link}")
    return f"updated issue {number}: {difference}"


def _title(report: dict[str, Any], state: State) -> str:
    return TITLES["drift" if state.findings else report["verdict"]]


def _state(report: dict[str, Any], before: State) -> State:
    """What there is after a run; what was found by a part that could not run this time is taken to be still there."""
    failed = sorted(part["name"] for part in report["parts"] if part["verdict"] == "could-not-run")
    kept = {one for one in before.findings if one.partition("/")[0] in failed or WHOLE_RUN in failed}
    found = {f"{finding['part']}/{finding['id']}" for finding in report["findings"] if not finding.get("carried")}
    carried = {f"{finding['part']}/{finding['id']}" for finding in report["findings"] if finding.get("carried")}
    unchecked = (carried | kept) - found
    return State(*(tuple(sorted(names)) for names in (found | unchecked, failed, carried, unchecked)))


def _remembered(body: str) -> State:
    match = MARKER.search(body)
    try:
        state = json.loads(match.group(1)) if match else {}
        return State(*(tuple(state.get(name, ())) for name in ("findings", "failed", "carried")))
    except (ValueError, TypeError, AttributeError):
        return State()


def _difference(before: State, now: State) -> str:
    """What has changed in one line; empty when nothing has."""
    known, found = set(before.findings), set(now.findings[:MOST_REMEMBERED])
    carried_before, carried = set(before.carried), set(now.carried[:MOST_REMEMBERED])
    new, gone = found - known - carried, known - found
    missed, seen_again = carried - carried_before, carried_before & found - set(now.unchecked)
    parts = [
        _named(f"{len(new)} new", new),
        _named(f"{len(gone)} gone", gone),
        _named(f"{len(missed)} not looked at this time", missed),
        _named(f"{len(seen_again)} found again", seen_again),
        _named("could not run", set(now.failed) - set(before.failed)),
        _named("runs again", set(before.failed) - set(now.failed)),
    ]
    return "; ".join(filter(None, parts)).capitalize()


def _named(what: str, names: Iterable[str]) -> str:
    listed = sorted(names)
    more = ", ..." if len(listed) > MOST_NAMED else ""
    return f"{what}: {', '.join(listed[:MOST_NAMED])}{more}" if listed else ""


def _body(text: str, state: State, link: str) -> str:
    unchecked = _named("Not looked at this time, so taken to be still there", state.unchecked)
    head = "".join(f"{part}\n\n" for part in (state.marker(), unchecked) if part)
    foot = f"\n\n{link.strip()}\n"
    return head + cut(text, LONGEST_BODY - len(head) - len(foot)).strip() + foot
