"""The report as JUnit XML: a test case for each rule and operation, as CI systems show them.

The members and their order are those of the schema of Ant's JUnit task, which most readers keep to: a case has one
outcome at most, and a suite has its properties first and its output last.
"""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from contract_tests.judging.evidence import how_often, refusal, standing
from contract_tests.judging.items import item
from contract_tests.judging.looked import ALL
from contract_tests.judging.visible import visible
from contract_tests.reports.wording import Json, found_causes, headline, of_state, plain

SUITE = "contract"
Case = tuple[str, str]


def render(report: Json) -> str:
    """A drift.json as JUnit XML.

    A case fails for the causes that its rule found in its operation, and is skipped where it was inconclusive or did
    not apply. A run that could not run has an error of its own, and what is carried over is skipped with its reason.
    """
    cases = _cases(report)
    suite = ET.Element("testsuite", name=SUITE, package=SUITE, id="0", hostname=report["target"]["kind"])
    suite.set("timestamp", report["started_at"][:19])
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", name="verdict", value=report["verdict"])
    outcomes: Counter[str] = Counter()
    if report.get("failure"):
        cases["run", ALL] = ET.Element("error", message=_clean(report["failure"]), type="could-not-run")
    for (rule, operation), outcome in cases.items():
        case = ET.SubElement(suite, "testcase", classname=_clean(rule), name=_clean(operation), time="0")
        if outcome is not None:
            case.append(outcome)
            outcomes[outcome.tag] += 1
    ET.SubElement(suite, "system-out").text = _clean(plain(headline(report)))
    ET.SubElement(suite, "system-err")
    counts = {"tests": len(cases), "failures": outcomes["failure"], "errors": outcomes["error"]}
    for name, value in {**counts, "skipped": outcomes["skipped"]}.items():
        suite.set(name, str(value))
    suite.set("time", f"{report['duration_seconds']:.3f}")
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _cases(report: Json) -> dict[Case, ET.Element | None]:
    """The outcome of each rule and operation, None where all is well; a case that failed is not skipped as well."""
    cases: dict[Case, ET.Element | None] = {(one["rule"], one["operation"]): None for one in report["exercised"]}
    findings = {finding["id"]: finding for finding in report["findings"]}
    for cause in found_causes(report):
        members = [findings[one] for one in cause["findings"]]
        for case in dict.fromkeys((one["rule"], one["operation"]) for one in members):
            own = [one for one in members if (one["rule"], one["operation"]) == case]
            cases[case] = _failure(cause, own, cases.get(case))
    skipped = [(one, one["why"]) for one in report.get("inconclusive", ())]
    skipped += [(one, f"not applicable: {one['why']}") for one in report.get("not_applicable", ())]
    skipped += [(one, one["why"]) for one in _carried(report)]
    for entry, why in skipped:
        case = (entry["rule"], entry.get("operation", ALL))
        if cases.get(case) is None:
            cases[case] = ET.Element("skipped", message=_clean(why))
    return cases


def _carried(report: Json) -> list[Json]:
    """The findings that are carried over and whose rule is known."""
    kept = {one for cause in of_state(report, "carried over") for one in cause["findings"]}
    return [one for one in report.get("carried", ()) if one["id"] in kept and "rule" in one]


def _failure(cause: Json, findings: list[Json], known: ET.Element | None) -> ET.Element:
    """The failure for a cause, after the one for another that the same rule found in the same operation."""
    failure = ET.Element("failure", type=_clean(cause["severity"])) if known is None else known
    failure.set("message", " ".join(filter(None, [failure.get("message"), _clean(plain(cause["sentence"]))])))
    text = _clean("\n\n".join(map(_details, findings)) + f"\n\nnext: {cause['next']}\n")
    failure.text = "\n".join(filter(None, [failure.text, text]))
    return failure


def _details(finding: Json) -> str:
    often = [f"seen: {how_often(finding)}"] if how_often(finding) else []
    request = [one["curl"] for one in finding["evidence"][:1] if "curl" in one]
    lines = [f"place: {finding['place']}", f"expected: {finding['expected']}", f"observed: {finding['observed']}"]
    answer = [f"{name}: {said}" for name, said in (("answer", refusal(finding)), ("item", item(finding))) if said]
    earlier = [f"{standing(line)}: {line}" for line in finding.get("earlier", ())]
    return "\n".join([*lines, *answer, *often, *earlier, *request])


def _clean(text: str) -> str:
    """A text as XML 1.0 can hold it."""
    return visible(str(text))
