"""What is built for a release, from a copy of this repository."""

import shutil
import tarfile
from pathlib import Path

from scripts._command import ROOT

import pytest

from scripts import build
from tests.changes.repository import Repository, repository
from tests.codegen.files import contents

BUILT_FROM = ("README.md", "LICENSE", "CHANGELOG.md", ".gitignore")
WHEEL, SDIST = "hopae_connect-0.1.0-py3-none-any.whl", "hopae_connect-0.1.0.tar.gz"
# A build hook that writes another file each time.
HOOK = """
from uuid import uuid4
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

class Hook(BuildHookInterface):
    def initialize(self, version, build_data):
        with open("generated/hopae_connect/stamp.txt", "w") as stamp:
            stamp.write(str(uuid4()))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Repository:
    """A repository with what is built."""
    found = repository(tmp_path)
    for name in BUILT_FROM:
        shutil.copyfile(ROOT / name, found.root / name)
    found.commit()
    return found


@pytest.mark.slow
def test_source_distribution_holds_what_the_wheel_is_made_of_and_no_more(copy: Repository) -> None:
    """The source distribution holds the package, what that is generated from, and what there is to read."""
    assert build.main([], copy.root) == 0
    assert {path.name for path in (copy.root / "dist").iterdir()} == {WHEEL, SDIST}
    with tarfile.open(copy.root / "dist" / SDIST) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    package = {f"generated/hopae_connect/{name}" for name in contents(ROOT / "generated" / "hopae_connect")}
    assert names == package | {"pyproject.toml", "openapi/connect.yaml", "PKG-INFO", *BUILT_FROM}


@pytest.mark.slow
def test_build_that_comes_out_differently_is_refused(copy: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a second build has other bytes, it is named, and dist/ stays as it was."""
    (copy.root / "dist").mkdir()
    copy.write("dist/kept", "")
    copy.write("hatch_build.py", HOOK)
    settings = "[tool.hatch.build.targets.wheel]"
    copy.edit("pyproject.toml", settings, f"[tool.hatch.build.hooks.custom]\n\n{settings}")
    assert build.main([], copy.root) == 1
    assert f"error: a second build differs: {WHEEL} is changed\n" in capsys.readouterr().err
    assert [path.name for path in (copy.root / "dist").iterdir()] == ["kept"]


@pytest.mark.slow
def test_what_cannot_be_built_is_one_line(copy: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is missing is named in one line, with exit code 2."""
    (copy.root / "README.md").unlink()
    assert build.main([], copy.root) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"error: {copy.root} cannot be built: ")
    assert "README.md" in err
    assert err.count("\n") == 1
