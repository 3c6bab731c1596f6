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
# For a whole page, however slowly it comes, and for the pause that a server may ask for.
PAGE_SECONDS, LONGEST_PAUSE_SECONDS = 60.0, 30.0
PAUSE_SECONDS = 0.5
LARGEST_PAGE_BYTES = 500_000
MOST_REDIRECTS = 3
INDEX = "llms.txt"
UNREACHABLE = (httpx.NetworkError, httpx.ProxyError, httpx.ConnectTimeout)
USER_AGENT = "hopae-connect-docs-drift (compares documentation pages with an OpenAPI document)"
_LOGIN = re.compile(r"\b(?:log-?in|sign-?in|sso|oauth\d?|auth(?:orize)?|accounts?)\b(?!entication)", re.IGNORECASE)


class PagesUnavailable(Exception):
    """No page could be read at all; the message is one line."""


@dataclass(frozen=True)
class Source:
    """A page's text, or why there is none: it is `gone`, or there is a passing `problem`; `moved_to` is its new URL.

    `pause` is how many seconds the server asks to wait.
    """

    text: str = ""
    gone: str | None = None
    problem: str | None = None
    moved_to: str | None = None
    pause: float = 0.0


def markdown_url(documentation: str) -> str:
    """The URL of a page as Markdown; that of the index is its own."""
    parts = urlsplit(documentation)
    path = parts.path if parts.path.endswith(INDEX) else f"{parts.path.rstrip('/').removesuffix('.md')}.md"
    return parts._replace(path=path, query="", fragment="").geturl()


def fetch_pages(urls: Iterable[str], pause_seconds: float = PAUSE_SECONDS) -> dict[str, Source]:
    """Fetch pages by their documentation URL, as Markdown; what could not be fetched is tried once more.

    Args:
        urls: The URLs that the spec names.
        pause_seconds: How long to wait between two requests, unless the server asks for more.

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
                source = _fetch(client, markdown_url(url))
                if source.problem:
                    time.sleep(max(pause_seconds, source.pause))
                    source = _fetch(client, markdown_url(url))
            except UNREACHABLE as error:
                reason = _reason(error)
                if not found:
                    raise PagesUnavailable(f"{urlsplit(url).netloc} cannot be reached: {reason}") from error
                source = Source(problem=f"the page cannot be fetched: {reason}")
            found[url] = source
    return _unless_all_failed(found)


def read_pages(urls: Iterable[str], folder: Path) -> dict[str, Source]:
    """Read pages from a folder, each as `<last path segment of the URL>.md`.

    Raises:
        PagesUnavailable: There is no such folder, or none of the pages in it.
    """
    if not folder.is_dir():
        raise PagesUnavailable(f"{folder} is not a folder")
    return _unless_all_failed({url: _read(folder / Path(urlsplit(markdown_url(url)).path).name) for url in urls})


def keep_pages(sources: dict[str, Source], folder: Path) -> None:
    """Write the pages as they were fetched, by the names that `read_pages` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for url, source in sources.items():
        if source.text:
            name = Path(urlsplit(markdown_url(url)).path).name
            (folder / name).write_text(source.text, encoding="utf-8", newline="")


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
    """A page; only where it moved for good it is followed."""
    moved_to, deadline = None, time.monotonic() + PAGE_SECONDS
    try:
        for _ in range(MOST_REDIRECTS + 1):
            with client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    return replace(_answer(response, deadline), moved_to=moved_to, pause=_asked_pause(response))
                target = urljoin(url, response.headers["location"])
            if _LOGIN.search(target.removeprefix(url)):
                return Source(problem="the page redirects to a login")
            if response.status_code not in (301, 308):
                why = f"the page redirects for now: status {response.status_code}"
                return Source(problem=why, pause=_asked_pause(response))
            if (host := urlsplit(target).netloc) != urlsplit(url).netloc:
                return Source(moved_to=target, problem=f"the page moved to another host, {host}")
            moved_to = url = target
    except UNREACHABLE:
        raise
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Source(problem=f"the page cannot be fetched: {_reason(error)}")
    return Source(problem=f"the page redirects more than {MOST_REDIRECTS} times")


def _reason(error: Exception) -> str:
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error).partition("\n")[0]) or type(error).__name__


def _asked_pause(response: httpx.Response) -> float:
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE_SECONDS) if asked.isascii() and asked.isdigit() else 0.0


def _answer(response: httpx.Response, deadline: float) -> Source:
    if response.status_code in (404, 410):
        return Source(gone=f"status {response.status_code}")
    if response.status_code != 200:
        return Source(problem=f"the page cannot be fetched: status {response.status_code}")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST_PAGE_BYTES:
            break
        if time.monotonic() > deadline:
            return Source(problem=f"the page has not come within {PAGE_SECONDS:.0f} s")
    return _source(bytes(content))


def _source(content: bytes) -> Source:
    if len(content) > LARGEST_PAGE_BYTES:
        return Source(problem=f"the page is larger than {LARGEST_PAGE_BYTES} bytes")
    return Source(text=content.decode("utf-8-sig", "replace"))
