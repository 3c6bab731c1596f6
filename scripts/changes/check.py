"""Decides whether the version and the CHANGELOG say what a release changes.

The version in pyproject.toml moves by semantic versioning: from 1.0.0 on a breaking change demands the next major
version, an additive one the next minor, any other the next patch. Before 1.0.0 a breaking change demands the next
minor version and any other the next patch. A change of the package that is no change of the spec, such as one of
its templates, demands a patch at least. `info.version` of the spec moves by the same rules, by the changes of the
spec alone, because reports and the package name the contract by it.

A tag of the version itself on the commit that is checked out is that release, not the one before it; a tag of another
version than the commit has is a mistake.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from scripts.changes.changes import worst
from scripts.changes.report import Comparison
from scripts.changes.rules import Severity
from scripts.changes.versions import VersionError, file_at, tags
from scripts.codegen.trees import compare as compare_trees

CHANGELOG, UNRELEASED = "CHANGELOG.md", "Unreleased"
SPEC = "openapi/connect.yaml"
PROVENANCE = "_provenance.py"
RELEASE = re.compile(r"v\d+\.\d+\.\d+")

Number = tuple[int, int, int]


def number(text: str, where: str) -> Number:
    """Return the numbers of a version X.Y.Z; raise VersionError with the place when it is none."""
    match = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", text)
    if match is None:
        raise VersionError(f"{where} has version {text}, which is not of the form X.Y.Z")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


def least(released: Number, severity: Severity | None) -> Number:
    """Return the lowest version that may follow a release with changes of a severity."""
    major, minor, patch = released
    if severity is None:
        return released
    if severity == "breaking":
        return (major + 1, 0, 0) if major else (0, minor + 1, 0)
    return (major, minor + 1, 0) if major and severity == "additive" else (major, minor, patch + 1)


def last_release(root: Path, version: str) -> str | None:
    """Return the newest release tag before the version in the working tree, or None when there is none."""
    found = set(tags(root)) - ({f"v{version}"} & set(tags(root, on_head=True)))
    releases = [tag for tag in found if RELEASE.fullmatch(tag)]
    return max(releases, key=lambda tag: number(tag[1:], tag), default=None)


def released_version(root: Path, revision: str) -> str:
    """Return the version that pyproject.toml has at a revision; raise VersionError when it has none."""
    content = file_at(root, revision, "pyproject.toml")
    try:
        return str(tomllib.loads((content or b"").decode())["project"]["version"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        raise VersionError(f"{revision} has no pyproject.toml with a version") from None


def check_tag(root: Path) -> Iterator[str]:
    """Yield that the commit that is checked out is tagged with another version than it has, if it is."""
    found = [tag for tag in tags(root, on_head=True) if RELEASE.fullmatch(tag)]
    version = released_version(root, "HEAD") if found else ""
    yield from (f"the tag {tag} is on a commit with version {version}" for tag in found if tag != f"v{version}")


def check_versions(comparison: Comparison, released: str, version: str) -> Iterator[str]:
    """Yield what is wrong with the versions of the package and of the spec, one line each."""
    base = comparison.base.name
    severity, found = comparison.severity, f"{comparison.summary} since {base}"
    if severity is None and _package_changed(comparison):
        severity, found = "documentation", f"changes of the package since {base}"
    demanded = least(number(released, f"pyproject.toml of {base}"), severity)
    if number(version, "pyproject.toml") < demanded:
        yield f"pyproject.toml has version {version}; {found} demand at least {_text(demanded)}"
    old, new = (side.spec.version for side in (comparison.base, comparison.head))
    demanded = least(number(old, f"{SPEC} of {base}"), worst(change.severity for change in comparison.changes))
    if number(new, SPEC) < demanded:
        yield f"{SPEC} has info.version {new}; its changes since {base} demand at least {_text(demanded)}"


def has_entry(text: str, version: str) -> bool:
    """Return whether a version or `Unreleased` has a heading such as `## [1.2.3] - 2026-01-31` with words below it."""
    heading = re.compile(rf"## \[?{re.escape(version)}\]?(?:[ \t].*)?")
    inside = False
    for line in text.splitlines():
        if line.startswith("## "):
            inside = heading.fullmatch(line.rstrip()) is not None
        elif inside and line.strip() and not line.startswith(("#", "[")):
            return True
    return False


def check_changelog(root: Path, version: str) -> Iterator[str]:
    """Yield that the CHANGELOG lacks an entry for the version, or that changes are below no version."""
    path = root / CHANGELOG
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if not has_entry(text, version):
        yield f"{CHANGELOG} has no entry for this version: ## [{version}] with what changed below it"
    if has_entry(text, UNRELEASED):
        yield f"{CHANGELOG} has changes below ## [{UNRELEASED}]; a release has them below ## [{version}]"


def _package_changed(comparison: Comparison) -> bool:
    old, new = comparison.base.package, comparison.head.package
    if old is None or new is None:
        return False
    return any(difference.name != PROVENANCE for difference in compare_trees(new, old))


def _text(version: Number) -> str:
    return ".".join(map(str, version))
