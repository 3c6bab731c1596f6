"""Starts the command under test and holds what it leaves behind against what was expected."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.nights.night import OPERATIONS, JsonValue
from tests.nights.sandbox import NightRun
from tests.nights.scenario import CONFORMS, COULD_NOT_RUN, DRIFT, Act, Expect
from tests.partial_contract import modules_of

CHECKOUT = "checkout"
COMMAND = "scripts/contract.py"
MOST_BYTES_READ = 20_000_000
BUDGET = re.compile(r"\bbudget|\bspent\b|ran out|exhausted|used up|too many requests", re.IGNORECASE)
NO_LONGER = re.compile(r"gone|resolved|fixed|cleared", re.IGNORECASE)
PATH_IN_TEXT = re.compile(r"[^\s'\"`(\[<>=]+")
STALE = "left behind by an earlier run"


@dataclass
class Outcome:
    """What a run left: its exit code (none when it had to be stopped), its terminal, its reports."""

    exit: int | None
    seconds: float
    terminal: str
    files: dict[str, str]
    drift: JsonValue
    night: NightRun
    directory: Path

    @property
    def findings(self) -> list[JsonValue]:
        """The findings of `drift.json`."""
        found = self.drift.get("findings") if isinstance(self.drift, dict) else None
        return found if isinstance(found, list) else []

    @property
    def inconclusive(self) -> list[JsonValue]:
        """The inconclusive rules of `drift.json`, each as it stands there."""
        entries = self.drift.get("inconclusive") if isinstance(self.drift, dict) else None
        if isinstance(entries, dict):
            return [{"rule": name, "reason": reason} for name, reason in entries.items()]
        return entries if isinstance(entries, list) else []

    @property
    def text(self) -> str:
        """Everything that a person could read."""
        return "\n".join([self.terminal, *self.files.values()])


def start(
    act: Act,
    work: Path,
    directory: Path,
    night: NightRun,
    url: str,
    key: str,
    seed: int,
    limit: int,
    arguments: Sequence[str],
) -> Outcome:
    """Run the command of the checkout in `work`, stopping it after `limit` seconds, and return what it left."""
    checkout = work / CHECKOUT
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CONNECT_", "PYTEST_")) and not name.lower().endswith("_proxy")
    }
    env |= {"CONNECT_BASE_URL": url, "CONNECT_API_KEY": key, "PYTHONDONTWRITEBYTECODE": "1"}
    env |= modules_of(checkout)
    modules = modules_of(checkout)["PYTHONPATH"]
    env |= {name: value.replace("{work}", str(work)).replace("{modules}", modules) for name, value in act.env.items()}
    command = [sys.executable, COMMAND, "--target", act.target, "--report-dir", str(directory)]
    command += ["--history", str(work / "history.json"), "--seed", str(seed), *arguments, *act.args]
    begun = time.monotonic()
    terminal = work / f"{directory.name}.terminal"
    with terminal.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=checkout,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        code = _wait(process, limit)
    seconds = time.monotonic() - begun
    files = dict(_texts(directory))
    drift: JsonValue = None
    with contextlib.suppress(ValueError):
        drift = json.loads(files.get("drift.json", "null"))
    return Outcome(code, seconds, _read(terminal), files, drift, night, directory)


def _wait(process: subprocess.Popen[bytes], limit: int) -> int | None:
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _texts(directory: Path) -> Iterator[tuple[str, str]]:
    if directory.is_dir():
        for path in sorted(directory.rglob("*")):
            if path.is_file():
                yield str(path.relative_to(directory)), _read(path)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(MOST_BYTES_READ).decode(errors="replace")


def violations(outcome: Outcome, expected: Expect, key: str, first: Outcome | None, limit: int) -> Iterator[str]:
    """Yield what a run did wrong, in one line each."""
    if outcome.exit is None:
        yield f"had not ended after {limit} s"
        return
    yield from _ending(outcome, expected)
    yield from _reading(outcome, expected, first)
    yield from _server_side(outcome, expected)
    yield from _secrets(outcome, key)


def _ending(outcome: Outcome, expected: Expect) -> Iterator[str]:
    if outcome.exit not in expected.exits:
        right = " or ".join(map(str, sorted(expected.exits)))
        yield f"exit {outcome.exit}, expected {right}: {_last(outcome.terminal)}"
    if "Traceback (most recent call last)" in outcome.terminal:
        yield f"a traceback on the terminal: {_last(outcome.terminal)}"
    if STALE in "".join(outcome.files.values()):
        yield "a file of an earlier run stayed behind"
    for path in _listed(outcome):
        yield f"the terminal lists {path}, which does not exist"
    if not expected.reports:
        return
    if not isinstance(outcome.drift, dict):
        yield "no readable drift.json"
        return
    said = re.sub(r"[-_]", " ", str(outcome.drift.get("verdict"))).lower()
    meant = {CONFORMS: said.startswith("conform"), DRIFT: said.startswith("drift")}
    if not meant.get(outcome.exit or 0, "conform" not in said and not said.startswith("drift")):
        yield f"the verdict is {said!r}, the exit code {outcome.exit}"
    if outcome.exit == COULD_NOT_RUN and not outcome.drift.get("failure"):
        yield "could not run, and drift.json has no `failure` that says why"


def _listed(outcome: Outcome) -> Iterator[Path]:
    marker = outcome.directory.name
    for token in PATH_IN_TEXT.findall(outcome.terminal):
        path = Path(token.rstrip(".,;:)]"))
        if marker in path.parts and path.is_absolute() and not path.exists():
            yield path


def _reading(outcome: Outcome, expected: Expect, first: Outcome | None) -> Iterator[str]:
    if expected.findings == "none":
        for finding in outcome.findings:
            yield f"finding: {_line(finding)}"
        if outcome.drift and outcome.drift.get("proposals"):
            yield f"proposals: {_line(outcome.drift['proposals'])}"
    if expected.findings == "some" and not outcome.findings:
        yield "no finding"
    if expected.about and not _names(outcome, expected.about):
        yield f"neither a finding nor the failure is about {expected.about}"
    for pattern in (*expected.words, *(expected.mention if outcome.night.sky.bad else ())):
        if not re.search(pattern, outcome.text, re.IGNORECASE):
            yield f"nothing says {pattern!r}: {_last(outcome.terminal)}"
    if expected.within_budget:
        for entry in outcome.inconclusive:
            if BUDGET.search(json.dumps(entry)):
                yield f"inconclusive for lack of budget: {_line(entry)}"
    if expected.qualified and outcome.exit == CONFORMS:
        words = rf"{expected.qualified}[^\n]*never seen to succeed|never seen to succeed[^\n]*{expected.qualified}"
        if not re.search(words, outcome.text):
            yield f"conforms, and nothing says that {expected.qualified} was never seen to succeed"
    if first is None:
        return
    now = set(_places(outcome.drift))
    for operation, kind, place in set(_places({"findings": first.findings})):
        if expected.carried and (operation, kind, place) not in now:
            yield f"not carried over: {operation} {kind} {place}"
        if expected.gone and (operation, kind, place) in now:
            yield f"still there though it was looked at: {operation} {kind} {place}"
    if expected.carried and not re.search("not looked at", outcome.text, re.IGNORECASE):
        yield "nothing says “not looked at this time”"
    if (expected.carried or expected.gone) and not first.findings:
        yield "the first run found nothing, so that nothing can be carried over"


def _names(outcome: Outcome, operation: str) -> bool:
    failure = str(outcome.drift.get("failure")) if isinstance(outcome.drift, dict) else ""
    return operation in failure or any(finding.get("operation") == operation for finding in outcome.findings)


def _places(value: JsonValue) -> Iterator[tuple[str, str, str]]:
    """Yield what is said to be wrong anywhere in a report, unless it stands under what is gone."""
    if isinstance(value, list):
        for item in value:
            yield from _places(item)
    if not isinstance(value, dict):
        return
    if "operation" in value and "place" in value:
        yield str(value["operation"]), str(value.get("kind")), str(value["place"])
    for name, item in value.items():
        if not NO_LONGER.search(name):
            yield from _places(item)


def _server_side(outcome: Outcome, expected: Expect) -> Iterator[str]:
    night = outcome.night
    if expected.untouched and night.connections:
        yield f"{night.connections} connections, {night.requests} requests, where nothing may be sent"
    if expected.ran and outcome.exit == CONFORMS:
        unseen = [name for name in OPERATIONS if not night.succeeded[name]]
        if unseen or not night.workspace.created:
            yield f"conforms, though the server never saw a success of {', '.join(unseen) or 'a creation'}"


def _secrets(outcome: Outcome, key: str) -> Iterator[str]:
    secret = key.strip().removeprefix("sk_workspace_test_")
    if len(secret) >= 8 and secret in outcome.text:
        yield "the key is in the reports or on the terminal"
    if any(app.secret in outcome.text for app in outcome.night.workspace.apps[:200]):
        yield "a client secret is in the reports or on the terminal"


def _line(value: JsonValue) -> str:
    if isinstance(value, dict) and "operation" in value:
        names = ("operation", "kind", "place", "expected", "observed")
        value = {name: value.get(name) for name in names}
    return json.dumps(value, ensure_ascii=False)[:400]


def _last(terminal: str) -> str:
    lines = [line for line in terminal.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "(no output)"
