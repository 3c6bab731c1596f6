"""Hold the vendor's documentation pages, and its OpenAPI document if one is given, against openapi/connect.yaml.

Exit code 0 conforms, 1 drift, 2 could not run. Without --pages, the pages that the spec names are fetched as Markdown,
and kept in the folder of the reports. A folder of pages may have a lock of its own, docs.lock.yaml.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from scripts._command import ROOT, CommandError, Parser, command, path, run

from contract_tests.docs.fetch import PAUSE_SECONDS, PagesUnavailable, Source, fetch_pages, keep_pages, read_pages
from contract_tests.docs.lock import LockError, changed, read_lock, write_lock
from contract_tests.docs.session import (
    DocumentationReport,
    DocumentationRun,
    documented_pages,
    index_url,
    lock_pages,
)
from contract_tests.docs.vendor_reading import DocumentError, read_document
from contract_tests.judging.baseline import BaselineError, load_baseline
from contract_tests.judging.redact import Redactor
from contract_tests.judging.shapes import Shapes
from contract_tests.reports.files import write_reports
from contract_tests.reports.terminal import show
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec

LOCK = "docs.lock.yaml"


@command(LockError, BaselineError, DocumentError, PagesUnavailable)
def main(
    argv: Sequence[str] | None = None, openapi: Path = ROOT / "openapi", pause_seconds: float = PAUSE_SECONDS
) -> int:
    """Parse the command line, run, and return the exit code.

    Args:
        argv: The arguments.
        openapi: The folder with the spec, the lock and the baseline.
        pause_seconds: How long to wait between two pages that are fetched.
    """
    arguments = _parser().parse_args(argv)
    spec, lock = load_spec(openapi / "connect.yaml"), openapi / LOCK
    if arguments.pages and (arguments.pages / LOCK).exists():
        lock = arguments.pages / LOCK
    urls = [*documented_pages(spec).values(), index_url(spec)]

    def sources() -> dict[str, Source]:
        return read_pages(urls, arguments.pages) if arguments.pages else fetch_pages(urls, pause_seconds)

    if arguments.page and not arguments.lock:
        raise CommandError("--page names the page to accept; give it with --lock")
    if arguments.lock:
        known = read_lock(lock)
        locked = lock_pages(spec, sources(), known, arguments.page)
        write_lock(lock, locked)
        print(*(f"changed {one}" for one in changed(known, locked)), f"locked in {lock.name}", sep="\n")
        return 0
    entries = load_baseline(openapi / "vendor_openapi.baseline.yaml")
    document = read_document(arguments.vendor_openapi) if arguments.vendor_openapi else None
    documentation = DocumentationRun(spec, read_lock(lock), _base(urls, arguments.pages))
    pages = sources()
    if not arguments.pages:
        keep_pages(pages, arguments.report_dir / "pages")
    documentation.check_pages(pages)
    if document is not None:
        documentation.check_vendor_document(document)
    report = documentation.result(entries, date.today())
    return _write(spec, report, arguments.report_dir).exit_code


def _parser() -> Parser:
    parser = Parser(__doc__)
    parser.add_argument("--pages", type=path, help="read <last path segment of the URL>.md from this folder")
    parser.add_argument("--vendor-openapi", type=path, help="the vendor's OpenAPI 3 document, JSON or YAML")
    parser.add_report_dir()
    parser.add_argument("--lock", action="store_true", help="accept today's pages into the lock")
    parser.add_argument("--page", help="with --lock: accept one page alone, such as create-app or createApp")
    return parser


def _base(urls: Sequence[str], folder: Path | None) -> str:
    if folder:
        return f"pages in {folder.name or folder}"
    site = urlsplit(urls[0])
    return f"{site.scheme}://{site.netloc}"


def _write(spec: Spec, report: DocumentationReport, folder: Path) -> DocumentationReport:
    """Write the reports, and return what they say once the history is known."""
    written = write_reports(report.as_json(Redactor(Shapes(spec), None)), spec, folder)
    for problem in written["history_problems"]:
        print(problem)
    show(written, sys.stdout)
    print(f"reports: {folder / 'drift.html'}, {folder / 'drift.json'}")
    return replace(report, verdict=written["verdict"])


if __name__ == "__main__":
    run(main)
