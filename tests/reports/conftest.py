"""A real browser for the page: the system's Chromium, headless, driven by Playwright."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

from contract_tests.reports import html
from scripts.sample_report import FLAGS, chromium
from tests.reports.samples import OPERATIONS

CHROMIUM = chromium()


@dataclass(frozen=True)
class Opened:
    """A page in the browser; `errors` are those of its scripts and of its policy, `requests` what it asked for."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """The place of the first finding of each change that is shown."""
        place = "one => one.querySelector('.finding h4 code:last-child').textContent"
        return list(self.page.locator("#changes article:visible").evaluate_all(f"all => all.map({place})"))


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, closed with the last test of a module: while it is open, a loop of asyncio runs in this thread."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Render a report to a file and open it; what is asked of the network is refused and recorded."""
    contexts = []

    def open_page(
        report: Any,
        runs: Sequence[Any] = (),
        *,
        fragment: str = "",
        width: int = 1280,
        script: str = "",
        **options: Any,
    ) -> Opened:
        path = tmp_path / "drift.html"
        path.write_text(html.render(report, runs, OPERATIONS), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        context.set_default_timeout(5_000)
        contexts.append(context)
        page = context.new_page()
        view = Opened(page, path.as_uri())

        def watch(route: Route) -> None:
            view.requests.append(route.request.url)
            if route.request.url.startswith("file:"):
                route.continue_()
            else:
                route.abort()

        def answer(dialog: Dialog) -> None:
            view.errors.append(dialog.message)
            dialog.dismiss()

        page.route("**/*", watch)
        page.on("pageerror", lambda error: view.errors.append(str(error)))
        page.on("console", lambda message: view.errors.append(message.text))
        page.on("dialog", answer)
        if script:
            page.add_init_script(script)
        page.goto(view.address + fragment)
        return view

    yield open_page
    for context in contexts:
        context.close()
