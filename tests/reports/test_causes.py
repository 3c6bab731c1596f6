"""Causes: a change of the API is said once in every report, whatever many findings it has."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from contract_tests.engine.session import contract_run
from contract_tests.judging.causes import Cause, causes
from contract_tests.judging.finding import Again
from contract_tests.judging.in_common import COMES_AND_GOES
from contract_tests.mock import MockOptions, serve
from contract_tests.mutants.change import Change
from contract_tests.mutants.faults.idempotency import KEYS
from contract_tests.mutants.mutant import fault
from contract_tests.mutants.wire import Answer, Call
from contract_tests.reports import history
from contract_tests.reports.terminal import show
from contract_tests.reports.wording import standing_of
from contract_tests.sending.options import Budget, Options, Target
from scripts.proposals.overlay import read_overlay
from scripts.spec.spec import Spec
from tests.judging.exchanges import SPEC
from tests.partial_contract import FIRST_OPERATIONS, partial_document
from tests.reports.samples import finding, report, written
from tests.reports.score.run import chosen, compared, results
from tests.terminal import Terminal

SMALL = Spec(partial_document(SPEC.root, FIRST_OPERATIONS), name="openapi/connect.yaml")


def other_errors(call: Call, answer: Answer) -> None:
    """Another envelope for everything that is refused."""
    if answer.status >= 400:
        error = answer.json["error"]
        answer.json = {"detail": error["message"], "status": answer.status, "title": error["code"]}


def other_title(call: Call, answer: Answer) -> None:
    """A challenge's title is called name, wherever it is shown."""
    if answer.status == 200 and answer.body:
        answer.json = _renamed(answer.json)


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(one) for one in value]
    if not isinstance(value, dict):
        return value
    renamed = {name: _renamed(one) for name, one in value.items()}
    return renamed | {"name": renamed.pop("title")} if {"title", "challengeMode"} <= renamed.keys() else renamed


def without_statistics(call: Call, answer: Answer) -> None:
    """Reports have no statistics any more."""
    if call.operation and call.operation.id == "getProductionTestReport" and answer.status == 200:
        answer.json = {name: value for name, value in answer.json.items() if name != "stats"}


def with_region(call: Call, answer: Answer) -> None:
    """Apps have a region."""
    if call.operation and call.operation.id == "listApps" and answer.status == 200:
        answer.json = answer.json | {"data": [one | {"region": "eu"} for one in answer.json["data"]]}


def in_an_envelope(call: Call, answer: Answer) -> None:
    """A page of apps stands inside another object."""
    if call.operation and call.operation.id == "listApps" and answer.status == 200:
        answer.json = {"result": answer.json}


def without_fractions(call: Call, answer: Answer) -> None:
    """Dates have no zone any more."""
    if answer.status < 300:
        answer.body = re.sub(rb'(T[0-9]{2}:[0-9]{2}:[0-9]{2}[.0-9]*)Z"', rb'\1"', answer.body)


CHANGES = {
    "envelope": Change(rewrite=other_errors),
    "rename": Change(rewrite=other_title),
    "key": fault(
        SMALL.operations["createProductionTest"], "idempotency", "key is ignored", KEYS["key is ignored"]
    ).change,
    "list in an envelope": Change(rewrite=in_an_envelope),
    "dates": Change(rewrite=without_fractions),
    "two": Change(rewrite=without_statistics, also=(Change(rewrite=with_region),)),
}
SENTENCES = {
    "list in an envelope": ["Answers of `listApps` changed from `{data, limit, offset, total}` to `{result}`."],
    "dates": ["4 fields in answers of all 4 operations do not keep to `format date-time`, such as `completedAt`."],
    "envelope": ["Errors of all 4 operations changed from `{error, request_id}` to `{detail, status, title}`."],
    "rename": ["`title` is now `name` in answers of `listProductionTests` and `getProductionTestReport`."],
    "key": ["A request that comes again with its `Idempotency-Key` is carried out again by `createProductionTest`."],
    "two": [
        "`stats` is missing from answers of `getProductionTestReport`.",
        "Answers of `listApps` have a new field `data/*/region`.",
    ],
}


@cache
def run_on(name: str) -> tuple[Path, str]:
    """The folder of a run on a mock that has changed, and what the terminal showed."""
    folder, out = Path(mkdtemp()), io.StringIO()
    options = Options(Budget.for_spec(SMALL), 10.0, seed=1)
    with serve(CHANGES[name].app(SMALL)) as url:
        contract_run(SMALL, Target("mock", url, MockOptions().key), options, folder, out)
    return folder, out.getvalue()


