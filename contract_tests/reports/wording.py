"""What every report says in the same words: the verdict in a line, a finding in a line, and what to do next."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import Any

from contract_tests.judging.looked import DOCUMENTS, group_of, never_succeeded
from contract_tests.judging.values import number_of, shortened
from contract_tests.judging.visible import one_line

Json = dict[str, Any]

VERDICTS = {"conforms": "Conforms", "drift": "Drift", "could-not-run": "Could not run"}
SEVERITIES = ("breaking", "additive")
# Groups of rules whose names say nothing to a reader of the page.
GROUPS = {"shape": "every answer", "preflight": "first look", "again": "sent again", "afterwards": "at the end"}
# The states of causes that a run has found itself.
FOUND = ("new", "known", "found")
MOST_OPERATIONS = 5
REPEAT = (
    "See whether a change still holds: send its request again with the curl line, or with `make replay FINDING=` and "
    "its id. For one that comes and goes, or that needs the requests before it, run `make contract` again."
)
FOLLOW = (
    "If the vendor has changed the API, bring `openapi/connect.yaml` up to it (`make adopt` does where an edit is "
    "proposed), then run `make regenerate` and `make contract`."
)
READ = "If a documentation page has changed, bring `openapi/connect.yaml` up to it, then run `make docs-lock`."
ROTATE = "Take a secret that leaked for known to others, and rotate it; the curl line prints it again."
TELL = (
    "If it is the vendor's mistake, tell the vendor. Until it is fixed, accept the finding: an entry in "
    "`openapi/contract.baseline.yaml` with a reason, and the day on which it expires."
)
RETRY = [
    "Nothing was judged: this says neither that the API conforms nor that it drifts.",
    "Mend what the line above names (reachability, the key, the app), then run again.",
]
LOOK_AGAIN = (
    "What is carried over counts until its rule looks again and does not find it: each entry says what the run "
    "lacked. Provide that, then run again with all rules; or accept the finding in the baseline with a reason and a "
    "day."
)
CLEAN_UP = "Run `make clean-target`: it removes what a run has left behind."
STILL_OPEN = "What is carried over from earlier runs is still open; the next run that gets through looks at it again."
# What was spent, as the reasons of inconclusive rules say it, and what gives a run more of it.
BUDGETS = {
    r"budget of \d+ requests|left of the requests": "raise `--max-requests`",
    r"created things|creates does not|created their share": "raise `--max-creates`",
    r"deadline of": "raise `--deadline`",
    r"settled within": "raise `--settle-timeout`",
}


def next_steps(report: Json) -> list[str]:
    """What to do about a report, step by step; code stands in backticks. Empty when there is nothing to do."""
    carried = report.get("carried")
    clean_up = [CLEAN_UP] if report.get("left") else []
    if report["verdict"] == "could-not-run":
        return [*RETRY, *([STILL_OPEN] if carried else []), *clean_up]
    steps = _about_findings(report["findings"])
    if carried:
        steps.append(LOOK_AGAIN)
    if report.get("inconclusive"):
        steps.append(_about_inconclusive(report["inconclusive"]))
    return [*steps, *clean_up]


def headline(report: Json) -> str:
    """What a report has to say in a sentence, with what comes from the target between backticks."""
    open_causes, carried = found_causes(report), of_state(report, "carried over")
    if report["verdict"] == "could-not-run":
        failure = one_line(report["failure"] or "").replace("`", "'")
        return f"Could not run: `{failure}`" if failure else "Could not run"
    if open_causes:
        more = len(open_causes) - 1
        rest = f" And {more} more change{'' if more == 1 else 's'}." if more else ""
        return f"{open_causes[0]['sentence']}{rest}"
    if carried:
        many = "1 known change was" if len(carried) == 1 else f"{len(carried)} known changes were"
        return f"Nothing new, but {many} not looked at: {carried[0]['sentence']}"
    if unseen := unseen_line(report):
        return f"Conforms as far as it was looked at: {unseen}."
    if report["target"]["kind"] == "documentation":
        return "The documentation says what the contract says."
    return "Conforms: every answer is as the contract says."


def tone(report: Json) -> str:
    """How a report looks: `could-not-run`, `breaking`, `additive`, `carried-over`, `unclear` or `conforms`."""
    open_causes = found_causes(report)
    if report["verdict"] == "could-not-run":
        return "could-not-run"
    if open_causes:
        return str(open_causes[0]["severity"])
    if report.get("carried"):
        return "carried-over"
    return "unclear" if report.get("inconclusive") or never_succeeded(report) else "conforms"


def found_causes(report: Json) -> list[Json]:
    """What this run found, the breaking first."""
    return [cause for cause in report["causes"] if cause["state"] in FOUND]


def of_state(report: Json, state: str) -> list[Json]:
    """The causes in a state."""
    return [cause for cause in report["causes"] if cause["state"] == state]


def verdict_line(report: Json) -> str:
    """The verdict of a report with what was found, such as `Drift: 2 breaking changes, 1 additive, 1 carried over`."""
    verdict = VERDICTS[report["verdict"]]
    found = _counted(found_causes(report))
    carried = [f"{len(of_state(report, 'carried over'))} carried over"] if report.get("carried") else []
    accepted = [f"{len(report['accepted'])} accepted"] if report.get("accepted") else []
    if report["verdict"] == "could-not-run":
        return f"{verdict} ({', '.join([*found, *carried])})" if found or carried else verdict
    if report["verdict"] == "conforms" and unseen_line(report):
        return ", ".join([f"{verdict} as far as it was looked at", *accepted])
    nothing = "nothing differs" if report["verdict"] == "conforms" else "nothing new"
    return f"{verdict}: {', '.join([*(found or [nothing]), *carried, *accepted])}"


def _counted(found: list[Json]) -> list[str]:
    """How many changes there are of each severity: `["2 breaking changes", "1 additive"]`."""
    counts = Counter(cause["severity"] for cause in found)
    words = [f"{counts[one]} {one}" for one in SEVERITIES if counts[one]]
    return [f"{words[0]} change{'' if next(iter(counts.values())) == 1 else 's'}", *words[1:]] if words else []


def standing_of(cause: Json, report: Json) -> str:
    """Since when a cause is known, in words: `New since the run of 2026-11-25 03:00 UTC`."""
    if cause["state"] == "found":
        return "Found in the first run of this history, so it need not be new" if "first_seen" in cause else ""
    if cause["state"] == "new":
        return f"New since the run of {minute(report['previous_run'])}"
    flapping = ", flapping" if cause["flapping"] else ""
    if cause["state"] == "gone":
        return f"Gone; last seen {minute(cause['last_seen'])}{flapping}"
    runs = "1 run" if cause["runs"] == 1 else f"{cause['runs']} runs"
    known = f"known since {day(cause['first_seen'])}, in {runs}{flapping}"
    return f"Not looked at this time; {known}" if cause["state"] == "carried over" else known.capitalize()


def plain(text: str) -> str:
    """A sentence without the backticks around what comes from the target."""
    return text.replace("`", "")


def beside_verdict(report: Json) -> str:
    """What a reader of the verdict has to know besides, such as `3 rules inconclusive`; empty if there is nothing."""
    unseen = unseen_line(report) if report["verdict"] == "drift" else ""
    return ", ".join(filter(None, [left_line(report), inconclusive_line(report), not_applicable_line(report), unseen]))


def inconclusive_line(report: Json) -> str:
    """How many rules were inconclusive; empty if none was."""
    return _rules(report.get("inconclusive", []), "inconclusive")


def not_applicable_line(report: Json) -> str:
    """How many rules were not applicable; empty if none was."""
    return _rules(report.get("not_applicable", []), "not applicable")


def left_line(report: Json) -> str:
    """How many things the run made and could not delete; empty if there is none."""
    count = len(report.get("left", []))
    return f"{number_of(count, 'thing')} left behind" if count else ""


def unseen_line(report: Json) -> str:
    """Which operations were never seen to succeed; empty if there is none."""
    names = never_succeeded(report)
    if not names:
        return ""
    return f"{shortened(names, MOST_OPERATIONS)} {'was' if len(names) == 1 else 'were'} never seen to succeed"


def finding_line(finding: Json) -> str:
    """A finding in one line."""
    return one_line(f"{finding['kind']}: {finding['operation']}, {finding['place']}")


def day(instant: str) -> str:
    """The day of an ISO 8601 date-time."""
    return instant[:10]


def minute(instant: str) -> str:
    """An ISO 8601 date-time to the minute; the text itself when it is none."""
    try:
        return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return instant


def entries(report: Json, section: str) -> list[Json]:
    """The entries of a section that name an operation; some reports lack the section or have shorter entries."""
    return [entry for entry in report.get(section, []) if isinstance(entry, dict) and "operation" in entry]


def _rules(unexercised: list[Json], what: str) -> str:
    count = len({entry["rule"] for entry in unexercised})
    return f"{number_of(count, 'rule')} {what}" if count else ""


def _about_findings(findings: list[Json]) -> list[str]:
    if not findings:
        return []
    from_documents = [group_of(finding["rule"]) in DOCUMENTS for finding in findings]
    steps = [] if all(from_documents) else [REPEAT, FOLLOW]
    leaks = any(finding["kind"] == "secret" for finding in findings)
    return [*([ROTATE] if leaks else []), *steps, *([READ] if any(from_documents) else []), TELL]


def _about_inconclusive(inconclusive: list[Json]) -> str:
    whys = [entry["why"] for entry in inconclusive]
    raised = [step for spent, step in BUDGETS.items() if any(re.search(spent, why) for why in whys)]
    data = any(not any(re.search(spent, why) for spent in BUDGETS) for why in whys)
    lacked = [*raised, *(["see to what they lacked, which stands under Inconclusive"] if data else [])]
    return f"To hear from the rules that were inconclusive, {' and '.join(lacked)}, then run again."
