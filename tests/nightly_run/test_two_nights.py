"""Nights on which something was not looked at: the verdict, nightly.json and the tracking issue stay with the drift."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract_tests.judging.report import InconclusiveRule, Left
from scripts.nightly_run.parts import Part
from scripts.nightly_run.run import nightly
from scripts.tracking_issue import main
from tests.nightly_run.fake_github import GitHub
from tests.reports.samples import HOSTILE, finding, report, seen

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = "getProductionTestReport"
MISSING = finding("response 200 body /data/*/name", kind="missing-field", operation=REPORT)
SENTENCE = f"`data/*/name` is missing from answers of `{REPORT}`."
UNSETTLED = InconclusiveRule("lifecycle/report", REPORT, "nothing settled within 60 s")
WHY = f"not looked at this time, since {REPORT} was not seen to succeed (nothing settled within 60 s)"
# What a contract run does with what it found, without the requests. Its exit code may leave out what is carried over.
WRITING = """
import json, sys
from pathlib import Path
from contract_tests.reports.files import write_reports
from scripts.spec.reading import load_spec
raw, folder, knowing = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]), sys.argv[3] == "knowing"
written = write_reports(raw, load_spec(), folder)
sys.exit({"conforms": 0, "drift": 1}.get((written if knowing else raw)["verdict"], 2))
"""

Night = Callable[..., Any]


@pytest.fixture
def github(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> GitHub:
    """The same, for a night that is no run of a workflow."""
    monkeypatch.delenv("GITHUB_RUN_ID")
    return github


@pytest.fixture(params=["knowing", "unknowing"])
def night(tmp_path: Path, github: GitHub, request: pytest.FixtureRequest) -> Night:
    """A nightly run whose contract part comes to a report, tracked; gives its exit code and nightly.json."""

    def run(made: Any) -> Any:
        raw = tmp_path / "raw.json"
        raw.write_text(json.dumps(made), encoding="utf-8")
        command = [sys.executable, "-c", WRITING, str(raw), str(tmp_path / "contract"), request.param]
        code = nightly([Part("contract", command)], "sandbox", tmp_path, io.StringIO(), ROOT)
        arguments = ["--report", str(tmp_path / "nightly.json"), "--body", str(tmp_path / "nightly.md")]
        assert main(arguments) == 0
        return code, json.loads((tmp_path / "nightly.json").read_text(encoding="utf-8"))

    return run


def unread(days: float, **parts: Any) -> Any:
    """The report of a run that never got to read a production test's report."""
    return report(days=days, seen=seen(REPORT), inconclusive=[UNSETTLED], **parts)


@pytest.mark.slow
def test_second_night_keeps_the_drift_and_the_issue(night: Night, github: GitHub, tmp_path: Path) -> None:
    """A field is missing, then no test settles: drift carried over, an open issue, and words that say why."""
    assert night(report([MISSING], seen=seen()))[0] == 1
    code, outcome = night(unread(1))
    assert (code, outcome["verdict"], outcome["parts"][0]["verdict"]) == (1, "drift", "drift")
    (carried,) = outcome["findings"]
    assert (carried["id"], carried["carried"], carried["why"]) == (MISSING.id, True, WHY)
    assert github.states() == ["open"]
    assert github.comments[1] == [f"**1 not looked at this time**\n\n- {SENTENCE}"]
    body = github.issues[0]["body"]
    assert f"**Not looked at this time, so taken to be still there**\n\n- {SENTENCE}\n" in body
    assert "Drift: nothing new, 1 carried over" in body
    assert WHY in body
    assert "1 carried over (not looked at this time), 1 rule inconclusive" in (tmp_path / "nightly.md").read_text()


@pytest.mark.slow
def test_issue_closes_when_it_was_looked_at(night: Night, github: GitHub) -> None:
    """Three nights in a row change nothing; the first that looks again and does not find it closes the issue."""
    night(report([MISSING], seen=seen()))
    for days in (1, 2, 3):
        assert night(unread(days))[0] == 1
    assert len(github.comments[1]) == 1
    assert night(report(days=4, seen=seen()))[0] == 0
    assert github.states() == ["closed"]


