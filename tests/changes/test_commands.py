from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scripts import release_check, spec_change
from tests.changes.repository import SPEC, Repository

CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [{}] - 2026-01-31\n\n- What changed\n"


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def change(copy: Repository, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run scripts/spec_change.py on the copy."""

    def run(*arguments: str) -> Done:
        code = spec_change.main([*arguments, "--report-dir", str(copy.root / "reports")], copy.root)
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def check(copy: Repository, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run scripts/release_check.py on the copy."""

    def run(*arguments: str) -> Done:
        code = release_check.main([*arguments], copy.root)
        return Done(code, *capsys.readouterr())

    return run


@pytest.mark.slow
def test_spec_change_reports_in_three_forms(copy: Repository, change: Run) -> None:
    copy.edit(SPEC, "maximum: 100", "maximum: 50")
    done = change("HEAD")
    assert (done.code, done.err) == (0, "")
    assert "breaking       listApps  query limit maximum  (100 -> 50)\n" in done.out
    assert "HEAD -> the working tree: 1 breaking, 0 additive, 0 documentation\n" in done.out
    report = json.loads((copy.root / "reports" / "spec-change.json").read_text())
    assert (report["format"], report["severity"], report["surface"]["changes"]) == (1, "breaking", [])
    assert {"kind": "limit-tightened", "before": "100", "after": "50"}.items() <= report["changes"][0].items()
    fragment = (copy.root / "reports" / "spec-change.md").read_text()
    assert fragment.startswith("### Changed\n\n- **Breaking:** `listApps`, query limit maximum (`100` to `50`): ")


@pytest.mark.slow
def test_spec_change_without_a_change_says_so(change: Run) -> None:
    done = change("HEAD")
    assert done.code == 0
    assert done.out.startswith("HEAD -> the working tree: 0 breaking, 0 additive, 0 documentation\n")


def test_spec_change_with_an_unknown_base_is_one_line(change: Run) -> None:
    done = change("v9.9.9")
    message = "error: there is no such file, and v9.9.9 is no git revision of this repository\n"
    assert (done.code, done.out, done.err) == (2, "", message)


def test_spec_change_of_a_spec_with_an_error_is_one_line(copy: Repository, change: Run) -> None:
    copy.edit(SPEC, "#/components/schemas/AppPage", "#/components/schemas/Nothing")
    done = change("HEAD")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "leads nowhere" in done.err


def test_first_release_needs_its_entry_alone(copy: Repository, check: Run) -> None:
    done = check()
    assert (done.code, done.err.startswith("error: CHANGELOG.md has no entry")) == (1, True)
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    done = check()
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "There is no release before this one (no tag vX.Y.Z), so only the CHANGELOG is checked.\n"
        "version 0.1.0 is ready for release\n"
    )


def test_changes_below_no_version_are_refused(copy: Repository, check: Run) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0").replace("[Unreleased]\n", "[Unreleased]\n\n- Another\n"))
    done = check()
    message = "error: CHANGELOG.md has changes below ## [Unreleased]; a release has them below ## [0.1.0]\n"
    assert (done.code, done.err) == (1, message)


@pytest.mark.slow
def test_tag_of_another_version_is_refused(copy: Repository, check: Run) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.2.0")
    done = check()
    assert (done.code, done.err) == (1, "error: the tag v0.2.0 is on a commit with version 0.1.0\n")


@pytest.mark.slow
def test_breaking_change_demands_both_versions_and_the_entry(copy: Repository, check: Run) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.1.0")
    copy.edit(SPEC, "maximum: 100", "maximum: 50")
    copy.edit("pyproject.toml", 'version = "0.1.0"', 'version = "0.1.1"')
    done = check()
    found = "1 breaking, 0 additive, 0 documentation since v0.1.0"
    assert (done.code, done.err.splitlines()) == (
        1,
        [
            f"error: pyproject.toml has version 0.1.1; {found} demand at least 0.2.0",
            "error: openapi/connect.yaml has info.version 0.1.0; its changes since v0.1.0 demand at least 0.2.0",
            "error: CHANGELOG.md has no entry for this version: ## [0.1.1] with what changed below it",
        ],
    )


@pytest.mark.slow
def test_release_that_says_what_changed_is_ready(copy: Repository, check: Run) -> None:
    copy.commit("v0.1.0")
    copy.edit(SPEC, "maximum: 100", "maximum: 50")
    copy.edit(SPEC, "version: 0.1.0", "version: 0.2.0")
    copy.edit("pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    copy.write("CHANGELOG.md", CHANGELOG.format("0.2.0"))
    done = check()
    assert (done.code, done.out, done.err) == (0, "version 0.2.0 is ready for release\n", "")


@pytest.mark.slow
def test_change_of_the_package_alone_demands_a_patch(copy: Repository, check: Run) -> None:
    copy.edit("generated/hopae_connect/types.py", "UNSET", "UNSET ")
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.1.0")
    copy.commit()
    done = check()
    message = "error: pyproject.toml has version 0.1.0; changes of the package since v0.1.0 demand at least 0.1.1\n"
    assert (done.code, done.err) == (1, message)


@pytest.mark.slow
def test_release_is_compared_with_the_revision_that_is_named(copy: Repository, check: Run) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.1.0")
    assert check("HEAD").code == 0
    done = check("nowhere")
    assert (done.code, done.err) == (2, "error: nowhere is no git revision of this repository\n")


@pytest.mark.slow
def test_commands_end_with_their_exit_code(copy: Repository) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.0.1"))
    done = [copy.process("spec_change", "HEAD"), copy.process("spec_change", "x"), copy.process("release_check")]
    assert [process.returncode for process in done] == [0, 2, 1]
    assert [process.stderr.count("\n") for process in done] == [0, 1, 1]
