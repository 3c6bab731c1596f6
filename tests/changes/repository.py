"""A git repository of its own with what the commands read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.codegen.project import Project

ROOT = Path(__file__).resolve().parent.parent.parent
READ_BY_THE_COMMANDS = ("pyproject.toml", "requirements", "openapi", "scripts", "generated")
SPEC = "openapi/connect.yaml"


@dataclass(frozen=True)
class Repository:
    """A copy of this repository below a temporary folder, under version control."""

    root: Path

    @property
    def project(self) -> Project:
        """The copy as the generation sees it."""
        return Project(self.root)

    def git(self, *arguments: str) -> None:
        """Run git in the copy, whatever the configuration of this machine is."""
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        for name in ("AUTHOR", "COMMITTER"):
            settings |= {f"GIT_{name}_NAME": "Somebody", f"GIT_{name}_EMAIL": "somebody@example.com"}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | settings
        subprocess.run(["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True)

    def commit(self, *tags: str) -> None:
        """Commit everything, and tag it."""
        self.git("add", "-A")
        self.git("commit", "--allow-empty", "-m", " ".join(["State", *tags]))
        for tag in tags:
            self.git("tag", tag)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a file, which must have one."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.root / name).write_text(text, encoding="utf-8")

    def process(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the commands of the copy in a process of its own."""
        return subprocess.run(
            [sys.executable, "-P", f"scripts/{command}.py", *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": str(self.root)},
            capture_output=True,
            text=True,
            check=False,
        )


def repository(folder: Path) -> Repository:
    """Return a fresh repository with one commit."""
    root = folder / "repository"
    for name in READ_BY_THE_COMMANDS:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    found = Repository(root)
    found.git("init", "--initial-branch=main")
    found.commit()
    return found
