"""What a run made and could not delete: named in every report with how to remove it, and no drift."""

import io
import json
from pathlib import Path
from typing import Any

from contract_tests.judging.report import Left
from contract_tests.reports.files import write_reports
from contract_tests.reports.terminal import show
from contract_tests.reports.wording import CLEAN_UP, beside_verdict, next_steps, verdict_line
from tests.judging.exchanges import SPEC
from tests.reports.samples import judged, report, seen, written

LEFT = Left("createApp", "FK5b0KSM", "deleteApp answered 500")


def shown(**parts: Any) -> list[str]:
    """The lines that a terminal shows of a report."""
    out = io.StringIO()
    show(written(report(**parts)), out)
    return out.getvalue().splitlines()


def test_drift_json_has_what_was_left() -> None:
    """Each thing has the operation that made it, its identifier and why it is still there."""
    made = report(left=[LEFT], seen=seen())
    assert made["left"] == [{"operation": "createApp", "identifier": "FK5b0KSM", "why": "deleteApp answered 500"}]


def test_left_things_change_no_verdict() -> None:
    """A run that conforms still does, and what it left stands beside the verdict and among the steps."""
    made = report(left=[LEFT, Left("createApp", "x", "no time was left")], seen=seen())
    assert (made["verdict"], judged(left=[LEFT]).exit_code) == ("conforms", 0)
    assert verdict_line(written(made)) == "Conforms: nothing differs"
    assert beside_verdict(made) == "2 things left behind"
    assert next_steps(made) == [CLEAN_UP]
    assert next_steps(report(left=[LEFT], failure="interrupted"))[-1] == CLEAN_UP


def test_terminal_names_what_was_left_before_the_verdict() -> None:
    """A line each, how to remove it, and the number among what the run spent, also when it could not run."""
    *_, thing, removal, _, _, verdict = shown(left=[LEFT], seen=seen())
    assert thing == "left behind: createApp FK5b0KSM (deleteApp answered 500)"
    assert removal == "make clean-target removes what a run left"
    assert "(263 requests, 1 created, 1 left behind, 2.5 s)" in verdict
    *_, why, verdict = shown(left=[LEFT], failure="interrupted")
    assert why == "Could not run: interrupted"
    assert "(263 requests, 1 created, 1 left behind, 2.5 s)" in verdict
    assert not any("left behind" in line for line in shown())


def test_terminal_names_the_first_of_many() -> None:
    """However much was left, the terminal shows twenty and the number of the others."""
    lines = [line for line in shown(left=[LEFT] * 50) if line.startswith("left behind")]
    assert (len(lines), lines[-1]) == (21, "left behind: 30 more, see drift.json")


def test_files_name_what_was_left(tmp_path: Path) -> None:
    """Page and Markdown have a section, and their second line and a note in SARIF have the number."""
    write_reports(report(left=[LEFT], seen=seen()), SPEC, tmp_path)
    text = (tmp_path / "drift.md").read_text()
    assert "\n\nConforms: nothing differs; 1 thing left behind\n" in text
    assert "### Left behind\n\n- `createApp` `FK5b0KSM`: `deleteApp answered 500`\n" in text
    page = (tmp_path / "drift.html").read_text()
    assert '<p class="beside">Conforms: nothing differs; 1 thing left behind</p>' in page
    assert "<td>deleteApp answered 500</td>" in page
    (invocation,) = json.loads((tmp_path / "drift.sarif").read_text())["runs"][0]["invocations"]
    _, notice = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"] == "Conforms: nothing differs; 1 thing left behind"
