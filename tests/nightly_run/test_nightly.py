"""The nightly run: every part runs, and one verdict says what came of them."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.nightly_run.parts import Part
from scripts.nightly_run.run import nightly, parts

ROOT = Path(__file__).resolve().parent.parent.parent
FINDING = {
    "id": "0123456789ab",
    "kind": "type",
    "severity": "breaking",
    "operation": "listApps",
    "place": "response 200 body /total",
    "expected": "integer",
    "observed": "string",
    "rule": "shape",
    "evidence": [{"curl": "curl"}],
}


def command(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(["import sys", *lines])]


def reporting(folder: Path, name: str, verdict: str, exit_code: int, findings: list[dict[str, Any]]) -> Part:
    """A part that leaves a drift.json, prints its name and ends."""
    report = json.dumps({"verdict": verdict, "failure": None, "findings": findings})
    path = folder / name / "drift.json"
    return Part(
        name, command(f"open({str(path)!r}, 'w').write({report!r})", f"print({name!r})", f"sys.exit({exit_code})")
    )


def run(folder: Path, *chosen: Part) -> tuple[int, Any, str]:
    out = io.StringIO()
    code = nightly(chosen, "mock", folder, out, ROOT)
    return code, json.loads((folder / "nightly.json").read_text(encoding="utf-8")), out.getvalue()


def test_conforming_parts_conform(tmp_path: Path) -> None:
    """When every part conforms, so does the run."""
    code, report, _ = run(
        tmp_path, Part("one", command(), reports=False), reporting(tmp_path, "two", "conforms", 0, [])
    )
    assert (code, report["verdict"], report["failure"], report["findings"]) == (0, "conforms", None, [])


def test_every_part_runs(tmp_path: Path) -> None:
    """A part that crashes or cannot be found takes no other along."""
    crash = Part("crash", command("import os", "os.abort()"), reports=False)
    code, report, output = run(tmp_path, crash, reporting(tmp_path, "drifts", "drift", 1, [FINDING]))
    assert [part["verdict"] for part in report["parts"]] == ["could-not-run", "drift"]
    assert code == 1
    assert report["failure"] == "crash: ended with exit code -6"
    assert "verdict: drift; could not run: crash" in output


def test_findings_name_their_part(tmp_path: Path) -> None:
    """The findings of all parts stand in nightly.json, without the evidence that the part's report has."""
    _, report, _ = run(tmp_path, reporting(tmp_path, "drifts", "drift", 1, [FINDING]))
    expected = {key: value for key, value in FINDING.items() if key != "evidence"}
    assert report["findings"] == [{"part": "drifts", **expected}]


def test_uncaught_exception_is_no_drift(tmp_path: Path) -> None:
    """A part that dies of an exception ends in exit code 1 and could not run, with a report and without."""
    plain = Part("plain", command("raise ValueError('oh')"), reports=False)
    code, report, _ = run(tmp_path, plain, Part("reporting", command("raise ValueError('oh')")))
    assert code == 2
    assert [part["why"] for part in report["parts"]] == ["crashed: ValueError: oh", "no report, but: ValueError: oh"]


def test_report_of_an_earlier_run_does_not_count(tmp_path: Path) -> None:
    """A part that writes nothing could not run, even when the report of another run lies in its folder."""
    run(tmp_path, reporting(tmp_path, "contract", "conforms", 0, []))
    (tmp_path / "contract" / "history.jsonl").write_text("{}\n", encoding="utf-8")
    code, _, _ = run(tmp_path, Part("contract", command()))
    assert code == 2
    assert (tmp_path / "contract" / "history.jsonl").exists()


def test_part_without_report_becomes_a_finding(tmp_path: Path) -> None:
    """A part that has only an exit code and an output is one finding, and its output is shown."""
    part = Part("regeneration", command("print('not in sync')", "sys.exit(1)"), reports=False)
    code, report, _ = run(tmp_path, part)
    assert code == 1
    assert [(one["kind"], one["observed"]) for one in report["findings"]] == [("regeneration", "not in sync")]
    assert "not in sync" in (tmp_path / "nightly.md").read_text(encoding="utf-8")


def test_skipped_part_is_named(tmp_path: Path) -> None:
    """A skipped part is neither run nor passed over in silence."""
    skipped = Part("documentation", command("sys.exit(1)"), skipped="no pages")
    code, report, output = run(tmp_path, skipped)
    assert (code, report["parts"][0]["verdict"]) == (0, "skipped")
    assert "documentation  skipped (0.0 s): no pages" in output
    assert "| documentation | skipped | `no pages` |" in (tmp_path / "nightly.md").read_text(encoding="utf-8")


def test_documentation_needs_pages_on_the_mock() -> None:
    """The mock has no documentation to fetch; with a folder of pages it is checked there, on the sandbox always."""
    by_name = {part.name: part for part in parts("mock", None, Path("reports"))}
    assert by_name["documentation"].skipped is not None
    given = {part.name: part for part in parts("mock", Path("pages"), Path("reports"))}["documentation"]
    assert (given.skipped, list(given.command[-2:])) == (None, ["--pages", "pages"])
    assert {part.skipped for part in parts("sandbox", None, Path("reports"))} == {None}


