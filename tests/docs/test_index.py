from pathlib import Path

import pytest

from tests.docs.conftest import Run

LINE = "- [Get App](https://docs.hopae.com/api-reference/workspace/get-app.md)\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "reported"),
    [
        ("", ("page-gone", "breaking", "documentation index /api-reference/workspace/get-app", "not in the index")),
        (
            LINE.replace("workspace/get-app", "get-app"),
            (
                "page-moved",
                "additive",
                "documentation index /api-reference/workspace/get-app",
                "/api-reference/get-app",
            ),
        ),
        (
            LINE + LINE.replace("get-app", "get-app-logo"),
            ("page-new", "additive", "documentation index /api-reference/workspace/get-app-logo", "in the index"),
        ),
    ],
)
def test_a_page_of_the_reference_that_is_new_or_elsewhere_or_gone_is_a_finding(
    run: Run, pages: Path, line: str, reported: tuple[str, ...]
) -> None:
    index = pages / "llms.txt"
    index.write_text(index.read_text("utf-8").replace(LINE, line), "utf-8")
    code, report = run("--pages", pages)
    (finding,) = report["findings"]
    assert code == 1
    assert tuple(finding[name] for name in ("kind", "severity", "place", "observed")) == reported
    assert (finding["operation"], finding["documentation"]) == ("all", "https://docs.hopae.com/llms.txt")


def test_pages_of_other_parts_of_the_site_are_nothing_new(run: Run, pages: Path) -> None:
    index = pages / "llms.txt"
    index.write_text(f"{index.read_text('utf-8')}- [Next](https://docs.hopae.com/guides/next.md)\n", "utf-8")
    assert run("--pages", pages)[0] == 0


def test_without_a_locked_index_our_own_pages_have_to_be_in_it(run: Run, pages: Path) -> None:
    lock, index = pages / "docs.lock.yaml", pages / "llms.txt"
    lock.write_text("index: null\npages: {}\n", "utf-8")
    index.write_text(index.read_text("utf-8").replace(LINE, LINE.replace("get-app", "get-app-logo")), "utf-8")
    (finding,) = run("--pages", pages)[1]["findings"]
    assert finding["place"] == "documentation index /api-reference/workspace/get-app"
