from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from contract_tests.docs import fetch
from contract_tests.docs.fetch import PagesUnavailable, fetch_pages, markdown_url
from contract_tests.docs.session import documented_pages
from scripts.spec.spec import Spec
from tests.docs.conftest import Run
from tests.docs.score.score import FAITHFUL_PAGES

PAGE = "/api-reference/workspace/create-production-test.md"


@dataclass
class Site:
    """A documentation site on loopback: `special` answers by path, `once` alone or always, before the pages do."""

    url: str = ""
    special: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    once: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        page = FAITHFUL_PAGES / Path(path).name
        return (
            self.once.pop(path, None)
            or self.special.get(path)
            or (200, {"Content-Type": "text/markdown"}, page.read_bytes())
        )


class Server(ThreadingHTTPServer):
    """A server that lets those go who do not wait for its answer, without a word in the output of a later test."""

    def handle_error(self, *_: object) -> None:
        return


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, self.headers["User-Agent"]))
            status, headers, body = site.answer(self.path)
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            for at in range(0, len(body), 1 if "X-Drip" in headers else len(body) or 1):
                time.sleep(0.05 * ("X-Drip" in headers))
                self.wfile.write(body[at : at + (1 if "X-Drip" in headers else len(body))])

        def log_message(self, *_: object) -> None:
            return

    with Server(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture
def on_site(site: Site, openapi: Path) -> Callable[[], None]:
    """Let the spec name the pages of the site."""

    def point() -> None:
        spec = openapi / "connect.yaml"
        text = spec.read_text("utf-8")
        vendor = "https://docs.hopae.com"
        assert vendor in text
        spec.write_text(text.replace(vendor, site.url), "utf-8")
        shutil.copy(FAITHFUL_PAGES / "docs.lock.yaml", openapi)

    return point


@pytest.mark.slow
def test_pages_are_fetched_as_markdown_and_conform(
    run: Run, site: Site, on_site: Callable[[], None], spec: Spec
) -> None:
    on_site()
    code, report = run()
    assert (code, report["verdict"], report["target"]["base_url"]) == (0, "conforms", site.url)
    pages = [f"{url.removeprefix('https://docs.hopae.com')}.md" for url in documented_pages(spec).values()]
    assert sorted(path for path, _ in site.requests) == sorted([*pages, "/llms.txt"])
    assert all(agent.startswith("hopae-connect-docs-drift") for _, agent in site.requests)


@pytest.mark.slow
@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_drift(run: Run, site: Site, on_site: Callable[[], None], status: int) -> None:
    on_site()
    site.special[PAGE] = (status, {}, b"gone")
    code, report = run()
    (finding,) = report["findings"]
    reported = (code, finding["kind"], finding["severity"], finding["observed"])
    assert reported == (1, "page-gone", "breaking", f"status {status}")


@pytest.mark.slow
@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_page_that_is_refused_is_inconclusive(run: Run, site: Site, on_site: Callable[[], None], status: int) -> None:
    on_site()
    site.special[PAGE] = (status, {}, b"<html>later</html>")
    code, report = run()
    assert (code, report["findings"]) == (2, [])
    assert report["inconclusive"][0]["why"] == f"the page cannot be fetched: status {status}"


@pytest.mark.slow
def test_a_page_that_moved_within_the_site_is_read_there_and_reported(
    run: Run, site: Site, on_site: Callable[[], None]
) -> None:
    on_site()
    site.special[PAGE] = (308, {"Location": "/new/create-production-test.md"}, b"")
    code, report = run()
    (finding,) = report["findings"]
    assert (code, finding["kind"], finding["severity"]) == (1, "page-moved", "additive")
    assert finding["observed"] == f"{site.url}/new/create-production-test.md"
    assert report["inconclusive"] == []


def test_a_move_to_another_host_is_reported_and_not_followed(run: Run, site: Site, on_site: Callable[[], None]) -> None:
    on_site()
    site.special[PAGE] = (301, {"Location": "http://elsewhere.invalid/page.md"}, b"")
    code, report = run()
    assert (code, [finding["kind"] for finding in report["findings"]]) == (1, ["page-moved"])
    assert report["inconclusive"][0]["why"] == "the page moved to another host, elsewhere.invalid"


@pytest.mark.slow
def test_a_redirect_loop_ends(run: Run, site: Site, on_site: Callable[[], None]) -> None:
    on_site()
    site.special[PAGE] = (301, {"Location": PAGE}, b"")
    assert "redirects more than 3 times" in run()[1]["inconclusive"][0]["why"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "target", "why"),
    [
        (302, "/elsewhere.md", "the page redirects for now: status 302"),
        (307, "http://elsewhere.invalid/x.md", "the page redirects for now: status 307"),
        (301, "http://login.invalid/?next=page", "the page redirects to a login"),
        (308, "/signin", "the page redirects to a login"),
    ],
)
def test_a_redirect_that_is_no_move_is_inconclusive(
    run: Run, site: Site, on_site: Callable[[], None], status: int, target: str, why: str
) -> None:
    on_site()
    site.special[PAGE] = (status, {"Location": target}, b"")
    code, report = run()
    assert (code, report["findings"], report["inconclusive"][0]["why"]) == (2, [], why)


