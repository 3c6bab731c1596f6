from __future__ import annotations

import json

from tests.release.repository import SPEC, Repository

CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [{}] - 2026-01-31\n\n- What changed\n"


def test_spec_change_reports_in_three_forms(copy: Repository) -> None:
    copy.edit(SPEC, "maximum: 100", "maximum: 50")
    done = copy.run("spec_change", "HEAD", "--report-dir", "reports")
    assert (done.returncode, done.stderr) == (0, "")
    assert "breaking       listApps  query limit maximum  (100 -> 50)\n" in done.stdout
    assert "HEAD -> the working tree: 1 breaking, 0 additive, 0 documentation\n" in done.stdout
    report = json.loads((copy.root / "reports" / "spec-change.json").read_text())
    assert (report["format"], report["severity"], report["surface"]["changes"]) == (1, "breaking", [])
    assert {"kind": "limit-tightened", "before": "100", "after": "50"}.items() <= report["changes"][0].items()
    fragment = (copy.root / "reports" / "spec-change.md").read_text()
    assert fragment.startswith("### Changed\n\n- **Breaking:** `listApps`, query limit maximum (`100` to `50`): ")


def test_spec_change_without_a_change_says_so(copy: Repository) -> None:
    done = copy.run("spec_change", "HEAD", "--report-dir", "reports")
    assert done.returncode == 0
    assert done.stdout.startswith("HEAD -> the working tree: 0 breaking, 0 additive, 0 documentation\n")


def test_spec_change_with_an_unknown_base_is_one_line(copy: Repository) -> None:
    done = copy.run("spec_change", "v9.9.9")
    message = "error: there is no such file, and v9.9.9 is no git revision of this repository\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_spec_change_of_a_spec_with_an_error_is_one_line(copy: Repository) -> None:
    copy.edit(SPEC, "#/components/schemas/AppPage", "#/components/schemas/Nothing")
    done = copy.run("spec_change", "HEAD")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "leads nowhere" in done.stderr


def test_first_release_needs_its_entry_alone(copy: Repository) -> None:
    done = copy.run("release_check")
    assert (done.returncode, done.stderr.startswith("error: CHANGELOG.md has no entry")) == (1, True)
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    done = copy.run("release_check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "There is no release before this one (no tag vX.Y.Z), so only the CHANGELOG is checked.\n"
        "version 0.1.0 is ready for release\n"
    )


def test_breaking_change_demands_both_versions_and_the_entry(copy: Repository) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.1.0")
    copy.edit(SPEC, "maximum: 100", "maximum: 50")
    copy.edit("pyproject.toml", 'version = "0.1.0"', 'version = "0.1.1"')
    done = copy.run("release_check")
    found = "1 breaking, 0 additive, 0 documentation since v0.1.0"
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [
            f"error: pyproject.toml has version 0.1.1; {found} demand at least 0.2.0",
            "error: openapi/connect.yaml has info.version 0.1.0; its changes since v0.1.0 demand at least 0.2.0",
            "error: CHANGELOG.md has no entry for this version: ## [0.1.1] with what changed below it",
        ],
    )


def test_release_that_says_what_changed_is_ready(copy: Repository) -> None:
    copy.commit("v0.1.0")
    copy.edit(SPEC, "maximum: 100", "maximum: 50")
    copy.edit(SPEC, "version: 0.1.0", "version: 0.2.0")
    copy.edit("pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    copy.write("CHANGELOG.md", CHANGELOG.format("0.2.0"))
    done = copy.run("release_check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "version 0.2.0 is ready for release\n", "")


def test_change_of_the_package_alone_demands_a_patch(copy: Repository) -> None:
    copy.edit("generated/hopae_connect/types.py", "UNSET", "UNSET ")
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.1.0")
    copy.commit()
    done = copy.run("release_check")
    message = "error: pyproject.toml has version 0.1.0; changes of the package since v0.1.0 demand at least 0.1.1\n"
    assert (done.returncode, done.stderr) == (1, message)


def test_release_is_compared_with_the_revision_that_is_named(copy: Repository) -> None:
    copy.write("CHANGELOG.md", CHANGELOG.format("0.1.0"))
    copy.commit("v0.1.0")
    assert copy.run("release_check", "HEAD").returncode == 0
    done = copy.run("release_check", "nowhere")
    assert (done.returncode, done.stderr) == (2, "error: nowhere is no git revision of this repository\n")
