"""Finds the two versions that are compared: a file or a git revision, and the working tree."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from scripts.codegen.generate import generate
from scripts.codegen.project import GenerationError, Project
from scripts.spec.checks import read_openapi
from scripts.spec.document import SpecError
from scripts.spec.spec import Spec


class VersionError(Exception):
    """A version cannot be found or read; the message is one line."""


@dataclass(frozen=True)
class Version:
    """A version of the contract: its spec and the package that belongs to it, or why there is none: `version.spec`."""

    name: str
    spec: Spec
    package: Path | None
    no_package: str = ""


def working_tree(project: Project, folder: Path) -> Version:
    """Return the spec of a checkout with the package generated from it into `folder`.

    Raises:
        OSError: a file cannot be read or written.
        SpecError, GenerationError: the spec is invalid, or no package comes of it.
    """
    package = folder / project.package.name
    folder.mkdir()
    return Version("the working tree", generate(project, package), package)


def base_version(base: str, project: Project, folder: Path) -> Version:
    """Return the version that a file or a git revision holds; a file wins when both exist.

    A file's package is generated with today's generator, a revision's is taken as it was committed.

    Raises:
        OSError: a file cannot be read or written.
        VersionError: there is no such file or revision, or it holds no valid spec.
    """
    folder.mkdir()
    if Path(base).is_file():
        return _of_file(Path(base), project, folder)
    try:
        revision = commit(project.root, base)
    except VersionError as error:
        raise VersionError(f"there is no such file, and {error}") from None
    return _of_revision(base, revision, project, folder)


def commit(root: Path, revision: str) -> str:
    """Return the commit that a revision of the repository means.

    Raises:
        VersionError: there is no such revision.
    """
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except VersionError as error:
        reason = f" ({error})" if str(error) else ""
        raise VersionError(f"{revision} is no git revision of this repository{reason}") from None
    return found.decode().strip()


def committed_at(root: Path) -> int:
    """Return when the commit that is checked out was made, in seconds since 1970.

    Raises:
        VersionError: this is no git repository, or it has no commit.
    """
    return int(_git(root, "log", "-1", "--format=%ct"))


def tags(root: Path, *, on_head: bool = False) -> list[str]:
    """Return the tags on the commits that led to the one that is checked out, or on that one alone.

    Raises:
        VersionError: this is no git repository, or a part of it that cannot know its tags.
    """
    found = _git(root, "tag", "--list", "v*", "--points-at" if on_head else "--merged", "HEAD").decode().split()
    if not found and _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise VersionError("the clone is shallow and has no release tag; run: git fetch --tags --unshallow")
    return found


def file_at(root: Path, revision: str, name: str) -> bytes | None:
    """Return the bytes of a file of the repository at a revision, or None when it is not there."""
    return _git(root, "show", f"{revision}:./{name}") if _git(root, "ls-tree", revision, name) else None


def _of_file(path: Path, project: Project, folder: Path) -> Version:
    spec, package = _read(str(path), path.read_bytes()), folder / project.package.name
    try:
        generate(project, package, spec)
    except (SpecError, GenerationError) as error:
        return Version(str(path), spec, None, str(error).splitlines()[0].removeprefix(":"))
    return Version(str(path), spec, package)


def _of_revision(name: str, revision: str, project: Project, folder: Path) -> Version:
    path = project.spec.relative_to(project.root).as_posix()
    content = file_at(project.root, revision, path)
    if content is None:
        raise VersionError(f"{name} has no {path}")
    spec = _read(name, content)
    package = project.package.relative_to(project.root).as_posix()
    if not _git(project.root, "ls-tree", revision, package):
        return Version(name, spec, None, f"{name} has no {package}")
    with tarfile.open(fileobj=io.BytesIO(_git(project.root, "archive", "--format=tar", revision, package))) as files:
        files.extractall(folder, filter="data")
    return Version(name, spec, folder / package)


def _read(name: str, source: bytes) -> Spec:
    try:
        return read_openapi(source)
    except SpecError as error:
        raise VersionError(f"{name} is not a valid spec: {error.problems[0].removeprefix(':').strip()}") from None


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git prints for a folder; raise VersionError with the first line of its refusal."""
    # A hook that runs this would point git at its own repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, env=environment)
    except FileNotFoundError:
        raise VersionError("git is not installed") from None
    if done.returncode:
        raise VersionError("".join(done.stderr.decode(errors="replace").splitlines()[:1]))
    return done.stdout
