"""What a contract costs by its number of operations: a run, a generation, and the import and the size of its client.

costs = [cost(4, FIRST_OPERATIONS), cost(27, every_operation())]
print(*table(costs), sep="\\n")
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scripts._command import ROOT, CommandError

import httpx
import yaml
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.mock import MockOptions, create_app, serve
from scripts.spec.operations import Operation
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec
from tests.partial_contract import FIRST_OPERATIONS, modules_of, partial_document, whole_checkout

APPS = (
    "getWorkspace",
    "createApp",
    "getApp",
    "updateApp",
    "deleteApp",
    "replaceRedirectUris",
    "rotateClientSecret",
    "listWorkflows",
    "createWorkflow",
    "getWorkflow",
    "deleteWorkflow",
)
# The time of the process: that of the clock would count what else the machine does meanwhile.
IMPORT = (
    "import time, httpx; began = time.process_time();"
    "from hopae_connect import HopaeConnect; {then};"
    "print(time.process_time() - began)"
)
IMPORTS = 20
BASE_PATH = "/connect/v1"
UNLIMITED = "100000"
# The clock counts what else the machine does; what a run takes of a CPU is held against a bound in its place.
UNBOUNDED = "run_seconds"
# An import that takes that much longer is taken for one that grows; what the machine does else is no reason.
IMPORT_GROWTH = 1.25


class Cost(NamedTuple):
    """What a contract of so many operations costs."""

    operations: int
    run_seconds: float
    run_cpu_seconds: float
    requests: int
    made_for_good: int
    made_and_deleted: int
    generation_cpu_seconds: float
    import_ms: float
    kilobytes: float


COLUMNS = {
    "operations": "operations",
    "run_seconds": "run, s",
    "run_cpu_seconds": "of a CPU, s",
    "requests": "requests",
    "made_for_good": "made for good",
    "made_and_deleted": "made and deleted",
    "generation_cpu_seconds": "generation, CPU s",
    "import_ms": "import, ms",
    "kilobytes": "client, kB",
}


def costs() -> Iterator[Cost]:
    """What the contract costs with a few of its operations, with some, and with all."""
    for operations in (FIRST_OPERATIONS, (*FIRST_OPERATIONS, *APPS), tuple(load_spec().operations)):
        with tempfile.TemporaryDirectory() as folder:
            yield _cost(Path(folder), operations)


def growing(found: list[Cost]) -> list[str]:
    """What grows faster than the number of operations, and the import where it grows at all.

    Each is held against the smallest contract that has any of it: of the first operations none makes what is deleted.
    """
    fast = []
    for name, title in COLUMNS.items():
        if name == UNBOUNDED:
            continue
        some = [one for one in found if getattr(one, name)]
        for one in some[1:]:
            most = IMPORT_GROWTH if name == "import_ms" else one.operations / some[0].operations
            fast += [title] if getattr(one, name) > getattr(some[0], name) * most else []
    return list(dict.fromkeys(fast))


def table(found: Iterable[Cost]) -> Iterator[str]:
    """The costs as lines of a table."""
    yield "  ".join(COLUMNS.values())
    for one in found:
        cells = (f"{value:.1f}" if isinstance(value, float) else f"{value:,}" for value in one)
        yield "  ".join(cell.rjust(len(title)) for cell, title in zip(cells, COLUMNS.values(), strict=True))


def import_seconds(then: str, **environment: str) -> list[float]:
    """How long the import of the client takes once httpx is there, with something that is done then."""
    command = [sys.executable, "-c", IMPORT.format(then=then)]
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as compiled:
        # An installed package has its bytecode; here the first run writes it.
        variables = {**inherited, **environment, "PYTHONPYCACHEPREFIX": compiled}
        runs = [subprocess.check_output(command, env=variables, text=True) for _ in range(IMPORTS + 1)]
    return [float(seconds) for seconds in runs[1:]]


def pruned(document: dict[str, Any]) -> dict[str, Any]:
    """A contract without the components that nothing refers to any more."""
    waiting, reached = [document["paths"]], set[tuple[str, str]]()
    while waiting:
        text = json.dumps(waiting.pop(), default=str)
        for kind, name in re.findall(r'"#/components/(\w+)/([^"/]+)', text):
            if (kind, name) not in reached:
                reached.add((kind, name))
                waiting.append(document["components"][kind][name])
    kept = {
        kind: found if kind == "securitySchemes" else {key: one for key, one in found.items() if (kind, key) in reached}
        for kind, found in document["components"].items()
    }
    return {**document, "components": kept}


def limited_run(rate: float) -> tuple[float, int]:
    """How long a run takes that sends no more than so many requests a second to the mock, and its requests."""
    with tempfile.TemporaryDirectory() as folder:
        report = _contract(ROOT, Path(folder), "--rate", str(rate))
    return report["duration_seconds"], report["requests"]


def _cost(folder: Path, operations: Collection[str]) -> Cost:
    checkout = whole_checkout(folder / "checkout")
    path = checkout / "openapi" / "connect.yaml"
    document = pruned(partial_document(load_spec(path).root, operations))
    path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")
    began = _cpu_seconds()
    _command(checkout, "scripts/regenerate.py")
    generation_cpu_seconds = _cpu_seconds() - began
    ran = _run(folder / "reports", checkout, Spec(document))
    imported = min(import_seconds("pass", **modules_of(checkout))) * 1000
    size = sum(one.stat().st_size for one in (checkout / "generated").rglob("*.py"))
    return Cost(len(operations), *ran, generation_cpu_seconds, imported, size / 1000)


def _cpu_seconds() -> float:
    """What the commands that have ended took of a CPU."""
    times = os.times()
    return times.children_user + times.children_system


def _run(reports: Path, checkout: Path, spec: Spec) -> tuple[float, float, int, int, int]:
    """A run of a contract against its mock: seconds, requests, and what it made for good and to be deleted again."""
    app, created, options = create_app(spec.root, MockOptions()), list[Operation](), MockOptions()
    app.add_middleware(Counting, spec=spec, created=created)
    with serve(app) as url:
        address = {"CONNECT_BASE_URL": url, "CONNECT_API_KEY": options.key}
        began, cpu_began = time.perf_counter(), _cpu_seconds()
        requests = _contract(checkout, reports, "--target", "sandbox", "--rate", UNLIMITED, **address)["requests"]
        deleted = sum(map(spec.is_disposable, created))
        seconds, cpu_seconds = time.perf_counter() - began, _cpu_seconds() - cpu_began
        return seconds, cpu_seconds, requests, len(created) - deleted, deleted


class Counting:
    """A server before another one that notes the operation of each answer that says something was created."""

    def __init__(self, app: ASGIApp, spec: Spec, created: list[Operation]) -> None:
        self._app, self._spec, self._created = app, spec, created

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        path = scope["path"].removeprefix(BASE_PATH)
        operation, _ = self._spec.match(scope["method"], path) or (None, {})

        async def noting(message: Message) -> None:
            if operation and operation.creates and message.get("status") == int(operation.success.status):
                self._created.extend([] if _is_replay(operation, message) else [operation])
            await send(message)

        await self._app(scope, receive, noting)


def _is_replay(operation: Operation, message: Message) -> bool:
    policy = operation.extensions.get("x-idempotency")
    return policy is not None and policy["replayed"]["header"] in httpx.Headers(message["headers"])


def _contract(checkout: Path, reports: Path, *arguments: str, **environment: str) -> dict[str, Any]:
    """The report of a run, which has to conform."""
    _command(checkout, "scripts/contract.py", "--report-dir", str(reports), *arguments, **environment)
    report: dict[str, Any] = json.loads((reports / "drift.json").read_text(encoding="utf-8"))
    return report


def _command(checkout: Path, *arguments: str, **environment: str) -> None:
    """Run a command of a checkout; raise CommandError where it fails."""
    variables = {**os.environ, **modules_of(checkout), **environment}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=checkout, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise CommandError(f"{arguments[0]} ended with {done.returncode}: {' '.join(last)}")
