"""What a run did not look at is carried over: in the verdict, in every report, and in the history until it is seen."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.judging.baseline import Accepted
from contract_tests.judging.report import InconclusiveRule
from contract_tests.reports import history, markdown, sarif
from contract_tests.reports.files import write_reports
from contract_tests.reports.matrix import matrix
from contract_tests.reports.terminal import show
from contract_tests.reports.trend import trend
from contract_tests.reports.wording import beside_verdict, headline, next_steps, tone, verdict_line
from tests.judging.exchanges import SPEC
from tests.reports.samples import DRIFT, HOSTILE, STARTED, carrying_report, finding, report, seen, written
from tests.reports.test_formats import COMMONMARK, problems

REPORT = "getProductionTestReport"
MISSING = finding("response 200 body /data/*/name", kind="missing-field", operation=REPORT)
UNSETTLED = InconclusiveRule("lifecycle/report", REPORT, "nothing settled within 60 s")
WHY = f"not looked at this time, since {REPORT} was not seen to succeed (nothing settled within 60 s)"


def night(folder: Path, made: Any, **options: Any) -> Any:
    """Write the reports of a run into a folder that has those of the runs before."""
    written = write_reports(made, SPEC, folder, **options)
    assert json.loads((folder / "drift.json").read_text())["verdict"] == written["verdict"]
    return written


def unread(days: float, **parts: Any) -> Any:
    """The report of a run that never got to read a production test's report."""
    return report(days=days, seen=seen(REPORT), inconclusive=[UNSETTLED], **parts)


def ids(section: Any) -> list[str]:
    return [one["id"] for one in section]


def test_two_nights(tmp_path: Path) -> None:
    """Night 1 misses a field of the report; night 2 cannot read the report, and stays drift with words that say why."""
    assert night(tmp_path, report([MISSING], seen=seen()))["carried"] == []
    second = night(tmp_path, unread(1))
    assert (second["verdict"], second["findings"], second["gone"]) == ("drift", [], [])
    (carried,) = second["carried"]
    assert (carried["id"], carried["why"]) == (MISSING.id, WHY)
    assert (carried["first_seen"][:10], carried["last_seen"][:10], carried["runs"]) == ("2026-11-20", "2026-11-20", 1)
    assert verdict_line(second) == "Drift: nothing new, 1 carried over"
    assert second["headline"] == (
        f"Nothing new, but 1 known change was not looked at: `data/*/name` is missing from answers of `{REPORT}`."
    )
    assert history.read(tmp_path / "history.jsonl").runs[-1]["verdict"] == "drift"


def test_carried_over_until_it_is_looked_at(tmp_path: Path) -> None:
    """Nights on which it is not looked at, runs that could not run and runs on the mock all leave it open."""
    night(tmp_path, report([MISSING], seen=seen()))
    night(tmp_path, report([MISSING], seen=seen(), days=1))
    for days, made in enumerate(
        [
            unread(2),
            unread(3, kind="mock"),
            report(failure="nobody listens", days=4, exercised=False),
            report(kind="mock", days=5, seen=seen()),
            unread(6),
        ],
        2,
    ):
        written = night(tmp_path, made)
        on_mock = written["target"]["kind"] == "mock"
        assert ids(written["carried"]) == ([] if on_mock else [MISSING.id]), days
    (carried,) = written["carried"]
    assert (carried["last_seen"][:10], carried["runs"], carried["flapping"]) == ("2026-11-21", 2, False)
    looked = night(tmp_path, report(days=7, seen=seen()))
    assert (looked["verdict"], looked["carried"], ids(looked["gone"])) == ("conforms", [], [MISSING.id])
    after = night(tmp_path, unread(8))
    assert (after["verdict"], after["carried"], after["gone"]) == ("conforms", [], [])


def test_found_again_after_it_was_carried_over(tmp_path: Path) -> None:
    """A finding that is there when its rule looks again is the old one, and has not flapped."""
    for made in (report([MISSING], seen=seen()), unread(1), unread(2), report([MISSING], days=3, seen=seen())):
        written = night(tmp_path, made)
    (known,) = written["findings"]
    assert (known["first_seen"][:10], known["runs"], known["flapping"], written["carried"]) == (
        "2026-11-20",
        2,
        False,
        [],
    )


def test_run_that_could_not_run_carries_everything_over(tmp_path: Path) -> None:
    """A preflight that fails says nothing of what was found before, and keeps its own verdict."""
    night(tmp_path, report([MISSING, finding("b", rule="paging/limit")], seen=seen()))
    failed = night(tmp_path, report(failure="the app is gone", days=1, exercised=False))
    assert (failed["verdict"], len(failed["carried"])) == ("could-not-run", 2)
    assert {one["why"] for one in failed["carried"]} == {"not looked at this time, since the app is gone"}
    assert verdict_line(failed) == "Could not run (2 carried over)"
    assert failed["headline"] == "Could not run: `the app is gone`"


