"""What every report says in the same words: the verdict in a line, a finding in a line, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from contract_tests.judging.visible import one_line

Json = dict[str, Any]

VERDICTS = {"conforms": "Conforms", "drift": "Drift", "could-not-run": "Could not run"}
# Groups whose rules read documents instead of exchanges.
DOCUMENTS = frozenset({"documentation", "vendor-openapi"})
REPEAT = "Send a finding's request again, with its curl line or with `make replay FINDING=<id>`."
FOLLOW = (
    "If the vendor has changed the API, bring `openapi/connect.yaml` up to it (`make adopt` proposes the edit), "
    "then run `make regenerate` and `make contract`."
)
READ = "If a documentation page has changed, bring `openapi/connect.yaml` up to it, then run `make docs-lock`."
TELL = (
    "If it is the vendor's mistake, tell the vendor; until it is mended, accept the finding in the baseline with "
    "a reason and a day."
)
RETRY = [
    "Nothing was judged: this says neither that the API conforms nor that it drifts.",
    "Mend what the line above names (reachability, the key, the app), then run again.",
]


def next_steps(report: Json) -> list[str]:
    """What to do about a report, step by step; code stands in backticks. Empty when there is nothing to do."""
    if report["verdict"] != "drift":
        return RETRY if report["verdict"] == "could-not-run" else []
    from_documents = [group_of(finding["rule"]) in DOCUMENTS for finding in report["findings"]]
    steps = [] if all(from_documents) else [REPEAT, FOLLOW]
    if any(from_documents):
        steps.append(READ)
    return [*steps, TELL]


def verdict_line(report: Json) -> str:
    """The verdict of a report with what was found, such as `Drift: 2 breaking, 1 additive`."""
    verdict = VERDICTS[report["verdict"]]
    counts = Counter(finding["severity"] for finding in worst_first(report["findings"]))
    found = ", ".join(f"{count} {severity}" for severity, count in counts.items())
    if report["verdict"] == "could-not-run":
        return f"{verdict} ({found})" if found else verdict
    accepted = len(report.get("accepted", []))
    return f"{verdict}: {found or 'no finding'}" + (f", {accepted} accepted" if accepted else "")


def worst_first(findings: Iterable[Json]) -> list[Json]:
    """Breaking findings before additive ones, each in the order of the report."""
    return sorted(findings, key=lambda finding: finding["severity"] != "breaking")


def headline(finding: Json) -> str:
    """A finding in one line."""
    return one_line(f"{finding['kind']}: {finding['operation']}, {finding['place']}")


def group_of(rule: str) -> str:
    """The group of a rule: its part before the slash."""
    return rule.partition("/")[0]


def day(instant: str) -> str:
    """The day of an ISO 8601 date-time."""
    return instant[:10]


def minute(instant: str) -> str:
    """An ISO 8601 date-time to the minute; the text itself when it is none."""
    try:
        return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return instant


def since(finding: Json) -> str:
    """Since when a finding is known, such as `2026-11-18, in 4 runs, flapping`; empty without a history."""
    if "first_seen" not in finding:
        return ""
    if finding["runs"] == 1:
        return f"{day(finding['first_seen'])} (new)"
    flapping = ", flapping" if finding["flapping"] else ""
    return f"{day(finding['first_seen'])}, in {finding['runs']} runs{flapping}"


def entries(report: Json, section: str) -> list[Json]:
    """The entries of a section that name an operation; some reports lack the section or have shorter entries."""
    return [entry for entry in report.get(section, []) if isinstance(entry, dict) and "operation" in entry]
