"""The one issue in which drift is tracked: opened when it begins, updated while it lasts, closed when it is gone.

It is known by a marker in its body that also keeps what was found, so that a comment is added only when that has
changed. A night that could not run opens it at once as well, and never closes it: what it did not check may still
be there. Once somebody closes the issue while there is drift, the next night opens another: a difference that is
accepted belongs into the baseline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scripts.night.github import Issues
from scripts.night.verdict import cut

LABEL = "contract-drift"
MARKER = re.compile(r"<!-- contract-drift (\{.*?\}) -->")
LONGEST_BODY = 65_536
MOST_REMEMBERED = 400
# The part that could not run when a night left no report at all.
NIGHT = "nightly"
TITLES = {
    "drift": "The Workspace API has drifted from the contract",
    "could-not-run": "The nightly contract run could not run",
}


@dataclass(frozen=True)
class State:
    """What a night found: findings as part/id, and which parts could not run."""

    findings: tuple[str, ...]
    failed: tuple[str, ...]

    def marker(self) -> str:
        """The state as a comment that readers do not see."""
        state = {"findings": self.findings[:MOST_REMEMBERED], "failed": self.failed}
        return f"<!-- contract-drift {json.dumps(state)} -->"


def track(night: dict[str, Any], text: str, issues: Issues, run_url: str | None = None) -> str:
    """Bring the issue up to date with a night, and return in one line what was done.

    Args:
        night: A parsed nightly.json.
        text: The Markdown that people shall read.
        issues: The issues of the repository.
        run_url: Where the run's artefacts are.
    """
    ours = [issue for issue in issues.open() if _is_ours(issue)]
    for surplus in ours[1:]:
        issues.comment(surplus["number"], f"Continued in #{ours[0]['number']}.")
        issues.update(surplus["number"], state="closed", state_reason="not_planned")
    if night["verdict"] == "conforms":
        return _close(issues, ours[0], run_url) if ours else "nothing to track"
    if not ours:
        state = _state(night, State((), ()))
        number = issues.create(TITLES[night["verdict"]], _body(text, state, run_url), LABEL)
        return f"opened issue {number}"
    return _update(issues, ours[0], night, text, run_url)


def _is_ours(issue: dict[str, Any]) -> bool:
    """Whether an issue is the tracking one: outsiders can write the marker, but neither set a label nor be a bot."""
    labelled = LABEL in [label["name"] for label in issue.get("labels", [])]
    return bool(MARKER.search(issue["body"] or "")) and (labelled or issue["user"]["type"] == "Bot")


def _close(issues: Issues, issue: dict[str, Any], run_url: str | None) -> str:
    issues.comment(issue["number"], f"Gone: everything conforms again.{_link(run_url)}")
    issues.update(issue["number"], state="closed", state_reason="completed")
    return f"closed issue {issue['number']}"


def _update(issues: Issues, issue: dict[str, Any], night: dict[str, Any], text: str, run_url: str | None) -> str:
    before = _remembered(issue["body"])
    state = _state(night, before)
    body, title = _body(text, state, run_url), TITLES["drift" if state.findings else night["verdict"]]
    changes = {"title": title, "body": body}
    changes = {name: value for name, value in changes.items() if issue[name] != value}
    if changes:
        issues.update(issue["number"], **changes)
    said = _difference(before, state)
    if said:
        issues.comment(issue["number"], f"{said}{_link(run_url)}")
    return f"updated issue {issue['number']}" + (f": {said}" if said else "")


def _state(night: dict[str, Any], before: State) -> State:
    """What there is after a night; what was found by a part that could not run this time is taken to be still there."""
    failed = sorted(part["name"] for part in night["parts"] if part["verdict"] == "could-not-run")
    unchecked = {one for one in before.findings if one.partition("/")[0] in failed or NIGHT in failed}
    found = {f"{finding['part']}/{finding['id']}" for finding in night["findings"]}
    return State(tuple(sorted(found | unchecked)), tuple(failed))


def _remembered(body: str) -> State:
    match = MARKER.search(body)
    try:
        state = json.loads(match.group(1)) if match else {}
        return State(tuple(state.get("findings", ())), tuple(state.get("failed", ())))
    except (ValueError, TypeError, AttributeError):
        return State((), ())


def _difference(before: State, now: State) -> str:
    known, found = set(before.findings), set(now.findings[:MOST_REMEMBERED])
    said = [
        _counted("new", sorted(found - known)),
        _counted("gone", sorted(known - found)),
        _named("could not run", sorted(set(now.failed) - set(before.failed))),
        _named("runs again", sorted(set(before.failed) - set(now.failed))),
    ]
    return "; ".join(filter(None, said)).capitalize()


def _counted(word: str, ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:20]) + (", ..." if len(ids) > 20 else "")
    return f"{len(ids)} {word}: {shown}" if ids else ""


def _named(word: str, parts: Sequence[str]) -> str:
    return f"{word}: {', '.join(parts)}" if parts else ""


def _body(text: str, state: State, run_url: str | None) -> str:
    head, foot = f"{state.marker()}\n\n", f"\n\n{_link(run_url).strip()}\n"
    return head + cut(text, LONGEST_BODY - len(head) - len(foot)).strip() + foot


def _link(run_url: str | None) -> str:
    return f" Reports: {run_url}" if run_url else ""
