"""Hold the vendor's documentation pages, and its OpenAPI document if one is given, against openapi/connect.yaml.

Exit code 0 conforms, 1 drift, 2 could not run. Without --pages, the pages that the spec names are fetched as Markdown.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from contract_tests.docs.fetch import PAUSE_SECONDS, PagesUnavailable, Source, fetch_pages, read_pages
from contract_tests.docs.lock import LockedPage, LockError, changes, read_lock, write_lock
from contract_tests.docs.report import DocumentationReport
from contract_tests.docs.session import DocumentationRun, lock_pages
from contract_tests.docs.surface import DocumentError
from contract_tests.docs.vendor import read_document
from contract_tests.drift.baseline import BaselineError, load_baseline
from contract_tests.drift.redact import Redactor
from contract_tests.drift.shapes import Shapes
from contract_tests.reports.files import write_reports
from contract_tests.spec import Spec, SpecError, load_spec

OPENAPI = Path(__file__).resolve().parent.parent / "openapi"


def main(argv: list[str] | None = None, openapi: Path = OPENAPI, pause_seconds: float = PAUSE_SECONDS) -> int:
    """Parse the command line, run, and return the exit code.

    Args:
        argv: The arguments.
        openapi: The folder with the spec, the lock and the baseline.
        pause_seconds: How long to wait between two pages that are fetched.
    """
    arguments = _parser().parse_args(argv)
    try:
        spec, lock = load_spec(openapi / "connect.yaml"), openapi / "docs.lock.yaml"
        urls = [operation.documentation for operation in spec.operations.values()]

        def sources() -> dict[str, Source]:
            return read_pages(urls, arguments.pages) if arguments.pages else fetch_pages(urls, pause_seconds)

        if arguments.lock:
            return _lock(spec, lock, sources())
        entries = load_baseline(openapi / "vendor_openapi.baseline.yaml")
        document = read_document(arguments.vendor_openapi) if arguments.vendor_openapi else None
        run = DocumentationRun(spec, read_lock(lock), _base(spec, arguments.pages))
        run.hold_pages(sources())
        if document is not None:
            run.hold_vendor_document(arguments.vendor_openapi.name, document)
        return _report(spec, run.result(entries, date.today()), arguments.report_dir)
    except (SpecError, LockError, BaselineError, DocumentError, PagesUnavailable, OSError) as error:
        print(f"could not run: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="read <last path segment of the URL>.md from this folder")
    parser.add_argument("--vendor-openapi", type=Path, help="the vendor's OpenAPI 3 document, JSON or YAML")
    parser.add_argument("--report-dir", type=Path, default=Path("reports"), help="where the reports go")
    parser.add_argument("--lock", action="store_true", help="accept today's pages into the lock")
    return parser


def _base(spec: Spec, folder: Path | None) -> str:
    if folder:
        return f"pages in {folder.name or folder}"
    site = urlsplit(next(iter(spec.operations.values())).documentation)
    return f"{site.scheme}://{site.netloc}"


def _lock(spec: Spec, path: Path, sources: dict[str, Source]) -> int:
    known = read_lock(path, verify=False)
    pages = lock_pages(spec, sources, known)
    write_lock(path, pages)
    for name, page in pages.items():
        for change in changes(name, known.get(name, LockedPage(page.url)), page):
            print(change.line())
    print(f"locked {len(pages)} pages in {path.name}")
    return 0


def _report(spec: Spec, report: DocumentationReport, folder: Path) -> int:
    redactor = Redactor(Shapes(spec), None)
    write_reports(report.as_json(redactor), folder, operations=spec.operations)
    for line in report.lines(redactor):
        print(line)
    print(f"reports: {folder / 'drift.json'}, {folder / 'drift.html'}")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main())
