"""The few calls to the REST API of GitHub that the tracking issue needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpx

API_VERSION = "2022-11-28"
PER_PAGE = 100
TIMEOUT_SECONDS = 30.0


class GitHubError(Exception):
    """GitHub cannot be asked, or refuses; the message is one line."""


@dataclass(frozen=True)
class Repository:
    """A repository as a workflow's environment names it; `run_url` leads to the run of the workflow, if it is one."""

    name: str
    api_url: str
    token: str = field(repr=False)
    run_url: str | None = None

    @classmethod
    def from_environment(cls) -> Repository:
        """Read GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_API_URL.

        Raises:
            GitHubError: One that is needed is not set.
        """
        for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN"):
            if not os.environ.get(name):
                raise GitHubError(f"{name} is not set")
        repository, run = os.environ["GITHUB_REPOSITORY"], os.environ.get("GITHUB_RUN_ID")
        server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
        return cls(
            name=repository,
            api_url=os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/"),
            token=os.environ["GITHUB_TOKEN"],
            run_url=f"{server}/{repository}/actions/runs/{run}" if run else None,
        )


class Issues:
    """The issues of a repository. Every method raises GitHubError when GitHub does not do as it is asked."""

    def __init__(self, repository: Repository) -> None:
        self._path = f"{repository.api_url}/repos/{repository.name}/issues"
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {repository.token}",
            "X-GitHub-Api-Version": API_VERSION,
        }
        self._client = httpx.Client(headers=headers, timeout=TIMEOUT_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def open(self) -> Iterator[dict[str, Any]]:
        """Every open issue, the oldest first, pull requests left out."""
        query = f"state=open&sort=created&direction=asc&per_page={PER_PAGE}"
        url: str | None = f"{self._path}?{query}"
        while url:
            response = self._send("GET", url)
            yield from (issue for issue in response.json() if "pull_request" not in issue)
            url = response.links.get("next", {}).get("url")

    def create(self, title: str, body: str, label: str) -> int:
        """Open an issue and return its number."""
        response = self._send("POST", self._path, {"title": title, "body": body, "labels": [label]})
        return int(response.json()["number"])

    def update(self, number: int, **changes: str) -> None:
        """Change the title, body or state of an issue."""
        self._send("PATCH", f"{self._path}/{number}", changes)

    def comment(self, number: int, body: str) -> None:
        """Add a comment to an issue."""
        self._send("POST", f"{self._path}/{number}/comments", {"body": body})

    def _send(self, method: str, url: str, body: object = None) -> httpx.Response:
        try:
            response = self._client.request(method, url, json=body)
        except httpx.HTTPError as error:
            raise GitHubError(f"no answer from {httpx.URL(url).host} ({type(error).__name__})") from error
        if response.is_success:
            return response
        raise GitHubError(_refusal(method, response))


def _refusal(method: str, response: httpx.Response) -> str:
    status = response.status_code
    asked = f"{method} {response.request.url.path}"
    if status in (403, 429) and (
        response.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in response.headers
    ):
        return f"the rate limit of GitHub is used up{_until(response.headers)} ({asked})"
    if status == 401:
        return f"GitHub refuses the token ({asked})"
    if status in (403, 404):
        return f"GitHub answers {status} to {asked}; does the token have the permission issues: write?"
    try:
        message = " ".join(str(response.json().get("message", "")).split())
    except (ValueError, AttributeError):
        message = ""
    return f"GitHub answers {status} to {asked}" + (f": {message}" if message else "")


def _until(headers: httpx.Headers) -> str:
    if headers.get("Retry-After", "").isdigit():
        return f" for {headers['Retry-After']} s"
    reset = headers.get("X-RateLimit-Reset", "")
    return f" until {datetime.fromtimestamp(int(reset), UTC):%H:%M} UTC" if reset.isdigit() else ""
