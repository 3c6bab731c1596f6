"""Whether the nightly still runs on its schedule, asked of a stand-in for GitHub over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.responses import JSONResponse

from scripts.schedule_check import main
from tests.nightly_run.fake_github import GitHub

RUNS = "the nightly runs on schedule\n"
WARNING = "::warning title=The nightly does not run::"


def days_ago(days: float) -> str:
    """A time as GitHub writes it."""
    return f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def test_nightly_that_ran_within_a_week_is_well(github: GitHub, capsys: pytest.CaptureFixture[str]) -> None:
    """The newest run on schedule counts, however old the others are."""
    github.scheduled = [{"created_at": days_ago(6.9)}, {"created_at": days_ago(40)}]
    assert (main([]), capsys.readouterr().out) == (0, RUNS)


def test_silence_of_a_week_is_a_warning(github: GitHub, capsys: pytest.CaptureFixture[str]) -> None:
    """A warning says for how long nothing ran on schedule, and fails nothing."""
    github.scheduled = [{"created_at": days_ago(9)}]
    why = "it has not begun on schedule for 9 days; look at it: gh run list --workflow nightly.yml"
    assert (main([]), capsys.readouterr().out) == (0, f"{WARNING}{why}\n")


def test_paused_schedule_is_a_warning(github: GitHub, capsys: pytest.CaptureFixture[str]) -> None:
    """A workflow that GitHub has paused is named with what turns it on again, even if it ran lately."""
    github.workflow["state"] = "disabled_inactivity"
    github.scheduled = [{"created_at": days_ago(1)}]
    why = "its state is disabled_inactivity; turn it on: gh workflow enable nightly.yml"
    assert (main([]), capsys.readouterr().out) == (0, f"{WARNING}{why}\n")


@pytest.mark.parametrize(("age", "said"), [(2, RUNS), (30, WARNING)])
def test_new_workflow_has_a_week_to_begin(
    github: GitHub, capsys: pytest.CaptureFixture[str], age: int, said: str
) -> None:
    """Where nothing ever ran on schedule, the age of the workflow counts."""
    github.workflow["created_at"] = days_ago(age)
    assert main([]) == 0
    assert capsys.readouterr().out.startswith(said)


def test_refusal_names_the_permission(github: GitHub, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal is one line that names what the token lacks, with exit code 2."""
    github.refusal = JSONResponse({"message": "Resource not accessible by integration"}, status_code=403)
    assert main([]) == 2
    err = capsys.readouterr().err
    assert err.endswith("/actions/workflows/nightly.yml; does the token have the permission actions: read?\n")
    assert err.count("\n") == 1
