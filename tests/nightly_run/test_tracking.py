"""The tracking issue, against a stand-in for GitHub that is asked over HTTP."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.responses import JSONResponse

from scripts.tracking_issue import main
from tests.nightly_run.fake_github import LONGEST_BODY, TOKEN, GitHub

Track = Callable[..., int]


@pytest.fixture
def track(tmp_path: Path) -> Track:
    """Track a run with changes, given as part/id, and parts that could not run."""

    def run(*findings: str, failed: tuple[str, ...] = (), text: str = "What differs.\n") -> int:
        verdict = "drift" if findings else "could-not-run" if failed else "conforms"
        report = {
            "verdict": verdict,
            "failure": "; ".join(failed) or None,
            "parts": [{"name": name, "verdict": "could-not-run"} for name in failed],
            "findings": [],
            "causes": [cause(one) for one in findings],
        }
        (tmp_path / "nightly.json").write_text(json.dumps(report), encoding="utf-8")
        (tmp_path / "nightly.md").write_text(text, encoding="utf-8")
        return main(arguments(tmp_path))

    return run


def cause(name: str) -> dict[str, str]:
    """A change of a report, from part/id."""
    part, _, identity = name.partition("/")
    return {"part": part, "id": identity, "state": "found", "sentence": f"`{identity}` is missing."}


def arguments(folder: Path) -> list[str]:
    return ["--report", str(folder / "nightly.json"), "--body", str(folder / "nightly.md")]


def test_drift_opens_one_issue(github: GitHub, track: Track) -> None:
    """On drift an issue is opened that says what differs and where the reports are."""
    assert track("contract/a") == 0
    (issue,) = github.issues
    assert issue["title"] == "The Workspace API has drifted from the contract"
    assert "What differs." in issue["body"]
    assert "https://github.test/owner/repository/actions/runs/42" in issue["body"]
    assert issue["labels"] == [{"name": "contract-drift"}]


def test_conforming_run_opens_nothing(github: GitHub, track: Track) -> None:
    """Without drift and without an issue there is nothing to do."""
    assert track() == 0
    assert (github.issues, github.writes) == ([], [])


def test_same_run_again_writes_nothing(github: GitHub, track: Track) -> None:
    """When nothing has changed, nothing is written."""
    track("contract/a")
    assert track("contract/a") == 0
    assert github.writes == ["POST"]


def test_same_findings_update_without_a_comment(github: GitHub, track: Track) -> None:
    """While the drift lasts the body follows, and nobody is called."""
    track("contract/a")
    track("contract/a", text="Since yesterday.\n")
    assert "Since yesterday." in github.issues[0]["body"]
    assert github.comments == {}


def test_other_findings_are_commented(github: GitHub, track: Track) -> None:
    """A comment says in words what is new and what is gone."""
    track("contract/a", "contract/b")
    track("contract/b", "contract/c")
    changed = "**1 new**\n\n- `c` is missing.\n\n**1 gone**\n\n- `a` is missing.\n\n"
    assert github.comments == {1: [f"{changed}Reports: https://github.test/owner/repository/actions/runs/42"]}
    assert github.states() == ["open"]


def test_gone_drift_closes_the_issue(github: GitHub, track: Track) -> None:
    """When everything conforms again the issue is closed with a word."""
    track("contract/a")
    assert track() == 0
    assert github.states() == ["closed"]
    assert github.comments[1][0].startswith("Gone: everything conforms again.")


def test_issue_shows_the_notices_of_the_night(github: GitHub, track: Track, tmp_path: Path) -> None:
    """Notices stand in the body, which is the text of the night, and in the comment that closes the issue."""
    track("contract/a", text="Drift.\n\n- `the text of section Errors has changed`\n")
    assert "the text of section Errors has changed" in github.issues[0]["body"]
    track()
    path = tmp_path / "nightly.json"
    track("contract/a")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"verdict": "conforms", "findings": [], "notices": [{}]}))
    assert main(arguments(tmp_path)) == 0
    assert "Texts of the documentation in other words: 1" in github.comments[github.issues[-1]["number"]][-1]


def test_closed_issue_stays_closed(github: GitHub, track: Track) -> None:
    """Drift after a closed issue opens another one."""
    track("contract/a")
    track()
    track("contract/a")
    assert github.states() == ["closed", "open"]


def test_run_that_could_not_run_opens_an_issue(github: GitHub, track: Track) -> None:
    """A run that could not run is said at once, and the issue is closed when it runs again."""
    track(failed=("contract",))
    assert github.issues[0]["title"] == "The nightly contract run could not run"
    track()
    assert github.states() == ["closed"]


def test_run_that_could_not_run_forgets_no_finding(github: GitHub, track: Track) -> None:
    """What a part found before it could not run is neither gone nor new afterwards."""
    track("contract/a", "documentation/b")
    track("documentation/b", failed=("contract",))
    track("contract/a", "documentation/b")
    said = [comment.partition("\n\nReports")[0] for comment in github.comments[1]]
    assert said == ["**Could not run**\n\n- the part `contract`", "**Runs again**\n\n- the part `contract`"]
    assert github.issues[0]["title"] == "The Workspace API has drifted from the contract"


def test_known_changes_stay_visible_when_a_night_could_not_run(github: GitHub, track: Track) -> None:
    """The body goes on to say what is known, although the report of this night says nothing of it."""
    track("contract/a")
    track(failed=("contract",), text="Nobody listens.\n")
    assert "still there**\n\n- `a` is missing.\n\nNobody listens." in github.issues[0]["body"]


def test_sentence_cannot_end_the_marker(github: GitHub, track: Track) -> None:
    """What a target sends is remembered and comes again as it was, whatever is in it."""
    track("contract/--> <script>")
    track("contract/--> <script>", "contract/b")
    assert github.comments[1][0].startswith("**1 new**\n\n- `b` is missing.")


def test_missing_report_is_a_night_that_could_not_run(github: GitHub, tmp_path: Path) -> None:
    """When a run leaves no report, or a torn one, the issue says so."""
    assert main(arguments(tmp_path)) == 0
    assert "ended without nightly.json" in github.issues[0]["body"]
    (tmp_path / "nightly.json").write_text('{"verdict": "conf', encoding="utf-8")
    assert main(arguments(tmp_path)) == 0
    assert github.states() == ["open"]


@pytest.mark.slow
def test_issue_is_found_on_a_later_page(github: GitHub, track: Track) -> None:
    """The issue is found behind pages of others and of pull requests, so that there are never two."""
    github.page_size = 2
    for _ in range(5):
        github.add(pull_request={})
        github.add()
    track("contract/a")
    track("contract/b")
    assert len(github.issues) == 11
    assert len(github.comments[11]) == 1


def test_issue_without_its_label_is_found(github: GitHub, track: Track) -> None:
    """The issue is found by its marker when somebody has taken its label off."""
    track("contract/a")
    github.issues[0]["labels"] = []
    track("contract/b")
    assert len(github.issues) == 1


def test_marker_of_an_outsider_does_not_count(github: GitHub, track: Track) -> None:
    """An issue that somebody opened with the marker in it is left alone."""
    stranger = github.add(body='<!-- contract-drift {"findings": [], "failed": []} -->')
    track("contract/a")
    track()
    assert stranger["state"] == "open"
    assert github.states() == ["open", "closed"]


def test_second_issue_is_closed(github: GitHub, track: Track) -> None:
    """Of two tracking issues the older one goes on."""
    track("contract/a")
    github.add(body=github.issues[0]["body"], labels=[{"name": "contract-drift"}])
    track("contract/a")
    assert github.states() == ["open", "closed"]
    assert github.comments == {2: ["Continued in #1."]}


def test_body_fits(github: GitHub, track: Track) -> None:
    """However long the text and the list of findings are, the body is no longer than an issue may be."""
    findings = [f"contract/{number:012}" for number in range(2000)]
    assert track(*findings, text="```\n" + "line\n" * 40_000) == 0
    body = github.issues[0]["body"]
    assert len(body) <= LONGEST_BODY
    assert body.count("```") == 2
    assert track(*findings, text="```\n" + "line\n" * 40_000) == 0
    assert github.comments == {}


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (403, {}, "GitHub answers 403 to GET /repos/owner/repository/issues; does the token have the permission"),
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1700000000"}, "used up until 22:13 UTC"),
        (429, {"Retry-After": "60"}, "used up for 60 s"),
        (401, {}, "GitHub refuses the token"),
        (502, {}, "GitHub answers 502"),
        (422, {}, "GitHub answers 422 to GET /repos/owner/repository/issues: said why"),
    ],
)
def test_refusal_is_one_line(
    github: GitHub, track: Track, capsys: pytest.CaptureFixture[str], status: int, headers: dict[str, str], said: str
) -> None:
    """Whatever GitHub refuses is one line on stderr and exit code 2, without the token."""
    github.refusal = JSONResponse({"message": "said why"}, status_code=status, headers=headers)
    assert track("contract/a") == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert TOKEN not in error


def test_missing_token_is_one_line(
    github: GitHub, track: Track, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a token nothing is sent."""
    monkeypatch.delenv("GITHUB_TOKEN")
    assert track("contract/a") == 2
    assert capsys.readouterr().err == "error: GITHUB_TOKEN is not set\n"
    assert github.writes == []


def test_unreachable_api_is_one_line(
    github: GitHub, track: Track, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An API that does not answer is one line."""
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    assert track("contract/a") == 2
    assert capsys.readouterr().err == "error: no answer from 127.0.0.1 (ConnectError)\n"
