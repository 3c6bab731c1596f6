from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.changes.report import compare_versions
from scripts.changes.versions import VersionError, base_version, tags, working_tree
from scripts.codegen.trees import compare
from tests.changes.repository import SPEC, Repository


def test_revision_has_its_spec_and_its_package_as_committed(copy: Repository, tmp_path: Path) -> None:
    copy.git("tag", "v0.0.1")
    copy.edit(SPEC, "title: Hopae", "title: New Hopae")
    copy.edit("generated/hopae_connect/_client.py", "class AuthenticatedClient", "class Customer")
    version = base_version("v0.0.1", copy.project, tmp_path / "old")
    assert version.spec.root["info"]["title"] == "Hopae Connect Workspace API"
    assert version.package is not None
    assert [found.name for found in compare(copy.project.package, version.package)] == ["_client.py"]


@pytest.mark.slow
def test_package_of_a_file_is_generated_from_it(copy: Repository, tmp_path: Path) -> None:
    older = tmp_path / "older.yaml"
    older.write_text((copy.root / SPEC).read_text().replace("tags: [apps]", "tags: [things]"))
    old = base_version(str(older), copy.project, tmp_path / "old")
    comparison = compare_versions(old, working_tree(copy.project, tmp_path / "new"))
    assert {change.kind for change in comparison.changes} == {"tag-changed"}
    places = {change.place for change in comparison.surface}
    assert {"hopae_connect.api.things", "hopae_connect._connect.HopaeConnect.things"} <= places
    assert all("things" in place for place in places)


@pytest.mark.slow
def test_spec_in_json_means_the_same(copy: Repository, tmp_path: Path) -> None:
    new = working_tree(copy.project, tmp_path / "new")
    older = tmp_path / "older.json"
    older.write_text(json.dumps(new.spec.root, indent="\t"))
    assert compare_versions(base_version(str(older), copy.project, tmp_path / "old"), new).severity is None


@pytest.mark.slow
def test_file_that_no_package_comes_of_is_compared_as_a_spec(copy: Repository, tmp_path: Path) -> None:
    older = tmp_path / "older.yaml"
    older.write_text(
        (copy.root / SPEC).read_text().replace("    url: https://docs.hopae.com", "    url: https://a.test")
    )
    older.write_text(older.read_text().replace("url: https://docs.hopae.com/api", "url: https://a.test/api"))
    old = base_version(str(older), copy.project, tmp_path / "old")
    assert old.package is None
    comparison = compare_versions(old, working_tree(copy.project, tmp_path / "new"))
    assert comparison.severity == "documentation"
    assert [line for line in comparison.lines() if "not compared" in line and "externalDocs.url" in line] != []


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("v9.9.9", "there is no such file, and v9.9.9 is no git revision of this repository"),
        ("nowhere.yaml", "there is no such file, and nowhere.yaml is no git revision of this repository"),
        ("empty", "empty has no openapi/connect.yaml"),
        ("broken", "broken is not a valid spec: 1:5: not YAML: mapping values are not allowed here"),
    ],
)
def test_base_that_cannot_be_read_is_named(copy: Repository, tmp_path: Path, base: str, message: str) -> None:
    copy.write(SPEC, "a: b: c\n")
    copy.commit("broken")
    (copy.root / SPEC).unlink()
    copy.commit("empty")
    with pytest.raises(VersionError) as error:
        base_version(base, copy.project, tmp_path / "old")
    assert str(error.value) == message


def test_spec_of_openapi_3_0_is_refused_in_one_line(copy: Repository, tmp_path: Path) -> None:
    older = tmp_path / "older.yaml"
    older.write_text("openapi: 3.0.0\ninfo: {title: Old, version: '1'}\npaths: {}\n")
    with pytest.raises(VersionError) as error:
        base_version(str(older), copy.project, tmp_path / "old")
    message = str(error.value)
    assert message.startswith(f'{older} is not a valid spec: 1: #/openapi: "3.0.0" does not match')
    assert "\n" not in message


def test_package_that_was_not_committed_is_named(copy: Repository, tmp_path: Path) -> None:
    copy.git("rm", "-r", "--quiet", "generated")
    copy.commit("bare")
    version = base_version("bare", copy.project, tmp_path / "old")
    assert (version.package, version.no_package) == (None, "bare has no generated/hopae_connect")


def test_shallow_clone_is_not_taken_for_one_without_releases(copy: Repository, tmp_path: Path) -> None:
    copy.commit("v0.0.1")
    copy.commit()
    copy.git("clone", "--depth=1", "--no-tags", copy.root.as_uri(), str(tmp_path / "clone"))
    with pytest.raises(VersionError, match="shallow"):
        tags(tmp_path / "clone")


def test_folder_without_version_control_is_not_taken_for_one_without_releases(tmp_path: Path) -> None:
    with pytest.raises(VersionError, match="not a git repository"):
        tags(tmp_path)
