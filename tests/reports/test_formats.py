"""Markdown, SARIF, HAR and the folder: what they say, and that nothing from a target breaks out of its place."""

import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from contract_tests.judging.report import InconclusiveRule, Left
from contract_tests.judging.visible import one_line, visible
from contract_tests.reports import har, history, html, junit, markdown, sarif
from contract_tests.reports.files import write_reports
from contract_tests.reports.terminal import show
from scripts.spec.reading import SPEC_PATH, load_spec
from tests.judging.exchanges import KEY, SPEC
from tests.reports.samples import (
    DRIFT,
    HOSTILE,
    REDACTOR,
    finding,
    full_report,
    hostile_report,
    judged,
    many,
    report,
    written,
)

COMMONMARK = MarkdownIt("commonmark").enable("table")
SHAPES = yaml.safe_load((Path(__file__).parent / "shapes.yaml").read_text())


def problems(shape: str, document: Any) -> list[str]:
    """How a document differs from what its format demands of the members that are written here."""
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(SHAPES[shape]).iter_errors(document)
    ]


def test_markdown_says_what_differs_and_since_when() -> None:
    """The verdict comes first, then a table, what to do, each finding with its curl line, and the rest."""
    text = markdown.render(full_report())
    assert text.startswith("## `data/*/name` is missing from answers of `listApps`. And 2 more changes.\n")
    assert "\n\nDrift: 2 breaking changes, 1 additive, 1 accepted; 1 thing left behind, 1 rule inconclusive" in text
    row = (
        "| breaking | `data/*/name` is missing from answers of `listApps`. | Known since 2026-11-25, in 5 runs "
        "| if it is to stay: `make "
    )
    assert row in text
    assert "New since the run of 2026-11-28 03:00 UTC" in text
    assert "```sh\ncurl -sS -i -X GET" in text
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == [
        "### What to do",
        "### Changes",
        "### Gone since the last run",
        "### Left behind",
        "### Inconclusive",
        "### Not applicable",
        "### Accepted",
        "### Entries of the baseline that accept nothing",
    ]


def test_reports_show_what_a_refusal_says() -> None:
    """The body of the answer tells what the server did not like; that of a success is in the archive."""
    refused = {"request": {}, "response": {"status": 400, "body": {"error": {"message": "name is required"}}}}
    report = full_report()
    leading = next(one for one in report["findings"] if one["id"] == report["causes"][0]["findings"][0])
    said = "name is required"
    assert said not in markdown.render(report)
    leading["evidence"] = [refused]
    assert '- answer `{"error": {"message": "name is required"}}`' in markdown.render(report)
    shown = io.StringIO()
    show(report, shown)
    assert said in shown.getvalue()
    assert said in junit.render(report)
    leading["evidence"][0]["response"]["status"] = 200
    assert said not in markdown.render(report)


def test_reports_tell_what_came_before_from_what_came_at_the_same_time() -> None:
    report = full_report()
    leading = next(one for one in report["findings"] if one["id"] == report["causes"][0]["findings"][0])
    leading["earlier"] = ["POST /a: 201", "POST /b: 201", "POST /a with this key, at the same time: 200"]
    said = markdown.render(report)
    assert "- before it `POST /a: 201`\n- then `POST /b: 201`\n- beside it `POST /a with this key, at" in said
    shown = io.StringIO()
    show(report, shown)
    assert "before it POST /a: 201; POST /b: 201\n" in shown.getvalue()
    assert "beside it POST /a with this key" in shown.getvalue()
    assert "beside it: POST /a with this key" in junit.render(report)


def test_reports_show_which_item_of_a_list_it_is() -> None:
    """A list of a hundred is not read through for the one thing that differs."""
    report = full_report()
    leading = next(one for one in report["findings"] if one["id"] == report["causes"][0]["findings"][0])
    answer = {"status": 200, "headers": {}, "body": {"data": [{"id": "a"}, {"id": "b", "name": None}]}}
    request: dict[str, Any] = {"method": "GET", "url": "", "headers": {}, "body": None}
    leading |= {"place": "response 200 body /data/*/name", "observed": "absent"}
    leading["evidence"] = [{"request": request, "response": answer, "curl": ""}]
    said = '/data/0, the only one of 2: {"id": "a"}'
    assert f"- item `{said}`" in markdown.render(report)
    shown = io.StringIO()
    show(report, shown)
    assert f"item      {said}" in shown.getvalue()
    assert f"item: {said}" in unescape(junit.render(report))
    assert f"<dt>Item</dt><dd><code>{said}" in unescape(html.render(report))


