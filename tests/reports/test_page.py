"""The page in a real browser: what it shows, how it filters and copies, and that it keeps to itself."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from contract_tests.judging.visible import one_line
from contract_tests.reports import history
from tests.reports.conftest import Open, Opened
from tests.reports.samples import (
    DRIFT,
    HOSTILE,
    busy_report,
    carrying_report,
    full_report,
    hostile_report,
    many,
    past_runs,
    report,
    written,
)

pytestmark = pytest.mark.slow

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
REPORTS = {
    "drift": full_report,
    "conforms": lambda: written(report()),
    "failed": lambda: written(report(failure="nobody listens", exercised=False)),
    "hostile": hostile_report,
    "carrying": carrying_report,
}


def filters(view: Opened) -> dict[str, list[str]]:
    """The filters in the address."""
    return parse_qs(urlsplit(view.page.url).fragment)


def runs_with(made: Any) -> list[Any]:
    return [*past_runs(), history.entry(made)]


def test_page_says_what_the_report_says(opened: Open) -> None:
    """Verdict, trend, matrix, findings and the other sections are there, without an error or a request."""
    made = full_report()
    view = opened(made, runs_with(made))
    page = view.page
    assert page.locator("h1").inner_text() == "data/*/name is missing from answers of listApps. And 2 more changes."
    assert page.locator(".verdict .standing").inner_text() == "Known since 2026-11-25, in 5 runs"
    assert "Drift: 2 breaking changes, 1 additive, 1 accepted" in page.locator(".verdict .beside").inner_text()
    words = "Of 10 runs: 4 conforming, 5 with drift, 1 could not run. The last 5, since 2026-11-25: with drift."
    assert words in page.locator("#trend-words").inner_text()
    assert page.get_by_role("img", name="The last runs").count() == 1
    assert page.locator("svg g").count() == 10
    row = page.locator(".matrix tr", has_text="listApps")
    assert row.locator("td").evaluate_all("cells => cells.map(cell => cell.className)") == [
        "drift", "not-exercised", "not-exercised", "not-exercised", "not-exercised", "accepted",
    ]  # fmt: skip
    assert page.locator(".matrix tr", has_text="getProductionTestReport").count() == 1
    assert page.locator(".matrix td.not-applicable").all_inner_texts() == ["∅\nnot applicable"]
    assert page.locator("#left tbody tr").inner_text().split("\t")[1:] == [
        "createProductionTest", "deleteProductionTest answered 500",
    ]  # fmt: skip
    first = page.locator("article.cause").first
    assert first.get_by_role("heading").first.inner_text() == "data/*/name is missing from answers of listApps."
    assert first.locator("p.times").inner_text() == "Seen 9 times"
    assert first.locator(".diff").first.inner_text().split() == [*["expected", "present", "observed", "absent"]]
    assert "2026-11-25, in 5 runs" in first.inner_text()
    assert page.locator("article.cause").nth(1).locator("mark").all_inner_texts() == ["v1/"]
    titles = page.locator("main h2").all_inner_texts()
    assert titles == [
        "What changed",
        "Gone since the last run",
        "What to do",
        "Left behind",
        "Operations and rules",
        "This run",
        "Inconclusive",
        "Not applicable",
        "Accepted by the baseline",
        "Documented, but in no answer of this run",
    ]
    assert (view.errors, view.requests) == ([], [view.address])


def test_page_shows_what_is_carried_over(opened: Open) -> None:
    """What was not looked at has a section, a cell in the matrix and a bar, and no check mark stands for it."""
    made = carrying_report()
    view = opened(made, runs_with(made))
    page = view.page
    assert page.locator("h1").inner_text().startswith("Nothing new, but 4 known changes were not looked at: ")
    assert page.locator(".beside").inner_text() == (
        "Drift: nothing new, 4 carried over; "
        "1 rule inconclusive, listApps, listProductionTests and createProductionTest were never seen to succeed"
    )
    rows = page.locator("#carried article")
    assert rows.count() == 4
    assert "not looked at this time, since listApps was not seen to succeed" in page.locator("#carried").inner_text()
    row = page.locator(".matrix tr", has_text="listApps")
    assert row.locator("td").evaluate_all("cells => cells.map(cell => cell.className)") == [
        "carried-over", "not-exercised", "not-exercised", "never-succeeded",
    ]  # fmt: skip
    assert page.locator("svg rect.carried").count() == 1
    assert page.locator("#remarks li").inner_text() == "the server's clock is 300 s ahead"
    assert (view.errors, view.requests) == ([], [view.address])


def test_filters_live_in_the_address(opened: Open) -> None:
    """Choosing a filter changes the address, and an address brings its filters back."""
    view = opened(busy_report())
    page = view.page
    assert len(view.shown()) == 7
    page.locator("select[name=severity]").select_option("additive")
    assert view.shown() == ["response 200 body /data/*/colour"]
    assert filters(view) == {"severity": ["additive"]}
    assert page.get_by_text("1 of 7 shown").is_visible()
    page.get_by_role("searchbox").fill("nothing like it")
    assert page.get_by_text("No change matches.").is_visible()
    page.get_by_role("button", name="Show all changes").click()
    assert (len(view.shown()), filters(view)) == (7, {})
    again = opened(busy_report(), fragment="#operation=createProductionTest&q=LOCATION+header")
    assert again.shown() == ["response 201 header Location"]
    assert again.page.locator("select[name=operation]").input_value() == "createProductionTest"
    assert again.page.get_by_role("searchbox").input_value() == "LOCATION header"
    again.page.get_by_role("button", name="Clear").click()
    assert len(again.shown()) == 7
    assert opened(busy_report(), fragment="#operation=nowhere&%").errors == []


def test_few_changes_need_no_filters(opened: Open) -> None:
    """Three changes stand there without a form between them and the headline."""
    assert opened(full_report()).page.locator("form").count() == 0


def test_matrix_leads_to_its_changes_and_back(opened: Open) -> None:
    """A drifting cell filters the changes by its operation and rule; the browser's back button undoes it."""
    view = opened(busy_report())
    view.page.locator(".matrix tr", has_text="createProductionTest").get_by_role("link").click()
    assert view.shown() == ["response 201 header Location"]
    assert filters(view) == {"operation": ["createProductionTest"], "rule": ["creation"]}
    view.page.go_back()
    assert len(view.shown()) == 7


