"""Make a sample of the reports: two nights on a mock that drifts, and on request a picture of the page.

Exit code 0 when the reports are written, 2 when they are not.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import CommandError, Parser, command, path, run

from contract_tests.mock import MockError
from contract_tests.mutants.sample import two_nights
from scripts.spec.reading import load_spec

FOLDER = Path("reports/sample")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = "1280,860"
# Without the network, and as root in a container.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURE_SECONDS = 60


@command(MockError)
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run, and return 0."""
    parser = Parser(__doc__)
    parser.add_report_dir(FOLDER)
    parser.add_argument("--picture", type=path, help="where a picture of the page goes; needs Chromium (none)")
    arguments = parser.parse_args(argv)
    browser = chromium() if arguments.picture else None
    if arguments.picture and browser is None:
        raise CommandError("there is no Chromium on this machine (Debian: apt-get install chromium)")
    report = two_nights(load_spec(), arguments.report_dir, io.StringIO(), sys.stdout)
    if report.failure:
        raise CommandError(report.failure)
    if browser:
        take(arguments.picture, browser, arguments.report_dir / "drift.html")
    return 0


def chromium() -> str | None:
    """Where Chromium is on this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def take(picture: Path, browser: str, page: Path) -> None:
    """Take a picture of the top of a page."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        options = (f"--user-data-dir={profile}", f"--window-size={SIZE}", f"--screenshot={picture.absolute()}")
        line = [browser, *FLAGS, "--hide-scrollbars", *options, page.absolute().as_uri()]
        subprocess.run(line, capture_output=True, timeout=PICTURE_SECONDS, check=False)
    if not picture.exists():
        raise CommandError(f"{Path(browser).name} took no picture of {page}")


if __name__ == "__main__":
    run(main)
