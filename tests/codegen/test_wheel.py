from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
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


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    expected = {f"hopae_connect/{name}" for name in contents(ROOT / "generated" / "hopae_connect")}
    with zipfile.ZipFile(wheel) as archive:
        actual = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert expected == actual


def test_wheel_alone_requires_httpx_and_attrs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        requirements = message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])
    assert sorted(line for line in requirements if "extra ==" not in line) == ["attrs>=23.1", "httpx<1,>=0.27"]


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
