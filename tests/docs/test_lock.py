from pathlib import Path

import pytest

from contract_tests.docs.lock import read_lock
from tests.docs.conftest import Run
from tests.docs.score.score import FAITHFUL_PAGES

PAGE = "create-production-test.md"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def locked(run: Run, pages: Path) -> Path:
    """The folder of pages, after these pages were locked."""
    assert run("--pages", pages, "--lock")[0] == 0
    return pages


def test_a_page_is_named_for_the_lock_alone(run: Run, pages: Path) -> None:
    """Else it would be passed over in silence."""
    assert run("--pages", pages, "--page", "create-app") == (2, {})


def _reported(run: Run, pages: Path) -> tuple[int, list[tuple[str, str, str]], list[str]]:
    code, report = run("--pages", pages)
    findings = [(one["place"], one["expected"], one["observed"]) for one in report["findings"]]
    return code, findings, [notice["place"] for notice in report["notices"]]


def test_nothing_has_changed_right_after_locking(run: Run, locked: Path) -> None:
    assert _reported(run, locked) == (0, [], [])


def test_pages_that_have_not_changed_are_locked_as_they_were(run: Run, locked: Path) -> None:
    before = (FAITHFUL_PAGES / "docs.lock.yaml").read_text("utf-8")
    assert (locked / "docs.lock.yaml").read_text("utf-8") == before


def test_a_change_names_the_tokens_that_changed(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, "max 200 characters", "max 150 characters")
    _edit(locked / PAGE, ", default 3", "")
    _edit(locked / PAGE, "Names the request.", "Names the request, a UUID.")
    assert _reported(run, locked) == (
        1,
        [
            ("documentation /request/body/maxStamps", "default 3", "no longer on the page"),
            ("documentation /request/body/title", "max 200 characters", "max 150 characters"),
            ("documentation /response/body/id", "no word of it", "UUID"),
        ],
        [],
    )


def test_other_words_for_the_same_are_a_notice_that_every_report_shows(run: Run, locked: Path, tmp_path: Path) -> None:
    _edit(locked / PAGE, "Names the request.", "Identifies the request.")
    _edit(locked / PAGE, "Gives back the request", "Returns the request")
    assert _reported(run, locked) == (0, [], ["/response/body/id", "section Response"])
    for name in ("drift.md", "drift.html"):
        text = (tmp_path / "reports" / name).read_text("utf-8")
        assert "other words, no other fact: section Response" in text


def test_a_fact_that_moves_from_a_field_to_the_text_around_it_has_not_changed(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, " (max 200 characters)", "")
    _edit(locked / PAGE, "### Request body\n", "### Request body\n\nThe title has at most 200 characters.\n")
    assert _reported(run, locked)[:2] == (0, [])


def test_a_heading_in_other_words_is_a_notice(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, "## Response\n", "## What you get\n")
    assert _reported(run, locked) == (0, [], ["section Response", "section What you get"])


def test_white_space_is_no_change(run: Run, locked: Path) -> None:
    page = locked / PAGE
    page.write_bytes(page.read_bytes().replace(b"\n\n", b"\r\n\r\n\r\n"))
    assert _reported(run, locked) == (0, [], [])


@pytest.mark.slow
def test_locking_accepts_words_and_text_and_keeps_the_notes(run: Run, openapi: Path, pages: Path) -> None:
    (pages / "docs.lock.yaml").unlink()
    notes = [page.unreadable for page in read_lock(openapi / "docs.lock.yaml").pages.values()]
    _edit(pages / PAGE, "Names the request.", "Names the request with `a` or `b`.")
    assert _reported(run, pages)[0] == 1
    assert run("--pages", pages, "--lock")[0] == 0
    assert _reported(run, pages) == (0, [], [])
    assert [
        page.unreadable for page in read_lock(openapi / "docs.lock.yaml").pages.values() if page.unreadable
    ] == notes