def of(name: str) -> list[Any]:
    folder, _ = run_on(name)
    return list(json.loads((folder / "drift.json").read_text(encoding="utf-8"))["causes"])


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one_cause(name: str) -> None:
    """A run on a changed server names each change in one sentence, and every finding belongs to one."""
    folder, _ = run_on(name)
    made = json.loads((folder / "drift.json").read_text(encoding="utf-8"))
    assert [cause["sentence"] for cause in made["causes"]] == SENTENCES[name]
    assert sorted(one for cause in made["causes"] for one in cause["findings"]) == sorted(
        one["id"] for one in made["findings"]
    )
    assert len(made["findings"]) > len(made["causes"]) or name == "two"


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_every_report_says_each_change_once(name: str) -> None:
    """Page, Markdown, SARIF, JUnit and terminal have as many entries as there are changes, each with its command."""
    folder, shown = run_on(name)
    plain = [sentence.replace("`", "") for sentence in SENTENCES[name]]
    results = json.loads((folder / "drift.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["message"]["text"].startswith(said) for one, said in zip(results, plain, strict=True)] == [
        True for _ in plain
    ]
    page = (folder / "drift.html").read_text(encoding="utf-8")
    assert page.count('<article class="cause') == len(plain)
    text = (folder / "drift.md").read_text(encoding="utf-8")
    assert [text.count(f"\n#### {number}. ") for number in range(1, len(plain) + 2)] == [*(1 for _ in plain), 0]
    assert all(sentence in text for sentence in SENTENCES[name])
    failures = list(ET.parse(folder / "junit.xml").getroot().iter("failure"))
    assert all(any(said in (one.get("message") or "") for one in failures) for said in plain)
    assert all(f"{said}  [" in shown for said in plain)
    for cause in of(name):
        assert all(cause["next"] in one.replace("&#39;", "'") for one in (page, text, shown))
        assert cause["id"] in cause["next"] or cause["next"] == "make contract"


@pytest.mark.slow
def test_one_proposal_for_a_change() -> None:
    """A rename is one proposal, whatever many operations show the field; what is said of behaviour has none."""
    folder, _ = run_on("rename")
    (cause,) = of("rename")
    assert list(read_overlay(folder / "overlay.yaml").proposals) == [cause["id"]]
    assert not (run_on("key")[0] / "overlay.yaml").exists()
    (cause,) = of("envelope")
    assert cause["no_proposal"].startswith("the whole object is another one")


@pytest.mark.slow
def test_junit_counts_what_it_has() -> None:
    """The suite counts its cases, failures and skipped ones; every rule that ran has a case."""
    folder, _ = run_on("two")
    (suite,) = ET.parse(folder / "junit.xml").getroot()
    cases = suite.findall("testcase")
    order = list(dict.fromkeys(member.tag for member in suite))
    assert order == ["properties", "testcase", "system-out", "system-err"]
    assert {len(case) for case in cases} == {0, 1}
    counted = {
        "tests": len(cases),
        "failures": len([one for one in cases if one.find("failure") is not None]),
        "skipped": len([one for one in cases if one.find("skipped") is not None]),
        "errors": 0,
    }
    assert {name: int(suite.attrib[name]) for name in counted} == counted
    assert ("paging/defaults", "listApps") in {(one.get("classname"), one.get("name")) for one in cases}
    made = json.loads((folder / "drift.json").read_text(encoding="utf-8"))
    assert len(cases) >= len({(one["rule"], one["operation"]) for one in made["exercised"]})


def together(*found: Any) -> list[Cause]:
    return causes(report(found)["findings"], SPEC)


def test_id_of_a_cause_stays() -> None:
    """Another operation that shows a change, another value or another order is the same cause."""
    one = finding("response 200 body /x", kind="undocumented-field", pointer="/components/schemas/App")
    other = finding(
        "response 200 body /x", kind="undocumented-field", operation="getApp", pointer="/components/schemas/App"
    )
    assert {cause.id for found in ([one], [one, other], [other, one], [other]) for cause in together(*found)} == {
        together(one)[0].id
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            finding("response 200 body /a", kind="undocumented-field", pointer="/components/schemas/App"),
            finding("response 200 body /b", kind="undocumented-field", pointer="/components/schemas/App"),
        ),
        (
            finding("response 200 body /total"),
            finding("response 200 body /limit", pointer="/components/schemas/AppPage/properties/limit"),
        ),
        (
            finding("response status", kind="status", expected="400", observed="201", operation="createApp"),
            finding(
                "response status",
                kind="status",
                expected="400",
                observed="201",
                operation="createWorkflow",
                pointer="/components/schemas/WorkflowName/maxLength",
            ),
        ),
    ],
    ids=["two new fields", "two fields", "two limits"],
)
def test_changes_that_have_nothing_in_common_stay_apart(one: Any, other: Any) -> None:
    """Two new fields of one object, the same at two fields, and two limits are two causes each, with two ids."""
    assert len({cause.id for cause in together(one, other)}) == 2


