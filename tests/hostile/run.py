"""Many runs against the hostile server, each judged by what it leaves and by what the server counted.

results = list(run_all(range(300), jobs=2, options=Options(folder)))
print(table(results))
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

import tests.hostile.faults.everything  # noqa: F401
from tests.hostile.canaries import Canaries
from tests.hostile.checks import MEMORY_LIMIT_MEGABYTES, TIME_LIMIT_SECONDS, Run, Violation, violations
from tests.hostile.faults.catalogue import Plan, make_plan
from tests.hostile.process import Outcome, run_limited
from tests.hostile.tally import Tally
from tests.hostile.workspace import OPERATIONS
from tests.partial_contract import modules_of, partial_checkout

PROJECT = Path(__file__).resolve().parents[2]
COMMAND = (
    "{python} scripts/contract.py --target sandbox --report-dir {report_dir} --seed {seed} --deadline {deadline}"
    " --max-requests 600 --max-creates 12"
)
DEADLINE_SECONDS = 60.0
SERVER_LIFETIME_SECONDS = TIME_LIMIT_SECONDS + 60
SERVER_END_SECONDS = 20


@dataclass(frozen=True)
class Options:
    """What all runs have in common; the command has {python}, {report_dir}, {seed} and {deadline} in it."""

    folder: Path
    deadline: float = DEADLINE_SECONDS
    keep: bool = False
    faultless: bool = False
    command: str = COMMAND


@dataclass(frozen=True)
class Result:
    """A seed's run in short."""

    seed: int
    words: str
    code: int | None
    seconds: float
    megabytes: float
    requests: int
    created: int
    shown: int
    violations: list[Violation] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """A line for each violation."""
        for violation in self.violations:
            yield _printable(f"seed {self.seed}: {violation.rule}: {violation.text} [{self.words}]")


def run_seed(seed: int, options: Options) -> Result:
    """Run the command against the seed's server and judge what is left."""
    plan = Plan(seed, ()) if options.faultless else make_plan(seed)
    folder = options.folder / f"seed-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("reports", "temporary"):
        (folder / name).mkdir(parents=True)
    outcome, tally = _run(plan, folder, options)
    run = Run(plan, Canaries(seed), outcome, tally, folder / "reports", folder / "temporary", options.deadline)
    broken = violations(run)
    if options.faultless and outcome.code != 0:
        broken.append(Violation("a correct server conforms", f"the exit code is {outcome.code}"))
    if not (options.keep or broken):
        shutil.rmtree(folder)
    return Result(
        seed, plan.words, outcome.code, outcome.seconds, outcome.peak_megabytes, tally.requests, tally.created,
        sum(tally.applied.values()), broken,
    )  # fmt: skip


def _run(plan: Plan, folder: Path, options: Options) -> tuple[Outcome, Tally]:
    checkout = partial_checkout(folder / "checkout", OPERATIONS)
    arguments = ["--seed", str(plan.seed), "--lifetime", str(SERVER_LIFETIME_SECONDS)]
    if options.faultless:
        arguments.append("--faultless")
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.server", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        start_new_session=True,
    )
    try:
        assert server.stdout is not None
        port = json.loads(server.stdout.readline())["port"]
        outcome = run_limited(
            _command(plan.seed, folder, options),
            env=environment(plan.seed, port, folder) | modules_of(checkout),
            cwd=checkout,
            folder=folder,
            seconds=TIME_LIMIT_SECONDS,
            megabytes=MEMORY_LIMIT_MEGABYTES,
        )
        output, _ = server.communicate(timeout=SERVER_END_SECONDS)
        return outcome, Tally.loads(output.splitlines()[-1])
    finally:
        server.kill()
        server.wait()


def _command(seed: int, folder: Path, options: Options) -> list[str]:
    values = {
        "report_dir": str(folder / "reports"),
        "seed": seed,
        "deadline": f"{options.deadline:g}",
        "python": sys.executable,
    }
    return [part.format(**values) for part in shlex.split(options.command)]


def environment(seed: int, port: int, folder: Path) -> dict[str, str]:
    """The environment of a run: no proxies, nothing of another target, temporary files where they are searched."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("CONNECT_")
    }
    return kept | {
        "CONNECT_BASE_URL": f"http://127.0.0.1:{port}/connect/v1",
        "CONNECT_API_KEY": Canaries(seed).key.value,
        "HOSTILE_TOKEN": Canaries(seed).environment.value,
        "TMPDIR": str(folder / "temporary"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run_all(seeds: Iterable[int], jobs: int, options: Options) -> Iterator[Result]:
    """Every seed's result, as it comes."""
    # Ctrl-C ends a worker at once; its server then ends with its input, and the run with its server.
    with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL)) as pool:
        waiting = {pool.submit(run_seed, seed, options): seed for seed in seeds}
        try:
            for future in as_completed(waiting):
                yield _result(future, waiting[future])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _result(future: Future[Result], seed: int) -> Result:
    """A seed's result, though the suite itself may have failed at it."""
    try:
        return future.result()
    except Exception as error:
        return Result(seed, "?", None, 0, 0, 0, 0, 0, [Violation("the suite itself works", repr(error)[:300])])


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)


def table(results: list[Result]) -> str:
    """The sums of a suite of runs."""
    broken = Counter(rule for result in results for rule in {violation.rule for violation in result.violations})
    codes = Counter(str(result.code) for result in results)
    heights: dict[str, tuple[Callable[[Result], float], str]] = {
        "slowest run": (lambda result: result.seconds, "s"),
        "largest run": (lambda result: result.megabytes, "MB"),
        "most requests": (lambda result: result.requests, ""),
        "most creations": (lambda result: result.created, ""),
    }
    lines = [
        f"{'runs':45}{len(results):6}",
        f"{'runs with a violation':45}{sum(bool(r.violations) for r in results):6}",
    ]
    lines += [f"{'  ' + name:45}{count:6}" for name, count in broken.most_common()]
    unseen = sum(not result.shown for result in results)
    lines.append(f"{'runs whose faults never had their turn':45}{unseen:6}")
    lines += [f"{'exit ' + code:45}{count:6}" for code, count in sorted(codes.items())]
    for name, (height, unit) in heights.items():
        most = max(results, key=height)
        lines.append(f"{name + f' (seed {most.seed})':45}{height(most):6.0f} {unit}".rstrip())
    return "\n".join(lines)
