"""Scenarios: nights in a row, what the command is started with, and what it has to say about each of them."""

import secrets
import ssl
import subprocess
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.nights.night import Night

CONFORMS, DRIFT, COULD_NOT_RUN = 0, 1, 2
HARMLESS_SECONDS = 180
DISHONEST_SECONDS = 600


def new_key() -> str:
    """Return a workspace key of the sandbox, so random that it is found wherever it leaks."""
    return f"sk_workspace_test_{secrets.token_hex(16)}"


@dataclass(frozen=True)
class Expect:
    """What one run has to end in.

    exits        the exit codes that are right
    findings     `none`, `some`, or nothing where either is right
    words        patterns that the reports or the terminal must match, whatever the case
    mention      as `words`, but only when an answer of the run went astray or was rate-limited
    about        an operation that a finding or the reason of a failure must name
    carried      every finding of the first run is among this run's, with the words "not looked at"
    gone         no finding of the first run is among this run's
    untouched    nobody connected to the server
    ran          a run that says "conforms" has seen every operation succeed, and created something
    qualified    a run that exits 0 says "never seen to succeed" of this operation
    reports      whether the reports must have been written
    within_budget  no rule is inconclusive because a budget was spent
    """

    exits: frozenset[int]
    findings: str = ""
    words: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    about: str = ""
    carried: bool = False
    gone: bool = False
    untouched: bool = False
    ran: bool = False
    qualified: str = ""
    reports: bool = True
    within_budget: bool = False


def expect(*exits: int, **others: object) -> Expect:
    """Return an expectation with these exit codes and fields."""
    return Expect(frozenset(exits), **others)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Act:
    """One run of the command. In `env`, `base_url` and `args`, `{port}`, `{work}` and `{modules}` are filled in.

    `before` gets the working directory, whose `history.json`, `report` and `report-1`, `report-2`, … are the run's.
    """

    night: Night
    expect: Expect
    env: Mapping[str, str] = field(default_factory=dict)
    args: tuple[str, ...] = ()
    target: str = "sandbox"
    key: str | None = None
    base_url: str = ""
    before: Callable[[Path, Path], None] | None = None


@dataclass(frozen=True)
class Scenario:
    """Runs in a row against one address, with one history."""

    name: str
    acts: tuple[Act, ...]
    seconds: int = DISHONEST_SECONDS
    tls: bool = False

    def seed(self, seed: int) -> int:
        """Return the scenario's own seed."""
        return zlib.crc32(f"{self.name} {seed}".encode()) % 100_000


def self_signed(work: Path) -> ssl.SSLContext:
    """Return the server side of TLS with a certificate that nobody trusts."""
    files = {"-keyout": work / "tls.key", "-out": work / "tls.crt"}
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    for option, path in files.items():
        command += [option, str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["-out"], files["-keyout"])
    return context