def test_markdown_prefers_what_the_part_wrote(tmp_path: Path) -> None:
    """The drift.md of a part stands in nightly.md; a part without one has its findings listed."""
    lists = reporting(tmp_path, "lists", "drift", 1, [FINDING | {"observed": "`@everyone` | x"}])
    written = tmp_path / "writes" / "drift.md"
    writes = reporting(tmp_path, "writes", "drift", 1, [FINDING])
    lines = [writes.command[-1], f"open({str(written)!r}, 'w').write('what people read')"]
    ordered = "\n".join(["import sys", lines[1], lines[0]])
    run(tmp_path, lists, Part("writes", [sys.executable, "-c", ordered]))
    text = (tmp_path / "nightly.md").read_text(encoding="utf-8")
    assert "what people read" in text
    assert "observed `'@everyone' \\| x` (0123456789ab)" in text


def test_markdown_fits_into_an_issue(tmp_path: Path) -> None:
    """However much was found, nightly.md has at most 60,000 characters and says that there is more."""
    findings = [FINDING | {"observed": "x" * 1500} for _ in range(50)]
    run(tmp_path, reporting(tmp_path, "contract", "drift", 1, findings))
    text = (tmp_path / "nightly.md").read_text(encoding="utf-8")
    assert len(text) <= 60_000
    assert "does not fit" in text


def test_half_a_surrogate_pair_is_written(tmp_path: Path) -> None:
    """Half of a surrogate pair, which a target can send, leaves the reports whole."""
    code, report, _ = run(tmp_path, reporting(tmp_path, "contract", "drift", 1, [FINDING | {"observed": "a\ud800"}]))
    assert (code, report["findings"][0]["observed"]) == (1, "a\ud800")
    assert "observed `a\\ud800`" in (tmp_path / "nightly.md").read_text(encoding="utf-8")


def test_key_of_the_run_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash prints is kept without the key."""
    monkeypatch.setenv("CONNECT_API_KEY", "sk_workspace_test_hidden")
    printing = command("import os", "sys.exit(os.environ['CONNECT_API_KEY'])")
    _, report, _ = run(tmp_path, Part("contract", printing))
    assert report["parts"][0]["why"] == "no report, but: [redacted]"
    assert "hidden" not in (tmp_path / "contract" / "output.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "written",
    [
        "key",
        "key.upper()",
        "key.removeprefix('sk_workspace_test_')",
        "''.join(f'%{byte:02x}' for byte in key.encode())",
        "__import__('base64').b64encode(f'user:{key}'.encode()).decode()",
        "__import__('json').dumps(key).replace('a', '\\\\u0061')",
        "key[:9], flush=True, end='') or time.sleep(0.2) or print(key[9:]",
    ],
)
def test_no_disguise_of_the_key_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """Whatever form the key takes in what a part prints, it reaches neither the terminal nor a file."""
    key = "sk_workspace_test_a1b2c3d4e5f6a7b8"
    monkeypatch.setenv("CONNECT_API_KEY", f" {key}\n")
    reading = "key = os.environ['CONNECT_API_KEY'].strip()"
    printing = command("import os, time", reading, f"print({written})", "sys.exit(1)")
    _, _, output = run(tmp_path, Part("contract", printing), Part("plain", printing, reports=False))
    texts = [output, *(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file())]
    assert len(texts) == 5
    assert all("[redacted]" in text for text in texts)
    printed = eval(written, {"key": key}) if "flush" not in written else key
    assert [text for text in texts if str(printed) in text] == []


@pytest.mark.parametrize(
    ("url", "secrets"),
    [
        ("http://someone:p%40ssw0rd@127.0.0.1:9/v1", ["someone", "p%40ssw0rd", "p@ssw0rd"]),
        ("http://u:pw@127.0.0.1:9/v1", ["u:pw@127.0.0.1:9"]),
        ("http://127.0.0.1:9/v1?token=abcdefgh&x=1", ["abcdefgh"]),
        ("http://[::1?abcdefgh", ["abcdefgh"]),
    ],
)
def test_what_a_base_url_should_not_hold_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, secrets: list[str]
) -> None:
    """User info and query of the base URL are in nothing that a night leaves behind."""
    monkeypatch.setenv("CONNECT_BASE_URL", url)
    lines = [f"print({secret!r})" for secret in (url, *secrets)]
    printing = command(*lines, f"sys.exit('cannot reach ' + {url!r})")
    _, report, output = run(tmp_path, Part("contract", printing))
    assert "[redacted]" in report["parts"][0]["why"]
    texts = [output, *(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file())]
    assert [(secret, text) for text in texts for secret in secrets if secret in text] == []


@pytest.mark.parametrize("pasted", ["{}\n", '"{}"', "Bearer {}", " '{}' ", "\ufeff{}"])
def test_key_is_not_kept_however_it_was_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pasted: str) -> None:
    """The bare key is searched for, also where it looks like none."""
    monkeypatch.setenv("CONNECT_API_KEY", pasted.format("correct-horse-battery"))
    _, _, output = run(tmp_path, Part("plain", command("sys.exit('is correct-horse-battery a key?')"), reports=False))
    assert "is [redacted] a key?" in output


def test_secret_in_the_failure_of_a_report_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a part could not run, and what it created, come from its report and are searched as well."""
    monkeypatch.setenv("CONNECT_API_KEY", "sk_workspace_test_hidden_away")
    path = tmp_path / "contract" / "drift.json"
    key = "__import__('os').environ['CONNECT_API_KEY']"
    failing = command(
        "import json",
        f"key = {key}",
        "report = {'verdict': 'could-not-run', 'failure': f'sent to {key}', 'findings': [], 'created': [f'req_{key}']}",
        f"json.dump(report, open({str(path)!r}, 'w'))",
        "sys.exit(2)",
    )
    _, report, _ = run(tmp_path, Part("contract", failing))
    assert (report["failure"], report["created"]) == ("contract: sent to [redacted]", ["req_[redacted]"])
    assert "hidden_away" not in (tmp_path / "nightly.md").read_text(encoding="utf-8")


