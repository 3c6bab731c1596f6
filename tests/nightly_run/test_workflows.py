"""The workflows: what they may do, what they run, and that they only call what is tested here."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

NO_KEY = "::notice title=Not judged::The environment sandbox has no secret CONNECT_API_KEY.\n"

Step = dict[str, Any]


def jobs(workflow: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return found


def steps(workflow: Path) -> Iterator[Step]:
    for job in jobs(workflow).values():
        yield from job["steps"]


def named(name: str) -> Path:
    """The file of a workflow."""
    return ROOT / ".github" / "workflows" / f"{name}.yml"


def ran(step: Step, folder: Path, written: str, **environment: str) -> tuple[str, str]:
    """What a step prints, and what it appends to the file that a variable names, as the runner calls it."""
    target = folder / written
    target.touch()
    line = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    variables = {"PATH": os.environ["PATH"], written: str(target), **environment}
    done = subprocess.run(line, cwd=folder, env=variables, capture_output=True, text=True, check=True)
    return done.stdout, target.read_text(encoding="utf-8")


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    """Every action is pinned by its full commit, with the version beside it."""
    used = [line.strip(" -") for line in workflow.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_no_permission_by_default(workflow: Path) -> None:
    """A workflow has no permission; a job has those that it names, and only three of them write."""
    assert yaml.safe_load(workflow.read_text(encoding="utf-8"))["permissions"] == {}
    writing = {
        (name, scope)
        for name, job in jobs(workflow).items()
        for scope, access in job["permissions"].items()
        if access == "write"
    }
    assert writing <= {("track", "issues"), ("scan", "security-events"), ("publish", "pages"), ("publish", "id-token")}


def test_every_job_ends(workflow: Path) -> None:
    """Every job has a limit of time."""
    assert [name for name, job in jobs(workflow).items() if "timeout-minutes" not in job] == []


def test_scripts_take_values_from_the_environment(workflow: Path) -> None:
    """No expression is pasted into a script."""
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_checkouts_keep_no_token(workflow: Path) -> None:
    """No checkout leaves the token behind for what runs after it."""
    checkouts = [step for step in steps(workflow) if "checkout" in step.get("uses", "")]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}


def test_make_targets_exist(workflow: Path) -> None:
    """Every make target that a workflow calls is one of the Makefile; spec-change has its own section there."""
    called = {
        name for step in steps(workflow) for name in re.findall(r"^make ([\w-]+)", step.get("run", ""), re.MULTILINE)
    }
    known = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert called - known == set()


def test_secrets_reach_one_step_alone() -> None:
    """The key of the sandbox is in the environment of the run, and nowhere else; one step asks whether there is one."""
    holding = [step for step in steps(named("nightly")) if "secrets." in str(step)]
    asking, judging = holding
    assert asking["env"]["HAS_KEY"] == "${{ secrets.CONNECT_API_KEY != '' }}"
    assert judging["run"].partition(" PYTHON")[0] == "make nightly"


@pytest.mark.parametrize(
    ("target", "has_key", "output"),
    [("sandbox", "true", "run=true\n"), ("mock", "false", "run=true\n"), ("sandbox", "false", "")],
)
def test_nothing_is_judged_without_a_key(tmp_path: Path, target: str, has_key: str, output: str) -> None:
    """Without a key the night is skipped with a notice; the mock needs none."""
    (step,) = jobs(named("nightly"))["ready"]["steps"]
    done = ran(step, tmp_path, "GITHUB_OUTPUT", TARGET=target, HAS_KEY=has_key)
    assert done == ("" if output else NO_KEY, output)


def test_only_a_night_of_the_default_branch_is_tracked() -> None:
    """What a fork, a branch or the mock shows reaches neither the issue nor code scanning."""
    night = jobs(named("nightly"))
    assert "github.event.repository.fork != true" in night["ready"]["if"]
    assert " ".join(night["ready"]["outputs"]["track"].split()) == (
        "${{ inputs.target != 'mock' && github.event.repository.fork != true "
        "&& github.ref == format('refs/heads/{0}', github.event.repository.default_branch) }}"
    )
    condition = "always() && needs.ready.outputs.run == 'true' && needs.ready.outputs.track == 'true'"
    assert [night[job]["if"] for job in ("track", "scan")] == [condition] * 2


def test_reports_outlive_a_failure() -> None:
    """Summary, history and artefact also come after a run that failed."""
    run = jobs(named("nightly"))["run"]["steps"]
    after = run[next(number for number, step in enumerate(run) if "make nightly" in step.get("run", "")) + 1 :]
    assert [step.get("if", "").partition(" ")[0] for step in after] == ["always()"] * 3


@pytest.mark.parametrize(
    ("report", "summary"),
    [("**Drift**\n", "**Drift**\n"), (None, "**The run could not run**: it left no report. The log")],
)
def test_summary_outlives_a_failed_install(tmp_path: Path, report: str | None, summary: str) -> None:
    """The summary is that of the run, or says that there is none."""
    (step,) = (step for step in steps(named("nightly")) if step.get("name") == "Summary")
    if report is not None:
        (tmp_path / "reports").mkdir()
        (tmp_path / "reports" / "nightly.md").write_text(report, encoding="utf-8")
    out, written = ran(step, tmp_path, "GITHUB_STEP_SUMMARY")
    assert (out, written.startswith(summary)) == ("", True)


def test_release_is_built_without_a_token_and_without_a_cache() -> None:
    """The job that may publish runs nothing of this repository, and what it publishes comes out of no cache."""
    release = jobs(named("release"))
    assert [step.get("run") for step in release["publish"]["steps"]] == [None, None]
    assert release["publish"]["permissions"] == {"id-token": "write"}
    assert all("cache" not in step.get("with", {}) for step in release["build"]["steps"])
    assert release["build"]["permissions"] == {"contents": "read"}
