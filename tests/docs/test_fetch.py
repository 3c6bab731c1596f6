from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from contract_tests.docs.fetch import PagesUnavailable, fetch_pages, markdown_url
from scripts.spec.spec import Spec
from tests.docs.conftest import Run
from tests.docs.score.score import FAITHFUL_PAGES

PAGE = "/reference/create-production-test.md"


@dataclass
class Site:
    """A documentation site on loopback: `special` answers by path, before the pages do."""

    url: str = ""
    special: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        page = FAITHFUL_PAGES / Path(path).name
        return self.special.get(path) or (200, {"Content-Type": "text/markdown"}, page.read_bytes())


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
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
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
        vendor = "https://docs.hopae.com/api-reference/workspace"
        assert vendor in text
        spec.write_text(text.replace(vendor, f"{site.url}/reference"), "utf-8")

    return point


def test_pages_are_fetched_as_markdown_and_conform(
    run: Run, site: Site, on_site: Callable[[], None], spec: Spec
) -> None:
    on_site()
    code, report = run()
    assert (code, report["verdict"], report["target"]["base_url"]) == (0, "conforms", site.url)
    pages = [f"/reference/{Path(operation.documentation).name}.md" for operation in spec.operations.values()]
    assert sorted(path for path, _ in site.requests) == sorted(pages)
    assert all(agent.startswith("hopae-connect-docs-drift") for _, agent in site.requests)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_drift(run: Run, site: Site, on_site: Callable[[], None], status: int) -> None:
    on_site()
    site.special[PAGE] = (status, {}, b"gone")
    code, report = run()
    (finding,) = report["findings"]
    reported = (code, finding["kind"], finding["severity"], finding["observed"])
    assert reported == (1, "page-gone", "breaking", f"status {status}")


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_page_that_is_refused_is_inconclusive(run: Run, site: Site, on_site: Callable[[], None], status: int) -> None:
    on_site()
    site.special[PAGE] = (status, {}, b"<html>later</html>")
    code, report = run()
    assert (code, report["findings"]) == (2, [])
    assert report["inconclusive"][0]["why"] == f"the page cannot be fetched: status {status}"


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


def test_a_redirect_to_another_host_is_reported_and_not_followed(
    run: Run, site: Site, on_site: Callable[[], None]
) -> None:
    on_site()
    site.special[PAGE] = (302, {"Location": "http://login.invalid/?next=page"}, b"")
    code, report = run()
    assert (code, [finding["kind"] for finding in report["findings"]]) == (1, ["page-moved"])
    assert report["inconclusive"][0]["why"] == "the page moved to another host, login.invalid"


def test_a_redirect_loop_ends(run: Run, site: Site, on_site: Callable[[], None]) -> None:
    on_site()
    site.special[PAGE] = (302, {"Location": PAGE}, b"")
    assert "redirects more than 3 times" in run()[1]["inconclusive"][0]["why"]


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
