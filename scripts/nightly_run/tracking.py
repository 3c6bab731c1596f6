"""The one issue in which drift is tracked: opened when it begins, updated while it lasts, closed when it is gone.

It is known by a marker in its body that also keeps what changed, so that a comment is added only when that is
different. A run that could not run opens it at once as well, and never closes it: what it did not check may still
be there. What a run carries over is named as not looked at, and keeps the issue open. Once somebody closes the issue
while there is drift, the next run opens another: a difference that is accepted belongs into the baseline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contract_tests.reports.markdown import marked
from scripts.nightly_run.github import Issues
from scripts.nightly_run.verdict import cut

LABEL = "contract-drift"
MARKER = re.compile(r"<!-- contract-drift (\{.*?\}) -->")
LONGEST_BODY = 65_536
MOST_REMEMBERED = 60
LONGEST_SENTENCE = 300
MOST_NAMED = 20
# The part that could not run when a run left no report at all.
WHOLE_RUN = "nightly"
TITLES = {
    "drift": "The Workspace API has drifted from the contract",
    "could-not-run": "The nightly contract run could not run",
}


@dataclass(frozen=True)
class State:
    """What is open after a run, and what of it was not looked at.

    `known` has the sentence of each change, by part/id; `carried` are those that a report says it carried over,
    `unchecked` also those of parts that left no report, and `failed` the parts that could not run.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

    def marker(self) -> str:
        """The state as a comment that readers do not see."""
        kept = list(self.known)[:MOST_REMEMBERED]
        state = {
            "known": {name: self.known[name][:LONGEST_SENTENCE] for name in kept},
            "failed": self.failed,
            "carried": [name for name in self.carried if name in kept],
        }
        # Nothing in a sentence ends the comment.
        text = json.dumps(state).replace(">", "\\u003e")
        return f"<!-- contract-drift {text} -->"


def track(report: dict[str, Any], text: str, issues: Issues) -> str:
    """Bring the issue up to date with a run, and return in one line what was done.

    Args:
        report: A parsed nightly.json.
        text: The Markdown that people shall read.
        issues: The issues of the repository.
    """
    run_url = issues.repository.run_url
    link = f" Reports: {run_url}" if run_url else ""
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
    words = [_listed(what, sentences) for what, sentences in difference]
    issues.comment(number, "\n\n".join(filter(None, [*words, link.strip()])))
    return f"updated issue {number}: {'; '.join(what for what, _ in difference)}"


def _title(report: dict[str, Any], state: State) -> str:
    return TITLES["drift" if state.known else report["verdict"]]


def _state(report: dict[str, Any], before: State) -> State:
    """What there is after a run; what was found by a part that could not run this time is taken to be still there."""
    failed = sorted(part["name"] for part in report["parts"] if part["verdict"] == "could-not-run")
    named = {f"{cause['part']}/{cause['id']}": cause for cause in report["causes"] if cause["state"] != "gone"}
    carried = {name for name, cause in named.items() if cause["state"] == "carried over"}
    kept = {
        name: sentence
        for name, sentence in before.known.items()
        if name not in named and (name.partition("/")[0] in failed or WHOLE_RUN in failed)
    }
    known = {name: str(cause["sentence"]) for name, cause in named.items()} | kept
    return State(known, tuple(failed), tuple(sorted(carried)), tuple(sorted(carried | kept.keys())))


def _remembered(body: str) -> State:
    match = MARKER.search(body)
    try:
        state = json.loads(match.group(1)) if match else {}
        known = {str(name): str(sentence) for name, sentence in dict(state.get("known", {})).items()}
        return State(known, *(tuple(map(str, state.get(name, ()))) for name in ("failed", "carried")))
    except (ValueError, TypeError, AttributeError):
        return State()


def _difference(before: State, now: State) -> list[tuple[str, list[str]]]:
    """What has changed: how many changes became what, and their sentences."""
    carried_before, carried = set(before.carried), set(now.carried)
    new = [name for name in now.known if name not in before.known and name not in carried]
    # Nobody can tell whether what was not remembered is new.
    new = [] if len(before.known) >= MOST_REMEMBERED else new
    gone = [name for name in before.known if name not in now.known]
    missed = [name for name in now.carried if name not in carried_before]
    again = [name for name in before.carried if name in now.known and name not in now.unchecked]
    changes = {"new": new, "gone": gone, "not looked at this time": missed, "found again": again}
    sentences = dict(before.known) | dict(now.known)
    parts = {
        "could not run": sorted(set(now.failed) - set(before.failed)),
        "runs again": sorted(set(before.failed) - set(now.failed)),
    }
    return [
        *((f"{len(names)} {what}", [sentences[name] for name in names]) for what, names in changes.items() if names),
        *((what, [f"the part `{name}`" for name in names]) for what, names in parts.items() if names),
    ]


def _listed(what: str, sentences: Sequence[str]) -> str:
    """A heading and sentences as Markdown."""
    more = [f"- and {len(sentences) - MOST_NAMED} more"] if len(sentences) > MOST_NAMED else []
    lines = [f"- {marked(sentence)}" for sentence in sentences[:MOST_NAMED]]
    return "\n".join([f"**{what.capitalize()}**", "", *lines, *more])


def _body(text: str, state: State, link: str) -> str:
    unchecked = [state.known[name] for name in state.unchecked]
    known = _listed("Not looked at this time, so taken to be still there", unchecked) if unchecked else ""
    head = "".join(f"{part}\n\n" for part in (state.marker(), known) if part)
    foot = f"\n\n{link.strip()}\n"
    return head + cut(text, LONGEST_BODY - len(head) - len(foot)).strip() + foot
