from __future__ import annotations

import pytest

from scripts.changes.check import Number, has_entry, last_release, least, number
from scripts.changes.rules import Severity
from scripts.changes.versions import VersionError
from tests.changes.repository import Repository


@pytest.mark.parametrize(
    ("released", "severity", "demanded"),
    [
        ((0, 1, 4), "breaking", (0, 2, 0)),
        ((0, 1, 4), "additive", (0, 1, 5)),
        ((0, 1, 4), "documentation", (0, 1, 5)),
        ((0, 1, 4), None, (0, 1, 4)),
        ((1, 2, 3), "breaking", (2, 0, 0)),
        ((1, 2, 3), "additive", (1, 3, 0)),
        ((1, 2, 3), "documentation", (1, 2, 4)),
        ((1, 2, 3), None, (1, 2, 3)),
    ],
)
def test_version_moves_by_semantic_versioning(released: Number, severity: Severity | None, demanded: Number) -> None:
    assert least(released, severity) == demanded


@pytest.mark.parametrize("text", ["1.2", "v1.2.3", "1.2.3rc1", "", "latest"])
def test_version_of_another_form_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(VersionError, match=r"pyproject.toml has version .*not of the form X\.Y\.Z"):
        number(text, "pyproject.toml")


def test_newest_release_goes_by_number_and_passes_over_other_tags(copy: Repository) -> None:
    copy.commit("v0.9.0", "v0.10.0", "v0.11.0-rc.1", "version-2", "nightly")
    copy.commit()
    assert last_release(copy.root, "0.12.0") == "v0.10.0"


def test_tag_on_another_branch_is_not_the_last_release(copy: Repository) -> None:
    copy.commit("v0.1.0")
    copy.git("checkout", "-b", "other")
    copy.commit("v0.5.0")
    copy.git("checkout", "main")
    copy.commit()
    assert last_release(copy.root, "0.2.0") == "v0.1.0"


def test_tag_of_the_version_itself_is_not_the_release_before(copy: Repository) -> None:
    copy.commit("v0.1.0")
    copy.commit("v0.2.0")
    assert last_release(copy.root, "0.2.0") == "v0.1.0"


def test_tag_of_the_same_version_on_an_older_commit_is_the_last_release(copy: Repository) -> None:
    copy.commit("v0.2.0")
    copy.commit()
    assert last_release(copy.root, "0.2.0") == "v0.2.0"


def test_there_may_be_no_release(copy: Repository) -> None:
    assert last_release(copy.root, "0.1.0") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Changelog\n\n## [0.1.0] - 2026-01-31\n\n### Added\n\n- Apps\n", True),
        ("## [0.1.0]\nThe first release.\n", True),
        ("## 0.1.0\n- Apps\n", True),
        ("## [Unreleased]\n- Apps\n\n## [0.1.0]\n\n### Added\n\n## [0.0.1]\n- Frame\n", False),
        ("## [Unreleased]\n- Apps\n", False),
        ("## [0.1.0.1]\n- Apps\n", False),
        ("## [0.1.0]\n\n[0.1.0]: https://example.com\n", False),
        ("", False),
    ],
)
def test_entry_is_a_heading_with_words_below_it(text: str, found: bool) -> None:
    assert has_entry(text, "0.1.0") is found