@pytest.mark.parametrize("made", [busy_report, full_report])
def test_address_of_a_finding_shows_it(opened: Open, made: Callable[[], Any]) -> None:
    """The address of a finding opens what it lies in, even past filters that hide it."""
    view = opened(made(), fragment="#severity=additive")
    identifier = f"finding-{DRIFT[0].id}"
    view.page.evaluate("id => { location.hash = id }", identifier)
    view.page.locator(f"#{identifier}").wait_for(state="visible")
    assert len(view.shown()) == len(made()["causes"]) - len(made().get("gone", ()))


def test_copy_button_copies_the_next_command(opened: Open) -> None:
    """The line is on the clipboard, and the button and a live region say so."""
    made = full_report()
    view = opened(made, permissions=["clipboard-read", "clipboard-write"])
    button = view.page.get_by_role("button", name="Copy the next command").first
    button.click()
    view.page.get_by_text("The line is copied.").wait_for()
    assert view.page.evaluate("navigator.clipboard.readText()") == made["causes"][0]["next"]
    assert button.inner_text() == "Copied"


def test_copy_button_copies_the_curl_line(opened: Open) -> None:
    """The request of a finding, with the key as a variable of the shell, is on the clipboard."""
    made = full_report()
    view = opened(made, permissions=["clipboard-read", "clipboard-write"])
    view.page.locator("summary").first.click()
    view.page.get_by_role("button", name="Copy the request").first.click()
    view.page.get_by_text("The line is copied.").wait_for()
    assert view.page.evaluate("navigator.clipboard.readText()") == made["findings"][0]["evidence"][0]["curl"]


def test_without_a_clipboard_the_line_is_selected(opened: Open) -> None:
    """Where the browser refuses to copy, the line is selected and the reader told what to press."""
    made = full_report()
    refusing = "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    view = opened(made, script=refusing)
    view.page.get_by_role("button", name="Copy the next command").first.click()
    view.page.get_by_text("press Ctrl+C").wait_for()
    assert view.page.evaluate("getSelection().toString()") == made["causes"][0]["next"]
    assert view.errors == []


def test_hostile_text_is_only_text(opened: Open) -> None:
    """Markup, template syntax, control characters and direction marks from a target are shown, never obeyed."""
    made = hostile_report()
    view = opened(made, runs_with(made))
    page = view.page
    assert one_line(HOSTILE) in {one.replace("\n", "\\u000a") for one in view.shown()}
    assert page.locator("img, iframe, object, [onerror], main script").count() == 0
    assert "javascript:" not in str(page.locator("a").evaluate_all("links => links.map(link => link.href)"))
    assert page.title().startswith("Drift: 2 breaking changes")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert (view.errors, view.requests) == ([], [view.address])


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("drift", "light"),
        ("drift", "dark"),
        ("hostile", "light"),
        ("hostile", "dark"),
        ("conforms", "light"),
        ("failed", "dark"),
        ("carrying", "light"),
        ("carrying", "dark"),
    ],
)
def test_page_is_accessible(opened: Open, name: str, scheme: str) -> None:
    """axe finds nothing to object to, in either colour scheme, wide and narrow, with everything opened."""
    made = REPORTS[name]()
    view = opened(made, runs_with(made), color_scheme=scheme, width=1280 if scheme == "light" else 390)
    view.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    view.page.evaluate(AXE)
    violations = view.page.evaluate("axe.run().then(results => results.violations)")
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert view.errors == []


@pytest.mark.parametrize("name", REPORTS)
def test_narrow_screen_does_not_scroll_sideways(opened: Open, name: str) -> None:
    """At 390 pixels the page is no wider than the screen: long lines wrap, wide tables scroll in their own box."""
    made = REPORTS[name]()
    page = opened(made, runs_with(made), width=390).page
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_print_shows_everything_and_no_controls(opened: Open) -> None:
    """On paper the exchanges are open, and filters, navigation and buttons are gone."""
    view = opened(full_report())
    page = view.page
    assert not page.locator(".messages").first.is_visible()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.locator(".messages").first.is_visible()
    assert page.locator("button:visible, form:visible, nav:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 720


def test_five_hundred_findings_are_filtered(opened: Open) -> None:
    """The page takes hundreds of findings, and a word among them finds the one."""
    view = opened(many(500))
    assert view.page.get_by_text("500 of 500 shown").is_visible()
    view.page.get_by_role("searchbox").fill("field_417")
    assert view.shown() == ["response 200 body /field_417"]
    assert view.errors == []


def test_keyboard_reaches_the_changes(opened: Open) -> None:
    """The first stop of the tabulator skips to the changes, whose filters come next."""
    page = opened(busy_report()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the changes"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "operation"


def test_page_is_whole_without_scripts(opened: Open) -> None:
    """Where scripts do not run, all findings are shown and no control pretends to work."""
    view = opened(full_report(), java_script_enabled=False)
    assert len(view.shown()) == 3
    assert view.page.locator("button:visible, form:visible").count() == 0