def test_spent_budget_is_the_reason(tmp_path: Path) -> None:
    """Where the rule itself could not be exercised, its own words are the reason."""
    night(tmp_path, report([finding("b", rule="paging/limit")], seen=seen()))
    spent = InconclusiveRule("paging/limit", "listApps", "the budget of 600 requests is spent")
    (carried,) = night(tmp_path, report(days=1, seen=seen(), inconclusive=[spent]))["carried"]
    assert carried["why"] == "not looked at this time, since the budget of 600 requests is spent"


def test_run_of_one_rule_neither_carries_nor_changes_the_history(tmp_path: Path) -> None:
    """A run with --rule is no night: what it did not look at is not its business."""
    night(tmp_path, report([MISSING], seen=seen()))
    before = (tmp_path / "history.jsonl").read_bytes()
    alone = night(tmp_path, unread(1), recorded=False)
    assert (alone["verdict"], alone["carried"], alone["gone"]) == ("conforms", [], [])
    assert (tmp_path / "history.jsonl").read_bytes() == before


def test_accepted_finding_is_not_carried_over(tmp_path: Path) -> None:
    """An entry of the baseline ends it, also while the rule cannot look; one that has expired does not."""
    entry = vars(Accepted(REPORT, "missing-field", "response 200 body /data/*/name", "known", STARTED.date()))
    accepted = unread(1) | {"baseline": [{"state": "unused", **entry, "expires": "2027-01-31"}]}
    expired = unread(1) | {"baseline": [{"state": "unused", **entry, "expires": "2026-11-20"}]}
    for made, carried in ((expired, [MISSING.id]), (accepted, [])):
        night(tmp_path, report([MISSING], seen=seen()))
        assert ids(night(tmp_path, made)["carried"]) == carried


def test_entry_about_every_operation_ends_what_is_carried_over(tmp_path: Path) -> None:
    """An entry of the baseline without an operation accepts a finding of any, also while its rule cannot look."""
    entry = vars(Accepted("all", "missing-field", "response 200 body /data/*/name", "known", STARTED.date()))
    accepted = unread(1) | {"baseline": [{"state": "unused", **entry, "expires": "2027-01-31"}]}
    night(tmp_path, report([MISSING], seen=seen()))
    assert night(tmp_path, accepted)["carried"] == []


def test_operation_that_the_contract_has_no_more_takes_its_findings_along(tmp_path: Path) -> None:
    """Nothing can look at an operation that is not in the spec."""
    past = history.entry(report([finding()]))
    (known,) = past["findings"]
    past["findings"] = [known | {"operation": "formerApps", "headline": "type: formerApps, x"}]
    history.append(tmp_path / "history.jsonl", past)
    written = night(tmp_path, report(days=1, seen=seen()))
    assert (written["carried"], ids(written["gone"])) == ([], [known["id"]])


@pytest.mark.parametrize(("unseen", "carried"), [((REPORT,), True), (("listApps",), False)])
def test_lines_of_an_old_history_are_carried_over(tmp_path: Path, unseen: tuple[str, ...], carried: bool) -> None:
    """A finding of which only the headline is kept is looked at when its operation is seen to succeed."""
    old = history.entry(report([MISSING]))
    old["findings"] = [{name: one[name] for name in ("id", "severity", "headline")} for one in old["findings"]]
    failed = history.entry(report(failure="nobody listens", days=1))
    for run in (old, failed):
        history.append(tmp_path / "history.jsonl", run)
    for days in (2, 3):
        written = night(tmp_path, report(days=days, seen=seen(*unseen)))
        assert ids(written["carried"]) == ([MISSING.id] if carried else [])
    assert ids(written["gone"]) == []
    assert "Carried over" in (tmp_path / "drift.md").read_text() or not carried


def test_every_report_names_what_is_carried_over(tmp_path: Path) -> None:
    """Page, Markdown, SARIF and terminal say what it is, since when, and why it was not looked at."""
    night(tmp_path, report([MISSING], seen=seen()))
    second = night(tmp_path, unread(1))
    page, text = ((tmp_path / name).read_text() for name in ("drift.html", "drift.md"))
    out = io.StringIO()
    show(second, out)
    for shown in (page, text, out.getvalue()):
        assert "Not looked at this time; known since 2026-11-20, in 1 run" in shown
        assert WHY in shown
        assert "make contract TARGET=sandbox" in shown
    assert all("Carried over: not looked at this time" in shown for shown in (page, text))
    log = json.loads((tmp_path / "drift.sarif").read_text())
    assert problems("sarif", log) == []
    (result,) = log["runs"][0]["results"]
    (cause,) = second["causes"]
    assert (result["baselineState"], result["partialFingerprints"]["causeId/v1"]) == ("unchanged", cause["id"])
    assert result["message"]["text"].startswith(
        f"data/*/name is missing from answers of {REPORT}. Not looked at this time"
    )
    assert json.loads((tmp_path / "drift.har").read_text())["log"]["entries"] == []
    assert any("carried over" in step for step in next_steps(second))
    assert not any("make replay" in step for step in next_steps(second))