def test_markdown_of_other_verdicts_is_short() -> None:
    """A run without findings, and one that could not run, say so in their first line."""
    assert markdown.render(written(report())).startswith("## Conforms: every answer is as the contract says.\n")
    failed = markdown.render(written(report(failure="nobody listens at `4010`")))
    assert failed.startswith("## Could not run: `nobody listens at '4010'`\n\nCould not run\n")
    assert "### What to do" in failed


def test_markdown_cannot_be_broken_out_of() -> None:
    """Whatever the target sends stands in code: no markup, no mention, no reference, no further row or heading."""
    text = markdown.render(hostile_report())
    tokens = COMMONMARK.parse(text)
    inline = [child for token in tokens for child in token.children or []]
    spoken = "".join(child.content for child in inline if child.type == "text")
    assert {token.type for token in tokens} & {"code_block", "blockquote_open"} == set()
    markup = {token.content.strip() for token in tokens if token.type == "html_block"}
    assert markup == {"<details><summary>Expected, observed, the request</summary>", "</details>"}
    assert {child.type for child in inline} <= {"text", "code_inline", "link_open", "link_close", "softbreak"}
    assert not re.search("octocat|#123|onerror|7 \\* 7|heading", spoken)
    assert {child.attrGet("href") for child in inline if child.type == "link_open"} == {
        f"https://docs.hopae.com/api-reference/workspace/{page}" for page in ("list-apps", "create-production-test")
    }
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("th_open", "td_open")]
    assert (len(rows), len(cells)) == (3, 12)
    assert not re.search("[\x00\x1b\u202e\u200b\ud800]", text)


def test_pipes_in_a_table_stay_in_their_cell() -> None:
    """A pipe, with a backslash before it or not, does not end a cell."""
    rendered = COMMONMARK.render(f"| a | b |\n|---|---|\n| {markdown.cell('x | y')} | {markdown.cell('p')} |\n")
    assert "<td><code>x | y</code></td>\n<td><code>p</code></td>" in rendered
    assert "\\|" not in markdown.cell("x \\| y").replace("\\ \\|", "")


@pytest.mark.parametrize("text", ["", "`", "``a`", " a ", "a\nb", "```\nfence", "tick`"])
def test_code_ends_where_it_should(text: str) -> None:
    """Text in code, within a line or as a block, comes out as one piece of code."""
    (paragraph,) = [token for token in COMMONMARK.parse(f"x {markdown.code(text)} y") if token.type == "inline"]
    kinds = [child.type for child in paragraph.children or []]
    assert kinds == ["text", "code_inline", "text"]
    (fence,) = COMMONMARK.parse(markdown.block(text))
    assert (fence.type, fence.content) == ("fence", f"{text}\n")


@pytest.mark.slow
def test_markdown_is_cut_by_whole_changes() -> None:
    """However much there is, an issue can hold it, and what was left out is counted."""
    text = markdown.render(many(500))
    shown = text.count("\n#### ")
    assert len(text) <= markdown.MOST_CHARACTERS
    assert shown > 20
    assert f"{500 - shown} more changes: see `drift.html`." in text
    assert text.count("```") == 2 * shown
    severities = re.findall(r"\n#### \d+\. (\w+)", text)
    assert severities == sorted(severities, key=lambda severity: severity != "breaking")
    worst = hostile_report()
    for section in ("causes", "accepted", "inconclusive", "not_applicable", "left"):
        worst[section] *= 200
    assert len(markdown.render(worst)) <= markdown.MOST_CHARACTERS