@pytest.mark.parametrize(
    ("past", "state", "words"),
    [
        ([], "found", "Found in the first run of this history, so it need not be new"),
        ([report(days=-1)], "new", "New since the run of 2026-11-19 03:00 UTC"),
        ([report([finding()], days=-1)], "known", "Known since 2026-11-19, in 2 runs"),
    ],
)
def test_cause_knows_since_when_it_is_there(past: list[Any], state: str, words: str) -> None:
    """A change is new, known, or found by the first run, and the words say since when."""
    made = written(report([finding()]), [history.entry(one) for one in past])
    assert [(cause["state"], standing_of(cause, made)) for cause in made["causes"]] == [(state, words)]


def test_annotations_for_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    """In GitHub Actions each change is an annotation at its line of the spec, which nothing in it can leave."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = io.StringIO()
    show(written(report([finding(observed="a\n::error::b"), finding("x", severity="additive", pointer="/y")])), out)
    marked = [line for line in out.getvalue().splitlines() if line.startswith("::")]
    assert [line.partition(" ")[0] for line in marked] == ["::error", "::warning"]
    assert "file=openapi/connect.yaml,line=" in marked[0]


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        (Terminal, {"TERM": "xterm-256color"}, True),
        (Terminal, {"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        (io.StringIO, {}, False),
        (io.StringIO, {"FORCE_COLOR": "1"}, True),
    ],
)
def test_colour_where_there_is_a_terminal(
    stream: Callable[[], io.StringIO], environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal gets colour unless NO_COLOR is set, anything else none unless FORCE_COLOR is."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = stream()
    show(written(report([finding()])), out)
    assert bool(re.search("\x1b\\[[0-9;]*3[0-9]", out.getvalue())) == coloured


@pytest.mark.slow
def test_the_score_of_causes_tells_good_from_bad() -> None:
    """A change that is said once in its own words is good; one that is said otherwise is not."""
    (name,) = chosen(["error-flattened"])
    (result,) = results([name], jobs=1)
    assert (result.good, result.unsaid) == (True, []), result.row()
    other = compared(result.entry, ["Something else changed."])
    assert (other.good, other.unsaid) == (False, result.entry.says)


def test_the_operation_that_others_disagree_with_comes_first() -> None:
    """Its answer is what a reader wants to see; where two disagree, the order stays as it was."""
    pointer = "/components/schemas/App/properties/name"

    def odd(operation: str, elsewhere: str, place: str) -> Any:
        since = f"'a', as {elsewhere} showed it before, with no change in between"
        return finding(place, kind="agreement", operation=operation, expected=since, observed="'b'", pointer=pointer)

    body = "response 200 body /name"
    listed = odd("listApps", "getRedirectUris", "response 200 body /data/*/name")
    (cause,) = together(odd("getApp", "listApps", body), listed)
    assert cause.leading["operation"] == "listApps"
    (cause,) = together(odd("getApp", "listApps", body), odd("listApps", "getApp", "response 200 body /data/*/name"))
    assert cause.leading["operation"] == "getApp"


@pytest.mark.parametrize(
    ("rule", "again", "common", "command"),
    [
        ("paging/windows", None, (), "make replay FINDING="),
        ("paging/every-answer", Again(2, 2), (), "make replay FINDING="),
        ("lifecycle/every-answer", None, (), "make contract TARGET=sandbox"),
        ("shape", Again(2, 1), (), "make contract TARGET=sandbox"),
        ("shape", Again(2, 2), (COMES_AND_GOES,), "make contract TARGET=sandbox"),
    ],
)
def test_what_one_request_cannot_tell_is_looked_for_by_another_run(
    rule: str, again: Again | None, common: tuple[str, ...], command: str
) -> None:
    """What takes the answers of a whole run to tell, and what comes and goes."""
    one = finding("response 200 body /total", kind="value", rule=rule)
    found = replace(one, again=again, common=common)
    (cause,) = written(report([found]))["causes"]
    assert cause["next"].startswith(command)


def test_that_an_answer_shows_another_thing_is_said_by_its_name() -> None:
    """Not by the first of its fields, which differ since it is another thing."""

    def differs(field: str, expected: str, observed: str) -> Any:
        return finding(
            f"response 200 body /{field}",
            kind="agreement",
            operation="getWorkflow",
            rule="agreement/read-as-answered",
            expected=f"{expected}, as createWorkflow answered",
            observed=observed,
            pointer="/paths/~1apps~1{client_id}~1workflows/post/x-creates",
        )

    found = [differs(field, f"'{field} of one'", f"'{field} of another'") for field in ("createdAt", "name")]
    found.append(differs("workflowId", "'wf_1'", "'wf_2'"))
    (cause,) = together(*found)
    assert cause.leading["place"].endswith("/workflowId")
