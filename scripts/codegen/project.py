"""What the generation reads from a checkout of this repository, and the versions that it insists on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

GENERATOR = "openapi-python-client"
FORMATTER = "ruff"
REQUIREMENTS = "requirements/dev.txt"


class GenerationError(Exception):
    """The package cannot be generated; the message is one line."""


@dataclass(frozen=True)
class Project:
    """A checkout of this repository: `Project(root).package`."""

    root: Path

    @property
    def spec(self) -> Path:
        """The contract."""
        return self.root / "openapi" / "connect.yaml"

    @property
    def package(self) -> Path:
        """The folder of the generated package."""
        return self.root / "generated" / "hopae_connect"

    @property
    def codegen(self) -> Path:
        """The folder with the generator's config, the template overrides and the runtime modules."""
        return self.root / "scripts" / "codegen"

    @property
    def templates(self) -> Path:
        """The folder of templates that come before the generator's own."""
        return self.codegen / "templates"

    @property
    def runtime(self) -> list[Path]:
        """The modules that the package ships as they are."""
        return sorted((self.codegen / "runtime").glob("*.py"))

    @property
    def inputs(self) -> list[Path]:
        """The files besides the spec that decide what is generated."""
        templates = (path for path in self.templates.rglob("*.jinja") if path.is_file())
        return [self.codegen / "config.yaml", *sorted(templates), *self.runtime]

    @cached_property
    def version(self) -> str:
        """The version of the distribution."""
        return str(self._pyproject["project"]["version"])

    @cached_property
    def _pyproject(self) -> dict[str, Any]:
        try:
            return tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise GenerationError(f"pyproject.toml: {error}") from None

    def pinned(self, distribution: str) -> str:
        """Return the version that the requirements of maintainers pin for a distribution.

        Raises:
            GenerationError: they pin none, or another one is installed.
        """
        requirements = (self.root / REQUIREMENTS).read_text(encoding="utf-8").splitlines()
        try:
            installed = version(distribution)
        except PackageNotFoundError:
            raise GenerationError(f"{distribution} is not installed") from None
        pins = [requirement for requirement in requirements if requirement.startswith(f"{distribution}==")]
        if pins != [f"{distribution}=={installed}"]:
            pinned = " and ".join(pins) or f"no version of {distribution}"
            raise GenerationError(f"{REQUIREMENTS} pins {pinned}, but {installed} is installed")
        return installed
