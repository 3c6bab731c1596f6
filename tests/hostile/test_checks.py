"""The checks find what they are there for, and nothing in what is well."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.canaries import Canaries
from tests.hostile.checks import Run, violations
from tests.hostile.disguises import CASES, ENCODINGS
from tests.hostile.faults.catalogue import Plan, make_plan, plan_for
from tests.hostile.formats import problems
from tests.hostile.leaks import found
from tests.hostile.process import Outcome, run_limited
from tests.hostile.run import Options, run_seed
from tests.hostile.tally import Tally

CANARIES = Canaries(3)


@pytest.mark.parametrize("inner", ENCODINGS)
def test_a_secret_is_found_in_two_encodings_and_in_a_report_around_them(inner: str) -> None:
    secret = CANARIES.key
    for outer in ENCODINGS.keys() - CASES:
        for shown in (secret.value, secret.part):
            text = ENCODINGS[outer](ENCODINGS[inner](shown))
            for report in (
                text,
                json.dumps({"observed": f"Key {text}."}),
                text.replace("&", "&amp;"),
                text.replace("\\", "\\\\"),
            ):
                assert found(report.encode(), CANARIES.all) == [secret.label], (outer, report)


def test_half_a_secret_is_a_leak_and_none_is_none() -> None:
    secret = CANARIES.clients[0]
    assert found(secret.value[: len(secret.prefix) + 25].encode(), CANARIES.all) == [secret.label]
    assert found(b"sk_workspace_test_[redacted] " + secret.part[:10].encode(), CANARIES.all) == []


SARIF = {
    "version": "2.1.0",
    "runs": [
        {"tool": {"driver": {"name": "x"}}, "results": [{"ruleId": "a", "level": "error", "message": {"text": "m"}}]}
    ],
}
HAR = {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": []}}
GOOD = {
    "drift.json": '{"a": 1}',
    "drift.sarif": json.dumps(SARIF),
    "drift.har": json.dumps(HAR),
    "junit.xml": '<testsuites><testsuite name="s" tests="1"><testcase name="c"/></testsuite></testsuites>',
    "history.jsonl": '{"a": 1}\n{"a": 2}\n',
    "drift.html": "<p>&lt;hostile-tag&gt; http://hostile.invalid</p>",
    "drift.md": "`@hostile-mention` and \\<hostile-tag> in `http://hostile.invalid`\n",
    "overlay.yaml": "overlay: 1.0.0\nactions: []\n",
}
BAD = [
    ("drift.json", '{"a": NaN}'),
    ("drift.json", '{"a": 1, "a": 2}'),
    ("drift.json", "[" * 100_000),
    ("drift.json", '{"a": ' + "9" * 10_000 + "}"),
    ("drift.json", "[]"),
    ("drift.sarif", '{"version": "2.1.0", "runs": [{}]}'),
    ("drift.sarif", json.dumps(SARIF).replace('"level": "error"', '"level": "bad"')),
    ("drift.har", '{"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [{}]}}'),
    ("junit.xml", '<testsuites><testsuite name="\x01"/></testsuites>'),
    ("junit.xml", '<testsuite name="s" tests="2"><testcase name="c"/></testsuite>'),
    ("history.jsonl", '{"a": 1}\n{"a": Infinity}\n'),
    ("drift.html", "<p><hostile-tag onclick=a>"),
    ("drift.html", "<a href='http://hostile.invalid'>l</a>"),
    ("drift.md", "hello @hostile-mention"),
    ("drift.md", "[l](http://hostile.invalid)"),
    ("drift.md", "<hostile-tag>"),
    ("overlay.yaml", "- 1\n"),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_sound_report_is_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD[name])
    assert list(problems(tmp_path / name)) == []


@pytest.mark.parametrize(("name", "text"), BAD)
def test_an_unsound_report_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert list(problems(tmp_path / name))


def _run(folder: Path, *, plan: Plan | None = None, code: int = 1, printed: bytes = b"", **counts: Any) -> Run:
    outcome = Outcome(code, 5.0, 100.0, None, 0, printed)
    (folder / "reports").mkdir(exist_ok=True)
    (folder / "reports" / "drift.json").write_text("{}")
    return Run(plan or Plan(3, ()), CANARIES, outcome, Tally(**counts), folder / "reports", folder / "temporary", 60)


def test_a_run_that_is_well_has_no_violation(tmp_path: Path) -> None:
    assert violations(_run(tmp_path, requests=600, created=13, created_unseen=1)) == []


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("exit code is known", {"code": 3}),
        ("no traceback", {"printed": b"Traceback (most recent call last):\n  x\nKeyError"}),
        ("no escape on the terminal", {"printed": b"a\x1b[2J"}),
        ("no escape on the terminal", {"printed": "a\x9b31m".encode()}),
        ("no secret on the terminal", {"printed": CANARIES.key.value.encode()}),
        ("requests are within budget", {"requests": 601}),
        ("creations are within budget", {"created": 13}),
        ("creations without a key are not repeated", {"longest_repetition": 3}),
        ("nobody else is contacted", {"elsewhere": 1}),
        ("requests go where they should", {"strays": ["GET /admin"]}),
        (
            "what is wrong throughout does not conform",
            {"code": 0, "successes": {"listApps": 2}, "wrong": {"listApps": 2}},
        ),
        ("an outage is no drift", {"plan": plan_for("always-503")}),
    ],
)  # fmt: skip
def test_each_rule_sees_its_violation(tmp_path: Path, rule: str, change: dict[str, Any]) -> None:
    assert [violation.rule for violation in violations(_run(tmp_path, **change))] == [rule]


def test_a_secret_in_a_file_name_or_a_temporary_file_is_seen(tmp_path: Path) -> None:
    run = _run(tmp_path)
    (tmp_path / "temporary").mkdir()
    (tmp_path / "temporary" / f"x-{CANARIES.key.part}.txt").write_text(CANARIES.clients[1].value)
    assert len(violations(run)) == 2


@pytest.mark.slow
def test_a_command_ends_at_its_limits(tmp_path: Path) -> None:
    """Time, memory of a child of a child, and what is left running."""
    run = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}], stdin=subprocess.PIPE)"
    hungry = run.format("import time; x = b'1' * 300_000_000; time.sleep(30)")
    leaver = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)'])"
    outcomes = [
        run_limited([sys.executable, "-c", code], env={}, cwd=tmp_path, folder=tmp_path, seconds=seconds, megabytes=200)
        for code, seconds in (("import time; time.sleep(30)", 0.5), (hungry, 10), (leaver, 10), ("print(1)", 10))
    ]
    assert [outcome.code for outcome in outcomes] == [None, None, 0, 0]
    assert [outcome.left_running for outcome in outcomes] == [0, 0, 1, 0]
    assert "200 MB" in (outcomes[1].stopped or "")
    assert outcomes[3].printed == b"1\n\n"


NAIVE = """
import json, os, pathlib, sys, urllib.request
request = urllib.request.Request(os.environ["CONNECT_BASE_URL"] + "/apps")
request.add_header("Authorization", "Bearer " + os.environ["CONNECT_API_KEY"])
text = urllib.request.urlopen(request, timeout=5).read().decode()
pathlib.Path(sys.argv[1], "drift.json").write_text(json.dumps({"seen": text}))
"""
POLITE = """
import pathlib, sys
pathlib.Path(sys.argv[1], "drift.json").write_text("{}")
sys.exit(2)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("script", "broken"), [(NAIVE, {"no secret in files"}), (POLITE, set())])
def test_a_run_is_judged_from_end_to_end(tmp_path: Path, script: str, broken: set[str]) -> None:
    (tmp_path / "script.py").write_text(script)
    options = Options(tmp_path, command=f"{{python}} {tmp_path}/script.py {{report_dir}}")
    untouched = next(
        seed for seed in range(300) if all("listApps" not in one.operations for one in make_plan(seed).assignments)
    )
    assert {violation.rule for violation in run_seed(untouched, options).violations} == broken
