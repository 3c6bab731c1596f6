"""What every command makes of its arguments."""

import argparse
import importlib
import re
from collections.abc import Callable
from pathlib import Path

from scripts._command import path, port, positive_number, seconds, whole_number

import pytest

from tests.called import Command, called
from tests.commands.conftest import COMMANDS, script


def main_of(name: str) -> Command:
    """What a command does, without its process."""
    main: Command = importlib.import_module(f"scripts.{name}").main
    return main


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_usage_error_is_one_line(name: str) -> None:
    """An option that there is not is one line on stderr and exit code 2."""
    done = script(name, "--nonsense")
    assert (done.code, done.out, done.err.count("\n"), done.err.startswith("error: ")) == (2, "", 1, True), done.err


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("contract", ["--max-requests", "0"], "argument --max-requests: 0 is not a whole number of at least 1"),
        ("contract", ["--max-creates", "1.5"], "argument --max-creates: 1.5 is not a whole number of at least 1"),
        ("contract", ["--rate", "nan"], "argument --rate: nan is not a number above 0"),
        ("contract", ["--settle-timeout", "inf"], "argument --settle-timeout: inf is not a number above 0"),
        ("contract", ["--report-dir", ""], "argument --report-dir: the path is empty"),
        (
            "drift_score",
            ["--jobs", "two\nor three"],
            "argument --jobs: two or three is not a whole number of at least 1",
        ),
        ("clean_target", ["--rate", "0"], "argument --rate: 0 is not a number above 0"),
        ("mock", ["--port", "65536"], "argument --port: 65536 is not a port number (0 to 65535)"),
        ("mock", ["--settle-seconds", "-1"], "argument --settle-seconds: -1 is not a number of seconds"),
        ("replay", [], "the following arguments are required: finding"),
    ],
)
def test_bad_value_names_its_option(name: str, arguments: list[str], message: str) -> None:
    """The line names the option and what its value should have been."""
    done = called(main_of(name), *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (whole_number, "1", 1),
        (positive_number, "0.25", 0.25),
        (seconds, "0", 0.0),
        (port, "0", 0),
        (port, "65535", 65535),
        (path, "a b", Path("a b")),
    ],
)
def test_good_value_is_read(kind: Callable[[str], object], text: str, value: object) -> None:
    """The smallest and the largest values are allowed."""
    assert kind(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (whole_number, "0"),
        (whole_number, "1e3"),
        (positive_number, "0"),
        (positive_number, "nan"),
        (positive_number, "1e999"),
        (seconds, "-0.1"),
        (seconds, "soon"),
        (port, "-1"),
        (path, ""),
    ],
)
def test_bad_value_is_refused(kind: Callable[[str], object], text: str) -> None:
    """What is no number, not finite, or outside of the bounds is refused."""
    with pytest.raises(argparse.ArgumentTypeError):
        kind(text)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_the_docstring(name: str) -> None:
    """The help of a command begins with what it does."""
    done = called(main_of(name), "--help")
    text = Path(f"scripts/{name}.py").read_text(encoding="utf-8")
    first = text.removeprefix('"""').partition("\n")[0].removesuffix('"""')
    assert (done.code, done.err, first in done.out) == (0, "", True)


def test_rules_are_listed_with_a_sentence_each() -> None:
    """Each rule of the folder is a line with what it holds against the API, and nothing is sent."""
    done = called(main_of("contract"), "--list-rules")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert len(lines) > 50
    assert all(re.fullmatch(r"[a-z-]+/[a-z-]+: [A-Z].*\.", line) for line in lines)


def test_every_default_is_in_the_help() -> None:
    """The help of the contract run says of each option what it is without it."""
    text = " ".join(called(main_of("contract"), "--help").out.split())
    options = re.split(r" (?=--[a-z]+(?:-[a-z]+)* )", text[text.index("options:") :])[1:]
    without = [one.split()[0] for one in options if not re.search(r"\([^)]+\)$|and (end|exit)$", one.strip())]
    assert without == []