def test_what_the_spec_has_otherwise_is_drift_after_locking_too(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, "max 200 characters", "max 150 characters")
    assert run("--pages", locked, "--lock")[0] == 0
    place = "documentation /request/body/title"
    assert _reported(run, locked) == (1, [(place, "at most 200", "max 150 characters")], [])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["create-production-test", "createProductionTest"])
def test_one_page_is_locked_alone(run: Run, locked: Path, name: str) -> None:
    _edit(locked / PAGE, "Names the request.", "Names the request with `a` or `b`.")
    _edit(locked / "get-app.md", "Gives an app", "Gives an app, by `ETag`,")
    assert run("--pages", locked, "--lock", "--page", name)[0] == 0
    code, findings, notices = _reported(run, locked)
    assert (code, [place for place, *_ in findings], notices) == (1, ["documentation section Get App"], [])


def test_a_page_that_there_is_not_is_one_line(run: Run, locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("--pages", locked, "--lock", "--page", "get-nothing")[0] == 2
    assert capsys.readouterr().err.startswith("error: there is no page get-nothing; there are getWorkspace, ")


def test_the_lock_keeps_no_sentence(locked: Path) -> None:
    assert "asked for" in (locked / PAGE).read_text("utf-8")
    text = (locked / "docs.lock.yaml").read_text("utf-8")
    assert not any(word in text for word in ("asked", "challenge is called", "retry safe", "turn"))


def test_a_page_that_cannot_be_read_is_not_locked(run: Run, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (pages / "docs.lock.yaml").read_bytes()
    (pages / PAGE).write_text("<html>Sign in</html>", "utf-8")
    assert run("--pages", pages, "--lock")[0] == 2
    assert (pages / "docs.lock.yaml").read_bytes() == before
    reported = "error: the page of createProductionTest cannot be locked: the page is HTML, not Markdown\n"
    assert capsys.readouterr().err == reported


def test_a_fact_that_was_locked_and_is_gone_is_drift_though_a_sample_shows_it(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, '<ResponseField name="status" type="string">', '<Card name="status" type="string">')
    _edit(locked / PAGE, "`failed`).\n</ResponseField>", "`failed`).\n</Card>")
    (finding,) = run("--pages", locked)[1]["findings"]
    assert (finding["kind"], finding["place"]) == ("missing-field", "documentation /response/body/status")
    assert finding["observed"] == "no longer described, though a sample shows it"


@pytest.mark.parametrize("text", ["pages: [", "[]", "pages: {listApps: {places: {a: 1}}}", "\x00"])
def test_a_broken_lock_is_one_line(run: Run, pages: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (pages / "docs.lock.yaml").write_text(text, "utf-8")
    assert run("--pages", pages)[0] == 2
    error = capsys.readouterr().err
    assert error.startswith("error: docs.lock.yaml cannot be read")
    assert error.count("\n") == 1


@pytest.mark.slow
def test_a_name_in_a_sample_is_held_and_what_people_make_up_is_not(run: Run, locked: Path) -> None:
    page = locked / "get-app.md"
    _edit(page, '"name": "Shop"', '"name": "Bank"')
    assert _reported(run, locked) == (0, [], [])
    _edit(page, '"verification.completed"', '"verification.completed", "app.deleted"')
    assert _reported(run, locked) == (0, [], [])
    _edit(page, '"verification.completed", ', "")
    place = "documentation /response/sample/webhookConfig/events/*"
    assert _reported(run, locked) == (1, [(place, "verification.completed", "app.deleted")], [])


def test_what_two_places_say_alike_is_written_out_at_each(locked: Path) -> None:
    assert "&id" not in (locked / "docs.lock.yaml").read_text("utf-8")


def test_values_that_have_all_lost_their_marks_are_the_same(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, "`ios` or `android`", "ios or android")
    assert _reported(run, locked) == (0, [], ["/request/body/targetPlatform"])
