"""Contract runs on the second API, with the faithful server and with drifts, each judged by what it names and harms.

prepared = prepare(folder)
for result in run_all([FAITHFUL, *DRIFTS], jobs=2, prepared=prepared):
    print("\\n".join(result.lines()))
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.codegen.generate import generate
from scripts.codegen.project import Project
from scripts.spec.reading import load_spec
from tests.second_api.drifts import DRIFTS
from tests.second_api.judged import SERVER

ROOT = Path(__file__).resolve().parents[2]
FAITHFUL = "faithful"
TIME_LIMIT_SECONDS = 600.0
EXIT_CODES = {"conforms": 0, "drift": 1, "could-not-run": 2}
HEAD = f"{'server':38} {'exit':>4} {'seconds':>7} requests findings inconclusive left named"


@dataclass(frozen=True)
class Prepared:
    """A folder with the spec beside the definition of its extensions, with its client, and with the runs."""

    folder: Path

    @property
    def spec(self) -> Path:
        """The folder of the spec."""
        return self.folder / "spec"

    @property
    def client(self) -> Path:
        """The folder of the package of the client."""
        return self.folder / "client"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the package of the client is the one of this API."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONNECT_")}
        return kept | {"PYTHONPATH": os.pathsep.join([str(self.client), str(ROOT)])}


@dataclass(frozen=True)
class Result:
    """One run: its exit code, its reports and what it wrote, and what the server saw."""

    name: str
    code: int
    seconds: float
    output: str
    reports: Path
    report: dict[str, Any]
    server: dict[str, Any]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of the run."""
        return list(self.report.get("findings", []))

    @property
    def named(self) -> bool:
        """Whether a finding names an operation of the drift."""
        return any(finding["operation"] in DRIFTS[self.name].operations for finding in self.findings)

    @property
    def is_missed(self) -> bool:
        """Whether it is a drift that no finding names."""
        return self.name != FAITHFUL and not self.named

    def lines(self) -> Iterator[str]:
        """A line for each thing that is not as it should be."""
        if EXIT_CODES.get(self.report.get("verdict", "")) != self.code or self.code == EXIT_CODES["could-not-run"]:
            yield f"{self.name}: exit code {self.code}: {self.output.strip().rpartition(chr(10))[2]}"
            return
        for write in [*self.server["harmful"], *self.server["aimed"]]:
            yield f"{self.name}: {write['method']} {write['path']} is about what the user had"
        if self.name == FAITHFUL:
            yield from self._false_alarms()
        elif self.is_missed:
            subtle = ", which is subtle" if DRIFTS[self.name].subtle else ""
            yield f"{self.name}: missed{subtle}: {DRIFTS[self.name].wrong}"

    def _false_alarms(self) -> Iterator[str]:
        for finding in self.findings:
            yield f"{self.name}: {finding['rule']} {finding['operation']} {finding['place']}: {finding['observed']}"
        if not self.server["unchanged"]:
            yield f"{self.name}: the server is not as it was before; left: {self.server['left']}"

    @property
    def is_wrong(self) -> bool:
        """Whether anything is not as it should be; a subtle drift may be missed."""
        lines = list(self.lines())
        return bool(lines) and not (len(lines) == 1 and self.is_missed and DRIFTS[self.name].subtle)

    def row(self) -> str:
        """The run's line of the table."""
        named = "-" if self.name == FAITHFUL else "yes" if self.named else "no"
        return (
            f"{self.name:38} {self.code:4d} {self.seconds:7.1f} {self.report.get('requests', 0):8d}"
            f" {len(self.findings):8d} {len(self.report.get('inconclusive', [])):12d}"
            f" {len(self.server.get('left', [])):4d} {named:>5}"
        )


def prepare(folder: Path) -> Prepared:
    """Put the spec and its client into a folder.

    Raises:
        GenerationError: The client cannot be generated.
    """
    prepared = Prepared(folder)
    prepared.spec.mkdir(parents=True)
    prepared.client.mkdir()
    shutil.copy(Path(__file__).parent / "spec.yaml", prepared.spec)
    shutil.copy(ROOT / "openapi" / "extensions.schema.json", prepared.spec)
    generate(Project(ROOT), prepared.client / "hopae_connect", load_spec(prepared.spec / "spec.yaml"))
    return prepared


def play(name: str, prepared: Prepared, seed: int = 1, rule: str | None = None) -> Result:
    """Make a run of all rules, or of a single one, on the server of a drift or on the faithful one."""
    reports = prepared.folder / "runs" / name
    command = [sys.executable, "-m", "tests.second_api.judged", str(prepared.spec), str(reports), f"--seed={seed}"]
    if name != FAITHFUL:
        command.append(f"--drift={name}")
    if rule:
        command.append(f"--rule={rule}")
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=prepared.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIME_LIMIT_SECONDS,
        check=False,
    )
    report, server = _read(reports / "drift.json"), _read(reports / SERVER)
    return Result(name, done.returncode, time.monotonic() - begun, done.stdout, reports, report, server)


def run_all(names: Iterable[str], jobs: int, prepared: Prepared, seed: int = 1) -> Iterator[Result]:
    """The result of every run, as it comes."""
    pool = ThreadPoolExecutor(jobs)
    try:
        for future in as_completed([pool.submit(play, name, prepared, seed) for name in names]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def table(results: Iterable[Result]) -> str:
    """A line for each run, in the order of the drifts."""
    order = {name: number for number, name in enumerate([FAITHFUL, *DRIFTS])}
    return "\n".join([HEAD, *(result.row() for result in sorted(results, key=lambda one: order[one.name]))])


def _read(path: Path) -> dict[str, Any]:
    """What a file says; nothing when the run did not get as far as to write it."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
