"""The report as JUnit XML: a test case for each rule and operation, as CI systems show them."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from contract_tests.judging.evidence import how_often
from contract_tests.judging.looked import ALL
from contract_tests.judging.visible import visible
from contract_tests.reports.wording import Json, found_causes, of_state, plain

SUITE = "contract"
Case = tuple[str, str]


def render(report: Json) -> str:
    """A drift.json as JUnit XML.

    A case fails for the causes that its rule found in its operation, and is skipped where it was inconclusive or did
    not apply. A run that could not run has an error of its own, and what is carried over is skipped with its reason.
    """
    cases = _cases(report)
    suite = ET.Element("testsuite", name=SUITE, hostname=report["target"]["kind"], timestamp=report["started_at"][:19])
    outcomes: Counter[str] = Counter()
    for (rule, operation), inside in cases.items():
        case = ET.SubElement(suite, "testcase", classname=_clean(rule), name=_clean(operation), time="0")
        case.extend(inside)
        outcomes.update({one.tag for one in inside})
    if report.get("failure"):
        case = ET.SubElement(suite, "testcase", classname="run", name="run", time="0")
        ET.SubElement(case, "error", message=_clean(report["failure"]), type="could-not-run")
        outcomes["error"] += 1
    counts = {"tests": len(suite), "failures": outcomes["failure"], "errors": outcomes["error"]}
    for name, value in {**counts, "skipped": outcomes["skipped"]}.items():
        suite.set(name, str(value))
    suite.set("time", f"{report['duration_seconds']:.3f}")
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _cases(report: Json) -> dict[Case, list[ET.Element]]:
    """What stands in the case of each rule and operation; a case that failed is not skipped as well."""
    cases: dict[Case, list[ET.Element]] = {(one["rule"], one["operation"]): [] for one in report["exercised"]}
    findings = {finding["id"]: finding for finding in report["findings"]}
    for cause in found_causes(report):
        members = [findings[one] for one in cause["findings"]]
        for case in dict.fromkeys((one["rule"], one["operation"]) for one in members):
            own = [one for one in members if (one["rule"], one["operation"]) == case]
            cases.setdefault(case, []).append(_failure(cause, own))
    skipped = [(one, one["why"]) for one in report.get("inconclusive", ())]
    skipped += [(one, f"not applicable: {one['why']}") for one in report.get("not_applicable", ())]
    skipped += [(one, one["why"]) for one in _carried(report)]
    for entry, why in skipped:
        inside = cases.setdefault((entry["rule"], entry.get("operation", ALL)), [])
        if not inside:
            inside.append(ET.Element("skipped", message=_clean(why)))
    return cases


def _carried(report: Json) -> list[Json]:
    """The findings that are carried over and whose rule is known."""
    kept = {one for cause in of_state(report, "carried over") for one in cause["findings"]}
    return [one for one in report.get("carried", ()) if one["id"] in kept and "rule" in one]


def _failure(cause: Json, findings: list[Json]) -> ET.Element:
    failure = ET.Element("failure", message=_clean(plain(cause["sentence"])), type=_clean(cause["severity"]))
    failure.text = _clean("\n\n".join(map(_details, findings)) + f"\n\nnext: {cause['next']}\n")
    return failure


def _details(finding: Json) -> str:
    often = [f"seen: {how_often(finding)}"] if how_often(finding) else []
    request = [one["curl"] for one in finding["evidence"][:1] if "curl" in one]
    lines = [f"place: {finding['place']}", f"expected: {finding['expected']}", f"observed: {finding['observed']}"]
    return "\n".join([*lines, *often, *request])


def _clean(text: str) -> str:
    """A text as XML 1.0 can hold it."""
    return visible(str(text))
