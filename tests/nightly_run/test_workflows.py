"""The workflows: what they may do, what they run, and that they only call what is tested here."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

Step = dict[str, Any]


def jobs(workflow: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return found


def steps(workflow: Path) -> Iterator[Step]:
    for job in jobs(workflow).values():
        yield from job["steps"]


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
    """The key of the sandbox is in the environment of the run, and nowhere else."""
    (nightly,) = (path for path in WORKFLOWS if path.name == "nightly.yml")
    holding = [step for step in steps(nightly) if "secrets." in str(step)]
    assert [step["run"].partition(" PYTHON")[0] for step in holding] == ["make nightly"]


def test_reports_outlive_a_failure() -> None:
    """Summary, history, artefact, issue and code scanning also come after a run that failed."""
    (nightly,) = (path for path in WORKFLOWS if path.name == "nightly.yml")
    run = jobs(nightly)["run"]["steps"]
    after = run[next(number for number, step in enumerate(run) if "make nightly" in step.get("run", "")) + 1 :]
    assert [step.get("if", "").partition(" ")[0] for step in after] == ["always()"] * 3
    assert [jobs(nightly)[job]["if"].partition(" ")[0] for job in ("track", "scan")] == ["always()"] * 2
