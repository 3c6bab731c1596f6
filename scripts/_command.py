"""What every command shares: its arguments, its errors in one line, and what its exit code means.

Exit code 0: it is as it should be; 1: a difference was found; 2: it could not be done, and one line says why. When
nobody reads the output any more (`make contract | head -1`), the work goes on to its end, and the rest is dropped.

    @command(MockError)
    def main(argv: Sequence[str] | None = None) -> int:
        parser = Parser(__doc__)
        ...

    if __name__ == "__main__":
        run(main)
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

from contract_tests.judging.secrets import Secrets
from contract_tests.judging.visible import one_line
from scripts.spec.document import SpecError

ROOT = Path(__file__).resolve().parent.parent
COULD_NOT = 2
# Runs at a time, as many as the cores of a small machine.
JOBS = 2
SANDBOX_RATE_PER_SECOND = 10.0

Arguments = ParamSpec("Arguments")
Number = TypeVar("Number", int, float)


class CommandError(Exception):
    """What a command was asked for cannot be done; the message is one line."""


class Parser(argparse.ArgumentParser):
    """The arguments of a command: `Parser(__doc__)`. A usage error is one line and exit code 2."""

    def __init__(self, description: str | None) -> None:
        super().__init__(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)

    def add_report_dir(self, default: Path = Path("reports")) -> None:
        """Add the option for the folder of the reports."""
        self.add_argument("--report-dir", type=path, default=default, help=f"where the reports go ({default})")

    def add_allow_host(self) -> None:
        """Add the option for the hosts that a command may go to on purpose."""
        self.add_argument(
            "--allow-host",
            action="append",
            default=[],
            help="a host that may be the target besides the sandbox and this machine (none)",
        )

    def add_target(self) -> None:
        """Add the options that say where a command goes, and how fast."""
        self.add_argument("--target", choices=["mock", "sandbox"], default="mock", help="what is judged (mock)")
        self.add_allow_host()
        self.add_argument("--rate", type=positive_number, help="requests per second (sandbox: 10, mock: no limit)")

    def add_jobs(self, runs: str = "runs") -> None:
        """Add the options of a command that makes many runs: how many at a time, and whether all reports stay."""
        self.add_argument("--jobs", type=whole_number, default=JOBS, help=f"{runs} at a time ({JOBS})")
        self.add_argument("--keep", action="store_true", help=f"keep the reports of all {runs}, not only of violations")

    def add_named_runs(self, runs: str = "runs", names: str = "a name or pattern") -> None:
        """Add the options of a command that makes many runs, each under a name: which of them, and with which seed."""
        self.add_argument("--only", action="append", default=[], metavar="NAME", help=f"{names}; may be repeated")
        self.add_argument("--seed", type=int, default=1, help=f"the seed of all {runs} (1)")
        self.add_jobs(runs)

    def error(self, message: str) -> NoReturn:
        """End with the message."""
        complain([" ".join(message.split())])
        self.exit(COULD_NOT)


def path(text: str) -> Path:
    """A path; an empty one would mean the current folder, which nobody asked for."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def _number(kind: Callable[[str], Number], what: str, least: float, most: float) -> Callable[[str], Number]:
    def read(text: str) -> Number:
        with contextlib.suppress(ValueError):
            if least <= (value := kind(text)) <= most:
                return value
        raise argparse.ArgumentTypeError(f"{text} is not {what}")

    return read


LEAST, MOST = sys.float_info.min, sys.float_info.max
whole_number = _number(int, "a whole number of at least 1", 1, MOST)
positive_number = _number(float, "a number above 0", LEAST, MOST)
seconds = _number(float, "a number of seconds", 0, MOST)
port = _number(int, "a port number (0 to 65535)", 0, 65535)


def rate_of(arguments: argparse.Namespace) -> float | None:
    """The requests per second that the options of a target ask for, or None where there is no limit."""
    rate: float | None = arguments.rate or (SANDBOX_RATE_PER_SECOND if arguments.target == "sandbox" else None)
    return rate


def complain(messages: Iterable[str]) -> None:
    """Print messages on stderr, each a line of its own."""
    for message in messages:
        print(f"error: {message}", file=sys.stderr)


def command(*known: type[Exception]) -> Callable[[Callable[Arguments, int]], Callable[Arguments, int]]:
    """Turn what a command raises when it cannot be done into one line and exit code 2.

    Args:
        known: The exceptions whose message is such a line; an invalid spec and a failing file are known to all.
    """
    expected: tuple[type[Exception], ...] = (CommandError, SpecError, OSError, *known)

    def decorate(main: Callable[Arguments, int]) -> Callable[Arguments, int]:
        @functools.wraps(main)
        def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> int:
            try:
                return main(*args, **kwargs)
            except expected as error:
                complain([_line(error)])
                return COULD_NOT

        return guarded

    return decorate


def run(main: Callable[[], int]) -> NoReturn:
    """Run a command with the arguments of this process, and end the process with its exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdout, sys.stderr = _kept_open(sys.stdout), _kept_open(sys.stderr)
    try:
        code = main()
    except KeyboardInterrupt:
        complain(["interrupted"])
        code = COULD_NOT
    except Exception as error:
        # The exit code of an uncaught exception is 1, which means something else here.
        complain([_unforeseen(error)])
        code = COULD_NOT
    sys.exit(code)


def _line(error: Exception) -> str:
    if isinstance(error, SpecError):
        more = len(error.problems) - 1
        return error.problems[0] + (f" (and {more} more)" if more else "")
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error).partition("\n")[0]


def _unforeseen(error: Exception) -> str:
    """An exception that nobody foresaw in one line: where it was raised and what it says, without the key."""
    secrets = Secrets()
    secrets.add(os.environ.get("CONNECT_API_KEY", ""))
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return one_line(secrets.blanked(f"this should not happen: {type(error).__name__} at {where}: {error}"))


class _Pipe(io.FileIO):
    """The file of a stream whose reader may leave: what nobody can read is dropped."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            return len(data)


def _kept_open(stream: Any) -> io.TextIOWrapper:
    if stream is None:
        # The process was started without this stream.
        return Path(os.devnull).open("w", encoding="utf-8")
    pipe = _Pipe(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        # As Python itself does with -u.
        pipe if stream.write_through else io.BufferedWriter(pipe),
        stream.encoding,
        stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
