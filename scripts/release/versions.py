"""Finds the two versions that are compared: a file or a git revision, and the working tree."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from scripts.codegen.document import Document, SpecError, load
from scripts.codegen.generate import generate
from scripts.codegen.project import GenerationError, Project
from scripts.codegen.spec import read_openapi

READ_BY_THE_GENERATION = ("pyproject.toml", "scripts/codegen", "openapi/extensions.schema.json")
SPEC_COPY = "spec.yaml"


class VersionError(Exception):
    """A version cannot be found or read; the message is one line."""


@dataclass(frozen=True)
class Version:
    """A version of the contract: its spec and the package that belongs to it, or why there is none."""

    name: str
    document: Document
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
    generate(project, package)
    return Version("the working tree", load(project.spec), package)


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
    copy = folder / SPEC_COPY
    document = _read(str(path), path.read_bytes(), copy)
    root = folder / "checkout"
    for name in READ_BY_THE_GENERATION:
        source, target = project.root / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    shutil.copyfile(copy, Project(root).spec)
    package = folder / project.package.name
    try:
        generate(Project(root), package)
    except (SpecError, GenerationError) as error:
        return Version(str(path), document, None, str(error).splitlines()[0])
    return Version(str(path), document, package)


def _of_revision(name: str, revision: str, project: Project, folder: Path) -> Version:
    spec = project.spec.relative_to(project.root).as_posix()
    content = file_at(project.root, revision, spec)
    if content is None:
        raise VersionError(f"{name} has no {spec}")
    document = _read(name, content, folder / SPEC_COPY)
    package = project.package.relative_to(project.root).as_posix()
    if not _git(project.root, "ls-tree", revision, package):
        return Version(name, document, None, f"{name} has no {package}")
    with tarfile.open(fileobj=io.BytesIO(_git(project.root, "archive", "--format=tar", revision, package))) as files:
        files.extractall(folder, filter="data")
    return Version(name, document, folder / package)


def _read(name: str, content: bytes, path: Path) -> Document:
    """Return the document that a copy of `content` at `path` holds; YAML does not take all that JSON does."""
    with contextlib.suppress(ValueError):
        content = json.dumps(json.loads(content), ensure_ascii=False, indent=1).encode()
    path.write_bytes(content)
    try:
        return read_openapi(path)
    except SpecError as error:
        message = error.problems[0].removeprefix(f"{path.parent.name}/{path.name}:").strip()
        raise VersionError(f"{name} is not a valid spec: {message}") from None


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
