from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.codegen.files import ROOT, contents

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.slow
def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    expected = {f"hopae_connect/{name}" for name in contents(ROOT / "generated" / "hopae_connect")}
    with zipfile.ZipFile(wheel) as archive:
        actual = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert expected == actual


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


@pytest.mark.slow
def test_wheel_requires_three_packages_and_offers_no_extra(metadata: Message) -> None:
    """Tooling that the wheel does not hold is no business of who installs it."""
    requirements = sorted(metadata.get_all("Requires-Dist", []))
    assert requirements == ["anyio<5,>=4", "attrs>=23.1", "httpx<1,>=0.27"]
    assert metadata.get_all("Provides-Extra") is None


@pytest.mark.slow
def test_lowest_versions_that_are_tested_are_those_that_are_allowed(metadata: Message) -> None:
    lowest = (ROOT / "requirements" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    for requirement in metadata.get_all("Requires-Dist", []):
        name, _, least = requirement.partition(">=")
        (tested,) = [line for line in lowest if line.startswith(name.partition("<")[0] + "==")]
        assert re.fullmatch(rf"[a-z]+=={re.escape(least)}(\.0)*", tested)


@pytest.mark.slow
def test_index_page_says_what_it_is_and_where_to_look(metadata: Message) -> None:
    assert metadata.get_all("Project-URL", []) != []
    assert "eid" in metadata["Keywords"]
    assert any(line.startswith("Development Status :: ") for line in metadata.get_all("Classifier", []))


@pytest.mark.slow
def test_links_of_the_readme_work_on_an_index_page(metadata: Message) -> None:
    """A page outside of this repository knows no files of it."""
    links = re.findall(r"\]\(([^)]*)\)", str(metadata.get_payload()))
    assert links != []
    assert [link for link in links if not link.startswith("https://")] == []


@pytest.mark.slow
def test_wheel_installs_and_imports_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    builder = venv.EnvBuilder()
    builder.create(tmp_path / "clean")
    python = str(builder.ensure_directories(tmp_path / "clean").env_exe)
    constraints = str(ROOT / "constraints.txt")
    subprocess.run([*PIP, "--python", python, "install", "-c", constraints, str(wheel)], check=True)
    script = (
        "import importlib.metadata, pkgutil, hopae_connect\n"
        "for module in pkgutil.walk_packages(hopae_connect.__path__, 'hopae_connect.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(hopae_connect.__version__ == importlib.metadata.version('hopae-connect'))"
    )
    done = subprocess.run([python, "-I", "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"
