"""How far a run is: a line on a terminal, signs elsewhere."""

import io

import pytest

from contract_tests.engine.progress import progress
from tests.terminal import Terminal


def shown(out: io.StringIO, waiting: str = "") -> str:
    """What a stream got of two tests."""
    view = progress(out, lambda: waiting)
    view.begins(2)
    for rule, sign in (("paging/defaults", "."), ("report/answers", "F")):
        view.test(rule, "listApps")
        view.ended(rule.partition("/")[0], sign)
    view.finish()
    return out.getvalue()


def test_a_log_has_a_sign_for_each_test() -> None:
    """Where there is no terminal, each group of rules is a line of signs, without anything that a terminal obeys."""
    assert shown(io.StringIO()) == "paging             .\nreport             F\n\n"


def test_a_terminal_shows_position_rule_and_what_it_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says which of how many tests runs and why it takes time, and goes when the run ends."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    text = shown(Terminal(), "for what was created to settle")
    assert "0 of 2" in text
    assert "1 of 2" in text
    assert "paging/defaults listApps, waiting for what was created to settle" in text
    assert text.endswith("\x1b[2K") or text.rstrip().endswith("\x1b[2K")
