"""What MkDocs calls while it builds the site: the pages that are made are added, and stand in the navigation."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from contract_tests.docs.lock import read_lock
from contract_tests.judging.baseline import load_baseline
from scripts.reference.client import ROOT, examples_page, exceptions_page, models_page, resources_page
from scripts.reference.contradictions import contradictions_page
from scripts.reference.operations import operations_pages, overview_page
from scripts.reference.schemas import schemas_page
from scripts.reference.sources import VENDOR_BASELINE_PATH
from scripts.spec.reading import load_spec

# The page of a report that `scripts/sample_report.py` has made, and where the site shows it. Who only writes a page
# needs none.
SAMPLE = ROOT / "reports" / "sample" / "drift.html"
SAMPLE_ADDRESS = "runs/sample.html"
NO_SAMPLE = "<!doctype html><title>No sample</title><p><code>make docs</code> puts the sample of a report here.</p>"
API_SECTION = "Workspace API"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the section of the API's reference with a page for each tag."""
    pages = [{title: f"api/{name}"} for name, title, _ in operations_pages(load_spec(), [])]
    (section,) = (part[API_SECTION] for part in config.nav or [] if API_SECTION in part)
    section[1:1] = pages
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and the sample of a report."""
    for name, text in made_pages():
        files.append(File.generated(config, name, content=text))
    sample = SAMPLE.read_text(encoding="utf-8") if SAMPLE.exists() else NO_SAMPLE
    files.append(File.generated(config, SAMPLE_ADDRESS, content=sample))
    return files


def made_pages() -> Iterator[tuple[str, str]]:
    """Path and text of every page that is made."""
    spec, entries = load_spec(), load_baseline(VENDOR_BASELINE_PATH)
    lock = read_lock(ROOT / "openapi" / "docs.lock.yaml")
    yield "api/index.md", overview_page(spec)
    yield from ((f"api/{name}", text) for name, _, text in operations_pages(spec, entries))
    yield "api/schemas.md", schemas_page(spec, entries)
    yield "api/contradictions.md", contradictions_page(spec, entries, lock)
    yield "client/resources.md", resources_page()
    yield "client/models.md", models_page()
    yield "client/exceptions.md", exceptions_page()
    yield "client/examples.md", examples_page()
