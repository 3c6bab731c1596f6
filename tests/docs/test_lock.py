from pathlib import Path

import pytest

from tests.docs.conftest import Run

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


def test_nothing_has_changed_right_after_locking(run: Run, locked: Path) -> None:
    assert run("--pages", locked)[1]["changed_since_lock"] == []


def test_changes_since_the_lock_are_reported_fact_by_fact(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, "max 200 characters", "max 150 characters")
    _edit(locked / PAGE, ", default 3", "")
    _edit(locked / PAGE, "Names the request.", "Names the request, a UUID.")
    changes = run("--pages", locked)[1]["changed_since_lock"]
    assert [(change["what"], change["place"], change["was"], change["now"]) for change in changes] == [
        ("removed", "/request/body/maxStamps default", 3, None),
        ("changed", "/request/body/title maxLength", 200, 150),
        ("added", "/response/body/id format", None, "uuid"),
    ]


def test_a_page_in_new_words_alone_is_reported_as_such(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, "Names the request.", "Identifies the request.")
    code, report = run("--pages", locked)
    (change,) = report["changed_since_lock"]
    assert (code, change["place"]) == (0, "text, without a change of any fact")


def test_white_space_is_no_change(run: Run, locked: Path) -> None:
    page = locked / PAGE
    page.write_bytes(page.read_bytes().replace(b"\n\n", b"\r\n\r\n\r\n"))
    assert run("--pages", locked)[1]["changed_since_lock"] == []


def test_locking_accepts_the_pages_and_keeps_the_notes(run: Run, openapi: Path, locked: Path) -> None:
    before = (openapi / "docs.lock.yaml").read_text("utf-8")
    _edit(locked / PAGE, "max 200 characters", "max 150 characters")
    assert run("--pages", locked, "--lock")[0] == 0
    after = (openapi / "docs.lock.yaml").read_text("utf-8")
    assert run("--pages", locked)[1]["changed_since_lock"] == []
    assert before.count("reason:") == after.count("reason:") > 10


def test_a_page_that_cannot_be_read_is_not_locked(
    run: Run, openapi: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (openapi / "docs.lock.yaml").read_bytes()
    (pages / PAGE).write_text("<html>Sign in</html>", "utf-8")
    assert run("--pages", pages, "--lock")[0] == 2
    assert (openapi / "docs.lock.yaml").read_bytes() == before
    reported = "error: the page of createProductionTest cannot be locked: the page is HTML, not Markdown\n"
    assert capsys.readouterr().err == reported


def test_a_fact_that_was_locked_and_is_gone_is_drift_though_a_sample_shows_it(run: Run, locked: Path) -> None:
    _edit(locked / PAGE, '<ResponseField name="status" type="string">', '<Card name="status" type="string">')
    _edit(locked / PAGE, "`failed`).\n</ResponseField>", "`failed`).\n</Card>")
    (finding,) = run("--pages", locked)[1]["findings"]
    assert (finding["kind"], finding["place"]) == ("missing-field", "documentation /response/body/status")
    assert finding["observed"] == "no longer described, though a sample shows it"


@pytest.mark.parametrize("text", ["pages: [", "[]", "pages: {listApps: {}}", "\x00"])
def test_a_broken_lock_is_one_line(
    run: Run, openapi: Path, pages: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (openapi / "docs.lock.yaml").write_text(text, "utf-8")
    assert run("--pages", pages)[0] == 2
    error = capsys.readouterr().err
    assert error.startswith("error: docs.lock.yaml cannot be read")
    assert error.count("\n") == 1


def test_facts_edited_by_hand_are_noticed(
    run: Run, openapi: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(openapi / "docs.lock.yaml", "maxLength: 200", "maxLength: 250")
    assert run("--pages", pages)[0] == 2
    assert "the facts of createProductionTest are not those of its digest" in capsys.readouterr().err
