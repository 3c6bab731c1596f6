"""Rules that do not apply: a word of their own in every report, no word against the target, and nobody has looked."""

import io
import json
from pathlib import Path

from contract_tests.engine.recorded import read_recorded
from contract_tests.judging.report import InconclusiveRule
from contract_tests.reports import history
from contract_tests.reports.files import write_reports
from contract_tests.reports.markdown import render
from contract_tests.reports.matrix import matrix
from contract_tests.reports.terminal import show
from contract_tests.reports.wording import beside_verdict, next_steps, verdict_line
from tests.judging.exchanges import SPEC
from tests.reports.samples import finding, report, seen, written

NO_MAKER = "no operation of the spec makes an app to try it on"
STORED, DELETED = (InconclusiveRule(rule, "listApps", NO_MAKER) for rule in ("change/stored", "delete/gone"))
UNTOUCHED = InconclusiveRule("change/untouched", "listProductionTests", NO_MAKER)
ENTRIES = [STORED, UNTOUCHED, DELETED]


def test_drift_json_has_them_apart_from_inconclusive_rules() -> None:
    """An entry has the form of an inconclusive one, in a section of its own, and the verdict stays conforms."""
    made = report(not_applicable=ENTRIES, seen=seen())
    assert made["not_applicable"][0] == {"rule": "change/stored", "operation": "listApps", "why": NO_MAKER}
    assert (made["inconclusive"], made["verdict"], len(made["not_applicable"])) == ([], "conforms", 3)


def test_headlines_do_not_count_them_as_inconclusive() -> None:
    """The verdict is the bare one, nothing is to be done, and the line beside it has their own word."""
    made = written(report(not_applicable=ENTRIES, seen=seen()))
    assert (verdict_line(made), next_steps(made)) == ("Conforms: nothing differs", [])
    assert beside_verdict(made) == "3 rules not applicable"


def test_terminal_counts_them_and_says_why_by_group() -> None:
    """One line has the number of rules, and one a group the operations and the reason."""
    out = io.StringIO()
    show(written(report(not_applicable=ENTRIES, seen=seen())), out)
    lines = out.getvalue().splitlines()
    at = lines.index("3 rules not applicable:")
    assert lines[at + 1 : at + 4] == [
        f"  change (listApps, listProductionTests): {NO_MAKER}",
        f"  delete (listApps): {NO_MAKER}",
        "",
    ]
    assert not any("inconclusive" in line for line in lines[1:])


def test_files_name_them(tmp_path: Path) -> None:
    """Page and Markdown have a section with each rule and its reason, SARIF has their number."""
    write_reports(report(not_applicable=[STORED], seen=seen()), SPEC, tmp_path)
    text = (tmp_path / "drift.md").read_text()
    assert f"### Not applicable\n\n- `{NO_MAKER}`: `change/stored` on `listApps`\n" in text
    page = (tmp_path / "drift.html").read_text()
    assert '<section id="not-applicable"' in page
    assert f"<td>{NO_MAKER}</td>" in page
    (invocation,) = json.loads((tmp_path / "drift.sarif").read_text())["runs"][0]["invocations"]
    _, notice = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"] == "Conforms: nothing differs; 1 rule not applicable"


def test_rules_that_were_not_exercised_for_one_reason_stand_in_one_line_of_the_markdown() -> None:
    """Each rule is named once, with its operations."""
    down = [
        InconclusiveRule(rule, operation, "it is down")
        for operation in ("listApps", "getApp")
        for rule in ("change/stored", "change/again")
    ]
    other = InconclusiveRule("paging/order", "listApps", "it is empty")
    text = render(written(report(not_applicable=ENTRIES, inconclusive=[down[0], other, *down[1:]], seen=seen())))
    assert "- `it is down`: `change/stored` on `listApps`, `getApp`; `change/again` on `listApps`, `getApp`\n" in text
    assert "- `it is empty`: `paging/order` on `listApps`\n" in text
    assert f"- `{NO_MAKER}`: `change/stored` on `listApps`; `change/untouched` on `listProductionTests`" in text


def test_matrix_has_a_state_of_their_own() -> None:
    """A group that did not apply is neither inconclusive nor conforming; one that was exercised beside it conforms."""
    beside = InconclusiveRule("paging/order", "listApps", NO_MAKER)
    everywhere = InconclusiveRule("rotate/differs", "all", NO_MAKER)
    table = matrix(report(not_applicable=[UNTOUCHED, beside, everywhere], seen=seen()))
    states = {(operation, cell.group): cell.state for operation, cells in table.rows for cell in cells}
    assert states[("listProductionTests", "change")] == "not applicable"
    assert states[("listApps", "change")] == "not exercised"
    assert states[("listApps", "paging")] == "conforms"
    assert states[("listApps", "rotate")] == "not applicable"


def test_known_finding_of_such_a_rule_is_carried_over(tmp_path: Path) -> None:
    """A rule that does not apply has not looked, so what it found before stays open and says why."""
    found = finding("response 200 body /limit", rule="paging/limit")
    write_reports(report([found], seen=seen()), SPEC, tmp_path)
    gap = InconclusiveRule("paging/limit", "listApps", NO_MAKER)
    second = write_reports(report(days=1, seen=seen(), not_applicable=[gap]), SPEC, tmp_path)
    (carried,) = second["carried"]
    assert (second["verdict"], carried["id"]) == ("drift", found.id)
    assert carried["why"] == f"not looked at this time, since {NO_MAKER}"
    elsewhere = InconclusiveRule("paging/limit", "listProductionTests", NO_MAKER)
    looked = write_reports(report(days=2, seen=seen(), not_applicable=[elsewhere]), SPEC, tmp_path)
    assert (looked["verdict"], [one["id"] for one in looked["gone"]]) == ("conforms", [found.id])


def test_older_reports_and_histories_are_read(tmp_path: Path) -> None:
    """A drift.json that knows neither such rules nor what was left is rendered and replayed; its history goes on."""
    old = report([finding()], seen=seen())
    del old["not_applicable"], old["left"]
    assert beside_verdict(old) == ""
    (tmp_path / "old.json").write_text(json.dumps(old))
    assert read_recorded(tmp_path / "old.json", finding().id).finding["operation"] == "listApps"
    for path, text in (("drift.md", "Not applicable"), ("drift.html", 'id="not-applicable"')):
        write_reports(old, SPEC, tmp_path)
        assert text not in (tmp_path / path).read_text()
    new = write_reports(report(days=1, seen=seen(), not_applicable=ENTRIES), SPEC, tmp_path)
    assert (len(new["gone"]), len(history.read(tmp_path / "history.jsonl").runs)) == (1, 3)