@pytest.mark.slow
def test_issue_says_that_it_was_found_again(night: Night, github: GitHub) -> None:
    """What was carried over and is found again is neither new nor gone."""
    for made in (report([MISSING], seen=seen()), unread(1), report([MISSING], days=2, seen=seen())):
        night(made)
    assert github.comments[1][1:] == [f"**1 found again**\n\n- {SENTENCE}"]
    assert "Not looked at" not in github.issues[0]["body"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("failure", "inconclusive", "code"),
    [
        ("the app is gone", (), 2),
        ("GET /apps answers 503: the service is down", (), 2),
        (None, [InconclusiveRule("paging/limit", "listApps", "the budget of 600 requests is spent")], 1),
        (None, [InconclusiveRule("preflight", "all", "the apps cannot be read")], 1),
    ],
)
def test_whatever_kept_it_from_looking(
    night: Night, github: GitHub, failure: str | None, inconclusive: list[InconclusiveRule], code: int
) -> None:
    """An app that is gone, a budget that is spent, a preflight that fails: the issue stays open and says why."""
    found = finding("response 200 body /limit", rule="paging/limit")
    night(report([found], seen=seen()))
    for days in (1, 2):
        made = report(days=days, failure=failure, inconclusive=inconclusive, exercised=False, seen=seen())
        ended, outcome = night(made)
        assert (ended, [one["id"] for one in outcome["findings"]]) == (code, [found.id])
    assert github.states() == ["open"]
    (comment,) = github.comments[1]
    assert comment.startswith("**1 not looked at this time**\n\n- `limit` in answers of `listApps` is `string` where")
    assert "gone" not in comment
    assert github.issues[0]["title"] == "The Workspace API has drifted from the contract"
    if failure:
        assert failure in github.issues[0]["body"]


def test_part_that_left_no_report_is_named_in_the_body(github: GitHub, tmp_path: Path) -> None:
    """What a part found before it crashed is named as not looked at as well."""
    arguments = ["--report", str(tmp_path / "nightly.json"), "--body", str(tmp_path / "nightly.md")]
    parts = [{"name": "contract", "verdict": "drift"}]
    cause = {"part": "contract", "id": "a", "state": "found", "sentence": SENTENCE}
    nights = (
        {"verdict": "drift", "failure": None, "parts": parts, "causes": [cause]},
        {"verdict": "could-not-run", "failure": "crashed", "parts": [parts[0] | {"verdict": "could-not-run"}]},
    )
    for outcome in nights:
        (tmp_path / "nightly.json").write_text(json.dumps({"findings": [], "causes": []} | outcome), encoding="utf-8")
        (tmp_path / "nightly.md").write_text("What came of it.", encoding="utf-8")
        assert main(arguments) == 0
    assert f"**Not looked at this time, so taken to be still there**\n\n- {SENTENCE}" in github.issues[0]["body"]
    assert github.comments[1] == ["**Could not run**\n\n- the part `contract`"]


@pytest.mark.slow
def test_conforming_night_says_how_far_it_was_looked_at(night: Night, tmp_path: Path) -> None:
    """Without drift, an operation that was never seen to succeed restricts the headline."""
    code, outcome = night(unread(1))
    text = (tmp_path / "nightly.md").read_text(encoding="utf-8")
    assert (code, outcome["verdict"]) == (0, "conforms")
    assert text.startswith("**Everything conforms** as far as it was looked at on the sandbox")
    assert f"| contract | conforms | 1 rule inconclusive, {REPORT} was never seen to succeed |" in text


@pytest.mark.slow
def test_created_things_are_named(night: Night) -> None:
    """What the contract part created stands in nightly.json, also when it could not run."""
    assert night(report(seen=seen()))[1]["created"] == ["req_1"]
    assert night(report(failure="interrupted", seen=seen()))[1]["created"] == ["req_1"]


@pytest.mark.slow
def test_left_things_are_named_and_open_no_issue(night: Night, github: GitHub, tmp_path: Path) -> None:
    """What the contract part could not delete stands in both reports of a night that conforms, as text only."""
    left = [Left("createApp", "FK5b0KSM", "deleteApp answered 500"), Left("createApp", HOSTILE, "no time was left")]
    code, outcome = night(report(seen=seen(), left=left))
    text = (tmp_path / "nightly.md").read_text(encoding="utf-8")
    assert (code, outcome["verdict"], github.states()) == (0, "conforms", [])
    first = {"operation": "createApp", "identifier": "FK5b0KSM", "why": "deleteApp answered 500"}
    assert outcome["left"][0] == {"part": "contract", **first}
    assert "| contract | conforms | 2 things left behind |" in text
    assert "Left behind (`make clean-target` removes it):\n\n- `createApp` `FK5b0KSM`: `deleteApp answered 500`" in text
    assert "\x1b" not in text


@pytest.mark.slow
def test_rules_that_do_not_apply_are_counted_apart(night: Night, tmp_path: Path) -> None:
    """A night says how many rules were not applicable, not that they were inconclusive."""
    entries = [InconclusiveRule("change/stored", "listApps", "no operation makes an app to try it on")]
    code, _ = night(report(seen=seen(), not_applicable=entries))
    assert code == 0
    assert "| contract | conforms | 1 rule not applicable |" in (tmp_path / "nightly.md").read_text(encoding="utf-8")
