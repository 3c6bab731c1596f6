from pathlib import Path

import pytest

from contract_tests.docs.page import read_page
from scripts.spec.spec import Spec
from tests.docs.conftest import Run

PAGE = "create-production-test.md"
CREATE = "createProductionTest"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the page is empty"),
        (b"<!doctype html><title>Sign in</title>", "the page is HTML, not Markdown"),
        (b"# Moved\n\nSee the new site.", "the page has none of Mintlify's fields and samples"),
        (b"\xff\xfe\x00\x01", "the page has none of Mintlify's fields and samples"),
        (b"x" * 500_001, "the page is larger than 500000 bytes"),
    ],
)
def test_a_page_that_says_nothing_never_passes(run: Run, pages: Path, spec: Spec, content: bytes, why: str) -> None:
    (pages / PAGE).write_bytes(content)
    code, report = run("--pages", pages)
    assert (code, report["verdict"]) == (2, "could-not-run")
    of_all = f"1 of {len(spec.operations) + 6} pages"
    assert report["failure"] == f"{of_all} could not be read, such as that of {CREATE}: {why}"
    assert report["inconclusive"] == [{"rule": "documentation", "operation": CREATE, "why": why}]


def test_a_page_whose_front_matter_stands_for_gigabytes_is_read() -> None:
    """A few lines of aliases are no title."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    front = "\n".join([*lines, "title: *a9", "openapi: GET /apps"])
    assert read_page(f"---\n{front}\n---\n# Apps\n").declared == "GET /apps"


@pytest.mark.slow
def test_drift_of_another_page_outweighs_a_page_that_says_nothing(run: Run, pages: Path) -> None:
    (pages / PAGE).write_bytes(b"")
    other = pages / "list-apps.md"
    other.write_text(other.read_text("utf-8").replace('"total": 1', '"total": "1"'), "utf-8")
    code, report = run("--pages", pages)
    assert (code, len(report["findings"]), len(report["inconclusive"])) == (1, 1, 1)


def test_a_page_without_its_fields_is_one_finding(run: Run, pages: Path) -> None:
    page = pages / PAGE
    text = page.read_text("utf-8").replace("ParamField", "Row").replace("ResponseField", "Row")
    page.write_text(text, "utf-8")
    code, report = run("--pages", pages)
    assert (code, [finding["kind"] for finding in report["findings"]]) == (1, ["page-format"])


def test_a_missing_file_is_inconclusive(run: Run, pages: Path) -> None:
    (pages / PAGE).unlink()
    code, report = run("--pages", pages)
    assert (code, report["inconclusive"][0]["why"]) == (2, f"{PAGE}: No such file or directory")


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_folder_without_pages_is_one_line(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    assert run("--pages", tmp_path / folder) == (2, {})
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1


def test_a_page_that_is_cut_off_is_inconclusive_whatever_is_missing_from_it(run: Run, pages: Path) -> None:
    page = pages / PAGE
    page.write_text(page.read_text("utf-8").partition("How many stamps")[0], "utf-8")
    code, report = run("--pages", pages)
    why = "the page is cut off inside <ParamField>"
    assert (code, report["findings"], report["inconclusive"][0]["why"]) == (2, [], why)


@pytest.mark.parametrize("name", ["errors.md", "llms.txt"])
def test_a_guide_or_index_that_is_missing_is_inconclusive(run: Run, pages: Path, name: str) -> None:
    (pages / name).unlink()
    code, report = run("--pages", pages)
    assert (code, [one["why"] for one in report["inconclusive"]]) == (2, [f"{name}: No such file or directory"])