def test_sarif_points_at_lines_of_the_spec(tmp_path: Path) -> None:
    """Each change is a result with its kind as the rule, at the line of the spec that it contradicts."""
    given = write_reports(full_report(), SPEC, tmp_path)
    log = json.loads((tmp_path / "drift.sarif").read_text())
    assert problems("sarif", log) == []
    (run,) = log["runs"]
    found = [(one["ruleId"], one["level"]) for one in run["results"] if "suppressions" not in one]
    assert found == [("missing-field", "error"), ("format", "error"), ("undocumented-field", "warning")]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    lines = SPEC_PATH.read_text().splitlines()
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert lines[region["startLine"] - 1].strip().startswith("total:")
    assert set(first["partialFingerprints"].values()) == {given["causes"][0]["id"]}
    (suppressed,) = [one for one in run["results"] if "suppressions" in one]
    assert suppressed["suppressions"][0]["justification"] == "announced for spring"


def test_sarif_of_a_run_that_could_not_run_closes_nothing() -> None:
    """With results that are carried over it was not successful, for a reason; without any there is no file at all."""
    known = history.entry(report(DRIFT))
    log = json.loads(sarif.render(written(report(failure="nobody listens", days=1), [known])) or "")
    assert problems("sarif", log) == []
    (run,) = log["runs"]
    (invocation,) = run["invocations"]
    assert (len(run["results"]), invocation["executionSuccessful"]) == (3, False)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "nobody listens"
    assert sarif.render(written(report(failure="nobody listens"))) is None


@pytest.mark.parametrize(
    ("pointer", "beginning"),
    [
        ("/components/schemas/AppPage/properties/total", "total:"),
        ("#/paths/~1apps/get", "get:"),
        ("/paths/~1apps/get/parameters/1", "- $ref: '#/components/parameters/Offset'"),
        ("/paths/~1apps/get/responses/401/content", "content:"),
        ("/components/schemas/AppPage/properties/no_such_field", "properties:"),
        ("/nowhere", "openapi:"),
        ("", "openapi:"),
    ],
)
def test_pointer_leads_to_its_line(pointer: str, beginning: str) -> None:
    """A pointer leads to the line of its member or item, through references, or to that of its nearest parent."""
    line = SPEC_PATH.read_text().splitlines()[load_spec().line(pointer) - 1]
    assert line.strip().startswith(beginning)


def test_references_in_a_circle_end(tmp_path: Path) -> None:
    """A spec whose references lead in a circle does not hang the report."""
    path = tmp_path / "spec.yaml"
    path.write_text("a: {$ref: '#/b'}\nb: {$ref: '#/a'}\n")
    assert load_spec(path).line("/a/c") == 1


def test_har_holds_each_exchange_once() -> None:
    """The exchanges behind findings, with the findings that each shows, and without the key."""
    made = full_report()
    made["findings"].append(made["findings"][0] | {"id": "another"})
    text = har.render(made)
    log = json.loads(text)
    assert problems("har", log) == []
    entries = log["log"]["entries"]
    assert len(entries) == 3
    assert entries[0]["_findings"][:2] == [made["findings"][0]["id"], "another"]
    created = next(entry for entry in entries if entry["request"]["method"] == "POST")
    assert json.loads(created["request"]["postData"]["text"]) == {"title": "no"}
    assert created["response"]["statusText"] == "Not Found"
    assert KEY not in text
    assert "$CONNECT_API_KEY" in text


