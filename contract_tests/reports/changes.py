"""The causes of a report as drift.json has them: what changed, since when, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator
from pathlib import Path

from contract_tests.judging.causes import Cause, causes
from contract_tests.judging.how_often import EVERY_ANSWER
from contract_tests.judging.in_common import COMES_AND_GOES
from contract_tests.judging.looked import DOCUMENTS, group_of
from contract_tests.judging.promises import RULES as OF_ONE_ANSWER
from contract_tests.reports.sentences import sentence
from contract_tests.reports.wording import Json, headline
from scripts.proposals.overlay import Overlay
from scripts.proposals.propose import propose
from scripts.spec.spec import Spec

FOLDER = Path("reports")
# What is kept of the leading finding.
SHOWN = ("expected", "observed", "place", "documentation", "spec_pointer", "spec_line", "why")


def with_causes(report: Json, spec: Spec, folder: Path = FOLDER) -> tuple[Json, Overlay]:
    """A report that says each change once, and what is proposed for the changes.

    Args:
        report: A drift.json without causes, with or without its history.
        spec: The contract.
        folder: The folder of the report, which a command has to name unless it is the usual one.

    Returns:
        The report with `headline` and `causes`: first what was found, the breaking first, then what is carried over,
        then what is gone. `state` says which: `new` or `known` for what was found, `found` where there is no earlier
        run. `next` is the one command that comes next.
    """
    entries = list(_entries(report, spec))
    overlay = propose(report | {"causes": entries}, spec)
    report = report | {"causes": [_with_next(cause, report, overlay, folder) for cause in entries]}
    return report | {"headline": headline(report)}, overlay


def _entries(report: Json, spec: Spec) -> Iterator[Json]:
    for name, state in {"findings": None, "carried": "carried over", "gone": "gone"}.items():
        for cause in causes(report.get(name, ()), spec):
            yield _entry(cause, state or _state(cause, report), spec.operations)


def _entry(cause: Cause, state: str, operations: Collection[str]) -> Json:
    leading = cause.leading
    dated = [finding for finding in cause.findings if "first_seen" in finding]
    return {
        "id": cause.id,
        "state": state,
        "severity": cause.severity,
        "sentence": sentence(cause, operations),
        "operations": cause.operations,
        **{name: leading[name] for name in SHOWN if name in leading},
        "findings": [finding["id"] for finding in cause.findings],
        **_history(dated),
    }


def _history(findings: list[Json]) -> Json:
    if not findings:
        return {"flapping": False}
    return {
        "first_seen": min(finding["first_seen"] for finding in findings),
        "last_seen": max(finding["last_seen"] for finding in findings),
        "runs": max(finding["runs"] for finding in findings),
        "flapping": any(finding["flapping"] for finding in findings),
    }


def _state(cause: Cause, report: Json) -> str:
    if not report.get("runs_before"):
        return "found"
    return "new" if all(finding.get("runs") == 1 for finding in cause.findings) else "known"


def _with_next(cause: Json, report: Json, overlay: Overlay, folder: Path) -> Json:
    if cause["state"] == "gone":
        return cause
    actions, why = overlay.proposals.get(cause["id"]), overlay.unexpressed.get(cause["id"])
    command = _command(cause, report, bool(actions), folder)
    return cause | {"proposal": actions[0].description if actions else None, "no_proposal": why, "next": command}


def _command(cause: Json, report: Json, proposed: bool, folder: Path) -> str:
    known = [*report["findings"], *report.get("carried", [])]
    rules = {group_of(one.get("rule", "")) for one in known if one["id"] in cause["findings"]}
    if rules & DOCUMENTS:
        return "make docs-drift"
    leading: Json = next(one for one in known if one["id"] == cause["findings"][0])
    if cause["state"] == "carried over" or _takes_a_run(leading):
        kind = report["target"]["kind"]
        return "make contract" if kind == "mock" else f"make contract TARGET={kind}"
    usual = folder == FOLDER
    if proposed:
        return f"make adopt FINDINGS={cause['id']}" + ("" if usual else f" OVERLAY={_quoted(folder / 'overlay.yaml')}")
    return f"make replay FINDING={cause['id']}" + ("" if usual else f" REPORT={_quoted(folder / 'drift.json')}")


def _takes_a_run(finding: Json) -> bool:
    """Whether one request tells nothing: it takes the answers of a whole run, or what was found comes and goes."""
    rule, again = finding.get("rule", ""), finding.get("again")
    is_of_several = rule.endswith(EVERY_ANSWER) and rule not in OF_ONE_ANSWER
    comes_and_goes = COMES_AND_GOES in finding.get("common", ()) or (again and again["seen"] < again["sent"])
    return is_of_several or bool(comes_and_goes)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
