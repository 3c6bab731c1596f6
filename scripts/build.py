"""Builds the wheel and the source distribution into dist/, and checks that anybody who builds them gets the same bytes.

They are built twice, the second time from the source distribution of the first, unpacked elsewhere: so nothing in them
depends on the time or the place, and the source distribution holds all that is needed. The times in them are that of
the last commit, or SOURCE_DATE_EPOCH.

Exit code 0 when both builds are the same, 1 when they differ (dist/ stays as it was), 2 when one fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import ROOT, CommandError, Parser, command, complain, run

from scripts.changes.versions import VersionError, committed_at
from scripts.codegen.trees import compare, replace

RAISED = re.compile(r"[\w.]+(Error|Exception): ")


@command(VersionError)
def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    Parser(__doc__).parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        first, second, unpacked = (Path(folder) / name for name in ("first", "second", "unpacked"))
        epoch = os.environ.get("SOURCE_DATE_EPOCH") or str(committed_at(root))
        _build(root, first, epoch)
        _build(_unpack(first, unpacked), second, epoch)
        differences = compare(first, second)
        if differences:
            complain(f"a second build differs: {one.name} is {one.kind}" for one in differences)
            return 1
        replace(root / "dist", first)
    for path in sorted((root / "dist").iterdir()):
        print(f"dist/{path.name}")
    return 0


def _build(source: Path, target: Path, epoch: str) -> None:
    # The backend is one of the pinned packages; -P keeps what lies in `source` from passing for one.
    line = [sys.executable, "-P", "-m", "build", "--no-isolation", "--outdir", str(target), str(source)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch}
    done = subprocess.run(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise CommandError(f"{source} cannot be built: {_why(done.stdout)}")


def _why(output: str) -> str:
    """What a build that failed says: what its backend raised stands before advice."""
    lines = output.strip().splitlines() or [""]
    return next((line for line in reversed(lines) if RAISED.match(line)), lines[-1])


def _unpack(built: Path, folder: Path) -> Path:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return source


if __name__ == "__main__":
    run(main)