def test_left_things_are_shown_without_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal names what a part left behind in a line each, and neither it nor a report has the key."""
    key = "sk_workspace_test_for_the_tests"
    monkeypatch.setenv("CONNECT_API_KEY", key)
    left = [{"operation": "createApp", "identifier": f"\x1b[31m{key}", "why": f"deleteApp answered {key}\n500"}]
    report = json.dumps({"verdict": "conforms", "failure": None, "findings": [], "left": left})
    path = tmp_path / "cleans" / "drift.json"
    code, written, output = run(tmp_path, Part("cleans", command(f"open({str(path)!r}, 'w').write({report!r})")))
    assert code == 0
    line = "left behind: createApp \\u001b[31m[redacted] (deleteApp answered [redacted]\\u000a500)"
    assert line in output.splitlines()
    assert key not in output + json.dumps(written) + (tmp_path / "nightly.md").read_text(encoding="utf-8")


def test_output_is_shown_as_it_comes(tmp_path: Path) -> None:
    """Each line is shown when it is complete, and the rest when the part ends."""
    pieces = (b"one\ntwo \xe2\x82", b"\xac", b" \xff")
    printing = command("import os", *(f"os.write(1, {piece!r})" for piece in pieces))
    _, _, output = run(tmp_path, Part("plain", printing, reports=False))
    assert "one\ntwo € \ufffd" in output


@pytest.mark.slow
def test_part_that_takes_too_long_still_writes_its_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is told to end before it is killed, so that its report names what it has created."""
    monkeypatch.setattr("scripts.nightly_run.parts.PART_TIMEOUT_SECONDS", 1.0)
    path = tmp_path / "contract" / "drift.json"
    written = {"verdict": "could-not-run", "failure": "interrupted", "findings": [], "created": ["req_7"]}
    slow = command(
        "import signal, time",
        "def end(*_):",
        f"    open({str(path)!r}, 'w').write({json.dumps(written)!r})",
        "    sys.exit(2)",
        "signal.signal(signal.SIGTERM, end)",
        "time.sleep(60)",
    )
    code, report, _ = run(tmp_path, Part("contract", slow))
    assert (code, report["failure"], report["created"]) == (2, "contract: still running after 1 s", ["req_7"])


@pytest.mark.slow
def test_command_conforms_on_the_mock(tmp_path: Path) -> None:
    """The real parts conform on the embedded mock."""
    code, report, output = run(tmp_path, *parts("mock", None, tmp_path))
    assert code == 0, output
    verdicts = {part["name"]: part["verdict"] for part in report["parts"]}
    assert verdicts == {"regeneration": "conforms", "documentation": "skipped", "contract": "conforms"}


def test_texts_in_other_words_are_noticed(tmp_path: Path) -> None:
    """A notice stands in both reports and the output of a night that conforms, as text only."""
    notice = {"operation": "createApp", "place": "section `Errors`", "page": "https://docs.example/create-app"}
    report = json.dumps({"verdict": "conforms", "failure": None, "findings": [], "notices": [notice]})
    path = tmp_path / "documentation" / "drift.json"
    part = Part("documentation", command(f"open({str(path)!r}, 'w').write({report!r})"))
    out = io.StringIO()
    assert nightly([part], "sandbox", tmp_path, out, ROOT) == 0
    said = "the text of section 'Errors' on the page of createApp has changed, and no fact in it"
    text = (tmp_path / "nightly.md").read_text("utf-8")
    assert f"Pages in other words (`make docs-lock` accepts them):\n\n- `{said}`" in text
    assert json.loads((tmp_path / "nightly.json").read_text("utf-8"))["notices"] == [notice]
    assert "notice: the text of section `Errors` on the page of createApp" in out.getvalue()