def test_sarif_of_new_and_carried_findings_is_valid() -> None:
    """All results have a state when one has, and an old finding needs neither page nor line."""
    log = json.loads(sarif.render(carrying_report()) or "")
    assert problems("sarif", log) == []
    assert {one["baselineState"] for one in log["runs"][0]["results"]} == {"unchanged"}
    known = history.entry(report([DRIFT[0], MISSING]))
    mixed = written(report(DRIFT, days=1, seen=seen(REPORT), inconclusive=[UNSETTLED]), [known])
    results = json.loads(sarif.render(mixed) or "")["runs"][0]["results"]
    assert [one["baselineState"] for one in results] == ["unchanged", "new", "new", "unchanged"]


def test_matrix_and_trend_show_what_is_carried_over() -> None:
    """Neither a check mark nor a run without findings stands where something is still open."""
    made = carrying_report()
    cells = {(operation, cell.group): cell for operation, row in matrix(made).rows for cell in row}
    assert cells[("createProductionTest", "creation")].state == "carried over"
    assert cells[("listApps", "shape")].state == "carried over"
    assert cells[("listApps", "paging")].state == "never succeeded"
    picture = trend([history.entry(report()), history.entry(made)])
    assert [(bar.verdict, bar.carried) for bar in picture.bars] == [("conforms", 0), ("drift", 4)]
    assert all(bar.carried_height <= picture.height for bar in picture.bars)


def test_history_from_elsewhere_is_only_text(tmp_path: Path) -> None:
    """Whatever a history says of a finding is shown, never obeyed, and a bad line is named in the result."""
    run = history.entry(report([MISSING]))
    hostile = dict.fromkeys(("rule", "kind", "place", "expected", "observed", "documentation", "spec_pointer"), HOSTILE)
    run["findings"] = [run["findings"][0] | hostile | {"headline": f"type: {REPORT}, {HOSTILE}"}]
    path = tmp_path / "history.jsonl"
    path.write_bytes(json.dumps(run).replace("\\ud800", "").encode() + b'\n{"verdict": "<script>"}\n')
    written = night(tmp_path, unread(1))
    assert len(written["carried"]) == 1
    assert written["history_problems"] == ["history.jsonl: line 2 is no run of this project; it is left as it is"]
    assert b'{"verdict": "<script>"}\n' in path.read_bytes()
    page, text = ((tmp_path / name).read_text() for name in ("drift.html", "drift.md"))
    assert "<img" not in page
    assert not any(character in page + text for character in "\x00\x1b\u202e\u200b")
    inline = [child for token in COMMONMARK.parse(text) for child in token.children or []]
    assert "octocat" not in "".join(child.content for child in inline if child.type == "text")
    assert problems("sarif", json.loads((tmp_path / "drift.sarif").read_text())) == []
    assert night(tmp_path, unread(2))["carried"][0]["id"] == MISSING.id


def test_conforming_run_says_what_it_never_saw_succeed() -> None:
    """The headline is restricted to what was looked at; documents and older reports have no such restriction."""
    assert verdict_line(written(report(seen=seen()))) == "Conforms: nothing differs"
    assert headline(written(report())) == "Conforms: every answer is as the contract says."
    one = written(report(seen=seen(REPORT)))
    assert headline(one) == f"Conforms as far as it was looked at: {REPORT} was never seen to succeed."
    two = written(report(seen=seen(REPORT, "listApps"), accepted=[finding()]))
    assert headline(two).endswith(f": listApps and {REPORT} were never seen to succeed.")
    assert verdict_line(two) == "Conforms as far as it was looked at, 1 accepted"
    assert (tone(one), tone(written(report(seen=seen())))) == ("unclear", "conforms")
    assert markdown.render(one).startswith(f"## {headline(one)}\n")


def test_inconclusive_rules_are_counted_beside_the_verdict(tmp_path: Path) -> None:
    """How many rules were inconclusive, and what they lacked, stands where the verdict does."""
    made = report(
        seen=seen(),
        inconclusive=[
            UNSETTLED,
            InconclusiveRule("paging/limit", "listApps", "the budget of 600 requests is spent"),
            InconclusiveRule("paging/limit", "listProductionTests", "the budget of 600 requests is spent"),
            InconclusiveRule("ownership/foreign", "listApps", "the workspace has only one app"),
        ],
    )
    assert beside_verdict(made) == "3 rules inconclusive"
    (step,) = next_steps(made)
    assert (
        "`--max-requests` and raise `--settle-timeout` and see to what they lacked, which stands under Inconclusive"
        in step
    )
    night(tmp_path, made)
    line = "Conforms: nothing differs; 3 rules inconclusive"
    assert f'<p class="beside">{line}</p>' in (tmp_path / "drift.html").read_text()
    assert f"\n\n{line}\n" in (tmp_path / "drift.md").read_text()
    (invocation,) = json.loads((tmp_path / "drift.sarif").read_text())["runs"][0]["invocations"]
    _, notice = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"] == line
    assert beside_verdict(report()) == ""