@pytest.mark.slow
def test_what_is_refused_once_is_fetched_again_after_the_time_that_the_server_asks_for(site: Site) -> None:
    site.once["/a.md"] = (429, {"Retry-After": "1"}, b"")
    site.special["/a.md"] = (200, {}, b"x")
    began = time.monotonic()
    assert fetch_pages([f"{site.url}/a"], pause_seconds=0.0)[f"{site.url}/a"].text == "x"
    assert time.monotonic() - began >= 1


def test_a_time_that_is_no_number_is_not_waited_for(site: Site) -> None:
    site.once["/a.md"] = (429, {"Retry-After": "\u00b2"}, b"")
    site.special["/a.md"] = (200, {}, b"x")
    assert fetch_pages([f"{site.url}/a"], pause_seconds=0.0)[f"{site.url}/a"].text == "x"


def test_a_page_that_drips_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PAGE_SECONDS", 0.2)
    site.special |= {"/slow.md": (200, {"X-Drip": "yes"}, b"x" * 20), "/quick.md": (200, {}, b"x")}
    pages = fetch_pages([f"{site.url}/quick", f"{site.url}/slow"], pause_seconds=0.0)
    assert pages[f"{site.url}/slow"].problem == "the page has not come within 0 s"


@pytest.mark.slow
def test_pages_are_kept_as_they_were_fetched(run: Run, site: Site, on_site: Callable[[], None], tmp_path: Path) -> None:
    on_site()
    run()
    kept = {page.name: page.read_bytes() for page in (tmp_path / "reports" / "pages").iterdir()}
    assert kept == {page.name: page.read_bytes() for page in FAITHFUL_PAGES.iterdir() if page.suffix != ".yaml"}


@pytest.mark.slow
def test_a_guide_that_was_never_seen_is_a_remark_where_it_is_not_found(
    run: Run, site: Site, on_site: Callable[[], None], openapi: Path
) -> None:
    on_site()
    site.special["/api-reference/workspace/errors.md"] = (404, {}, b"")
    assert [finding["kind"] for finding in run()[1]["findings"]] == ["page-gone"]
    lock = openapi / "docs.lock.yaml"
    lock.write_text(lock.read_text("utf-8").replace("\n  errors:\n", "\n  mistakes:\n"), "utf-8")
    code, report = run()
    assert (code, report["findings"], report["inconclusive"]) == (0, [], [])
    assert [note.partition(" at ")[0] for note in report["notes"]] == ["the guide errors is not"]


def test_a_page_without_end_is_cut_off(site: Site) -> None:
    site.special["/big.md"] = (200, {}, b"x" * 600_000)
    site.special["/small.md"] = (200, {}, b"x")
    pages = fetch_pages([f"{site.url}/big", f"{site.url}/small"], pause_seconds=0.0)
    assert pages[f"{site.url}/big"].problem == "the page is larger than 500000 bytes"
    assert pages[f"{site.url}/small"].text == "x"


def test_an_unreachable_site_is_one_line(
    run: Run, site: Site, on_site: Callable[[], None], capsys: pytest.CaptureFixture[str], openapi: Path
) -> None:
    on_site()
    spec = openapi / "connect.yaml"
    spec.write_text(spec.read_text("utf-8").replace(site.url, "http://127.0.0.1:9"), "utf-8")
    assert run() == (2, {})
    error = capsys.readouterr().err
    assert error.startswith("error: 127.0.0.1:9 cannot be reached: ")
    assert error.count("\n") == 1


def test_no_page_at_all_is_reported_once(site: Site) -> None:
    site.special["/a.md"] = (500, {}, b"")
    with pytest.raises(PagesUnavailable, match=r"^no page can be read: the page cannot be fetched: status 500$"):
        fetch_pages([f"{site.url}/a"], pause_seconds=0.0)


@pytest.mark.parametrize(
    ("url", "markdown"),
    [
        ("https://x.example/a/b", "https://x.example/a/b.md"),
        ("https://x.example/a/b/", "https://x.example/a/b.md"),
        ("https://x.example/a/b.md", "https://x.example/a/b.md"),
        ("https://x.example/a/b?c=d#e", "https://x.example/a/b.md"),
    ],
)
def test_the_markdown_of_a_page_stands_beside_it(url: str, markdown: str) -> None:
    assert markdown_url(url) == markdown
