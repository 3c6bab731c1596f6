"""How far a run is: on a terminal the rule, the time and what it waits for, elsewhere a sign for each test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text


class Shown(Protocol):
    """What shows the progress of a run: `shown.begins(143)`, then `test` and `ended` for each test, then `finish`."""

    def begins(self, count: int) -> None:
        """Say how many tests there are."""

    def test(self, rule: str, operation: str) -> None:
        """Say which test begins."""

    def ended(self, group: str, sign: str) -> None:
        """Show how a test of a group of rules ended."""

    def finish(self) -> None:
        """End what is shown."""


def progress(out: TextIO, waiting: Callable[[], str]) -> Shown:
    """What shows the progress on a stream; `waiting` says what the run waits for at the moment, if for anything."""
    return _Live(out, waiting) if out.isatty() else _Signs(out)


class _Signs:
    """A line for each group of rules, with a sign for each of its tests."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._group = out, ""

    def begins(self, count: int) -> None:
        """Say nothing: a log has no use for it."""

    def test(self, rule: str, operation: str) -> None:
        """Say nothing until the test has ended."""

    def ended(self, group: str, sign: str) -> None:
        """Add the sign of a test to the line of its group."""
        if group != self._group:
            self._out.write(f"{chr(10) if self._group else ''}{group.replace('-', ' ').ljust(18)} ")
            self._group = group
        self._out.write(sign)
        self._out.flush()

    def finish(self) -> None:
        """End the last line."""
        if self._group:
            self._out.write("\n\n")


class _Live:
    """One line that is written anew: position, time, rule, and what the run waits for; it goes when the run ends."""

    def __init__(self, out: TextIO, waiting: Callable[[], str]) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.completed:.0f} of {task.total:.0f}"),
            BarColumn(bar_width=20),
            TimeElapsedColumn(),
            _Now(waiting),
        )
        self._progress = Progress(*columns, console=Console(file=out, emoji=False), transient=True)
        self._task = self._progress.add_task("", total=None, start=False)

    def begins(self, count: int) -> None:
        """Begin to show a run of so many tests."""
        self._progress.update(self._task, total=count)
        self._progress.start_task(self._task)
        self._progress.start()

    def test(self, rule: str, operation: str) -> None:
        """Name the test that runs."""
        self._progress.update(self._task, description=f"{rule} {operation}", refresh=True)

    def ended(self, group: str, sign: str) -> None:
        """Move on by one test."""
        self._progress.advance(self._task)

    def finish(self) -> None:
        """Take the line away."""
        self._progress.stop()


class _Now(ProgressColumn):
    """The test that runs and what it waits for, as it is at each moment."""

    def __init__(self, waiting: Callable[[], str]) -> None:
        super().__init__()
        self._waiting = waiting

    def render(self, task: Task) -> Text:
        """The words of this moment."""
        waiting = self._waiting()
        return Text(f"{task.description}{f', waiting {waiting}' if waiting else ''}", overflow="ellipsis", no_wrap=True)
