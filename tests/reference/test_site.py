"""The documentation site builds strictly, and asks nothing of the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.reference.client import ROOT
from scripts.spec.reading import load_spec

# What a browser fetches by itself.
FETCHED = re.compile(r"<(?:script|img|iframe)\b[^>]*\bsrc=\"?(https?:[^\" >]+)|<link\b[^>]*\bhref=\"?(https?:[^\" >]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


@pytest.mark.slow
def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    fetched = {
        found
        for page in site.rglob("*.html")
        for match in FETCHED.findall(page.read_text("utf-8"))
        for found in match
        if found
    }
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert fetched == set()
    assert re.findall(r"url\([\"']?https?:|@import", styles) == []


@pytest.mark.slow
def test_every_operation_leads_to_its_method_of_the_client(site: Path) -> None:
    """The reference of the API links the method that the reference of the client describes."""
    methods = set(
        re.findall(r'id="(hopae_connect\.resources\.[\w.]+)"', (site / "client/resources/index.html").read_text())
    )
    for operation in load_spec().operations.values():
        page = (site / "api" / operation.tag / "index.html").read_text("utf-8")
        below = page.partition(f'<h2 id="{operation.id}">')[2].partition("<h2 ")[0]
        linked = re.findall(r'href="\.\./\.\./client/resources/#([\w.]+)"', below)
        assert len(linked) == 1, operation.id
        assert linked[0] in methods


@pytest.mark.slow
def test_a_sample_of_a_report_can_be_opened(site: Path) -> None:
    assert 'href="sample.html"' in (site / "runs/reports/index.html").read_text("utf-8").replace("../sample", "sample")
    assert (site / "runs/sample.html").is_file()
