"""Where pages come from: the vendor's site, one request at a time, or a folder."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

TIMEOUT_SECONDS = 20.0
PAUSE_SECONDS = 0.5
LARGEST_PAGE_BYTES = 500_000
MOST_REDIRECTS = 3
UNREACHABLE = (httpx.NetworkError, httpx.ProxyError, httpx.ConnectTimeout)
USER_AGENT = "hopae-connect-docs-drift (compares documentation pages with an OpenAPI document)"


class PagesUnavailable(Exception):
    """No page could be read at all; the message is one line."""


@dataclass(frozen=True)
class Source:
    """A page's text, or why there is none: it is `gone`, or there is a passing `problem`; `moved_to` is its new URL."""

    text: str = ""
    gone: str | None = None
    problem: str | None = None
    moved_to: str | None = None


def markdown_url(documentation: str) -> str:
    """The URL of a page as Markdown."""
    parts = urlsplit(documentation)
    return parts._replace(path=f"{parts.path.rstrip('/').removesuffix('.md')}.md", query="", fragment="").geturl()


def fetch_pages(urls: Iterable[str], pause_seconds: float = PAUSE_SECONDS) -> dict[str, Source]:
    """Fetch pages by their documentation URL, as Markdown.

    Args:
        urls: The URLs that the spec names.
        pause_seconds: How long to wait between two pages.

    Raises:
        PagesUnavailable: No server could be reached at all.
    """
    found: dict[str, Source] = {}
    headers = {"User-Agent": USER_AGENT, "Accept": "text/markdown"}
    with httpx.Client(timeout=TIMEOUT_SECONDS, headers=headers) as client:
        for url in dict.fromkeys(urls):
            if found:
                time.sleep(pause_seconds)
            try:
                found[url] = _fetch(client, markdown_url(url))
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error).partition("\n")[0]) or type(error).__name__
                if not found and isinstance(error, UNREACHABLE):
                    raise PagesUnavailable(f"{urlsplit(url).netloc} cannot be reached: {reason}") from error
                found[url] = Source(problem=f"the page cannot be fetched: {reason}")
    return _unless_all_failed(found)


def read_pages(urls: Iterable[str], folder: Path) -> dict[str, Source]:
    """Read pages from a folder, each as `<last path segment of the URL>.md`.

    Raises:
        PagesUnavailable: There is no such folder, or none of the pages in it.
    """
    if not folder.is_dir():
        raise PagesUnavailable(f"{folder} is not a folder")
    return _unless_all_failed({url: _read(folder / Path(urlsplit(markdown_url(url)).path).name) for url in urls})


def _read(path: Path) -> Source:
    try:
        return _source(path.read_bytes())
    except OSError as error:
        return Source(problem=f"{path.name}: {error.strerror or type(error).__name__}")


def _unless_all_failed(found: dict[str, Source]) -> dict[str, Source]:
    problems = [source.problem for source in found.values()]
    if found and all(problems):
        raise PagesUnavailable(f"no page can be read: {problems[0]}")
    return found


def _fetch(client: httpx.Client, url: str) -> Source:
    moved_to = None
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", url) as response:
            if not response.has_redirect_location:
                return replace(_answer(response), moved_to=moved_to)
            target = urljoin(url, response.headers["location"])
        if urlsplit(target).netloc != urlsplit(url).netloc:
            return Source(moved_to=target, problem=f"the page moved to another host, {urlsplit(target).netloc}")
        moved_to = url = target
    return Source(moved_to=moved_to, problem=f"the page redirects more than {MOST_REDIRECTS} times")


def _answer(response: httpx.Response) -> Source:
    if response.status_code in (404, 410):
        return Source(gone=f"status {response.status_code}")
    if response.status_code != 200:
        return Source(problem=f"the page cannot be fetched: status {response.status_code}")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST_PAGE_BYTES:
            break
    return _source(bytes(content))


def _source(content: bytes) -> Source:
    if len(content) > LARGEST_PAGE_BYTES:
        return Source(problem=f"the page is larger than {LARGEST_PAGE_BYTES} bytes")
    return Source(text=content.decode("utf-8-sig", "replace"))