def test_every_report_survives_hostile_text(tmp_path: Path) -> None:
    """Half a surrogate pair, a null byte or markup from the target leaves every report well-formed."""
    write_reports(hostile_report(), SPEC, tmp_path)
    names = ["drift.har", "drift.html", "drift.json", "drift.md", "drift.sarif", "history.jsonl", "junit.xml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for name in names:
        assert (tmp_path / name).read_text(encoding="utf-8")
    assert json.loads((tmp_path / "drift.json").read_text(encoding="utf-8"))["findings"][0]["place"] == HOSTILE
    assert problems("sarif", json.loads((tmp_path / "drift.sarif").read_text())) == []
    assert problems("har", json.loads((tmp_path / "drift.har").read_text())) == []
    assert len(history.read(tmp_path / "history.jsonl").runs) == 1


def test_reports_know_the_runs_before(tmp_path: Path) -> None:
    """Each run's reports tell of the runs before it, from a history that may be kept elsewhere."""
    kept = tmp_path / "kept" / "runs.jsonl"
    for day in range(3):
        write_reports(report(DRIFT, days=day), SPEC, tmp_path / "reports", kept)
    written = json.loads((tmp_path / "reports" / "drift.json").read_text())
    assert {(one["first_seen"][:10], one["runs"], one["flapping"]) for one in written["findings"]} == {
        ("2026-11-20", 3, False)
    }
    assert len(history.read(kept).runs) == 3
    assert not (tmp_path / "reports" / "history.jsonl").exists()
    assert "Of 3 runs: 3 with drift." in (tmp_path / "reports" / "drift.html").read_text()


def test_unseen_characters_become_escapes() -> None:
    """What is not to be seen, or turns the reading direction, is written as JSON writes it."""
    assert visible("a\u202eb\x1b[0m\x00\ud800\n\U000e0041") == "a\\u202eb\\u001b[0m\\u0000\\ud800\n\\udb40\\udc41"
    assert one_line("a\n\tb\r") == "a\\u000a\\u0009b\\u000d"
    assert visible("naïve 名前 🙂 don't") == "naïve 名前 🙂 don't"


def test_other_kinds_of_runs_have_reports(tmp_path: Path) -> None:
    """A report about documentation, whose evidence is a page and whose entries are shorter, is written as well."""
    made = report([finding(rule="documentation/words")], kind="documentation", exercised=False)
    made["findings"][0]["evidence"] = [{"page": "https://docs.hopae.com/page"}]
    made |= {"accepted": [{"id": "abc", "reason": "known"}], "stale_baseline_entries": ["x: y"]}
    made["notes"] = ["listApps: other words, no other fact: /x"]
    del made["baseline"], made["presence"]
    write_reports(made, SPEC, tmp_path)
    assert "- `listApps: other words, no other fact: /x`" in (tmp_path / "drift.md").read_text()
    assert "make docs-lock" in (tmp_path / "drift.md").read_text()
    assert "make replay" not in (tmp_path / "drift.md").read_text()
    assert "other words, no other fact" in (tmp_path / "drift.html").read_text()
    assert json.loads((tmp_path / "drift.har").read_text())["log"]["entries"] == []


def test_terminal_shows_hostile_text_as_text() -> None:
    """A line of the terminal stays one line, without anything that a terminal obeys."""
    unexercised = [InconclusiveRule("change/stored", "listApps", HOSTILE)]
    left = [Left("createProductionTest", HOSTILE, HOSTILE)]
    out = io.StringIO()
    show(written(report([finding(HOSTILE, observed=HOSTILE)], not_applicable=unexercised, left=left)), out)
    lines = out.getvalue().split("\n")
    assert any("\\u001b[31mred" in line for line in lines)
    assert not any(unseen in line for line in lines for unseen in "\n\x1b\x00\u202e\ud800")


def test_no_report_holds_the_key(tmp_path: Path) -> None:
    """A key that the target sends back is in none of the files."""
    said = f"unknown key {KEY}"
    made = judged(
        [finding(f"response 401 body /{KEY}", observed=said, message=said)],
        failure=said,
        not_applicable=[InconclusiveRule("change/stored", "listApps", said)],
        left=[Left("createProductionTest", KEY, said)],
    )
    out = io.StringIO()
    show(write_reports(made.as_json(REDACTOR), SPEC, tmp_path), out)
    assert KEY not in out.getvalue()
    assert [path.name for path in tmp_path.iterdir() if KEY in path.read_text(encoding="utf-8")] == []
    assert all("[redacted]" in (tmp_path / name).read_text() for name in ("drift.html", "drift.md", "history.jsonl"))


def test_reports_of_an_older_program_are_read(tmp_path: Path) -> None:
    """A drift.json whose findings do not say how often and in which answers still has all of its reports."""
    older = report(DRIFT)
    older["findings"] = [
        {name: value for name, value in one.items() if name not in ("answers", "common", "again")}
        for one in older["findings"]
    ]
    write_reports(older, SPEC, tmp_path)
    assert "- seen `9 times`" in (tmp_path / "drift.md").read_text(encoding="utf-8")
