"""A copy of the repository that proposals can be adopted in, and a mock that has drifted."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract_tests.mock import MockOptions, Workspace, create_app, load_spec, serve
from tests.partial_contract import modules_of, whole_checkout

KEY = "sk_workspace_test_for_the_tests"


@dataclass(frozen=True)
class Checkout:
    """A copy of the repository."""

    root: Path

    @property
    def spec(self) -> Path:
        return self.root / "openapi" / "connect.yaml"

    def run(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the copy, with the modules of the copy."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("CONNECT_")}
        return subprocess.run(
            [sys.executable, f"scripts/{script}.py", *arguments],
            cwd=self.root,
            env=clean | modules_of(self.root) | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(whole_checkout(tmp_path / "checkout"))


class Changed(Workspace):
    """Renames the title of a challenge, adds a field to apps, widens a list, and counts claims in words."""

    def challenge(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        challenge = dict(super().challenge(*arguments, **named))
        return challenge | {"name": challenge.pop("title"), "challengeMode": "badge"}

    def apps(self) -> Sequence[dict[str, Any]]:
        return [app | {"branding": {"colour": "#ffffff", "logos": []}, "region": None} for app in super().apps()]

    def stats(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        stats = super().stats(*arguments, **named)
        return stats | {"totalClaims": str(stats["totalClaims"])}


@pytest.fixture
def changed() -> Iterator[dict[str, str]]:
    """The environment that leads to a mock which has changed."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), workspace=Changed)) as base_url:
        yield {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": KEY}
