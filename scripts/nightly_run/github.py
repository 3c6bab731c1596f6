"""The few calls to the REST API of GitHub that the tracking issue and the look at the schedule need."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpx

API_VERSION = "2022-11-28"
PER_PAGE = 100
TIMEOUT_SECONDS = 30.0
# The certificates of the machine take longer to be read than most requests.
_ssl_context = cache(httpx.create_ssl_context)


class GitHubError(Exception):
    """GitHub cannot be asked, or refuses; the message is one line."""


@dataclass(frozen=True)
class Repository:
    """A repository on GitHub: `Repository.from_environment("issues: write").send("GET", "issues")`.

    `permission` is what the token needs, `run_url` leads to the run of the workflow that asks, if it is one.
    """

    url: str
    token: str = field(repr=False)
    permission: str
    run_url: str | None = None

    @classmethod
    def from_environment(cls, permission: str) -> Repository:
        """GITHUB_REPOSITORY, with GITHUB_TOKEN and GITHUB_API_URL, as a workflow's environment has them.

        Raises:
            GitHubError: One that is needed is not set.
        """
        for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN"):
            if not os.environ.get(name):
                raise GitHubError(f"{name} is not set")
        repository, run = os.environ["GITHUB_REPOSITORY"], os.environ.get("GITHUB_RUN_ID")
        api = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
        run_url = f"{server}/{repository}/actions/runs/{run}" if run else None
        return cls(f"{api}/repos/{repository}", os.environ["GITHUB_TOKEN"], permission, run_url)

    def send(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Send a request to what is below the repository, or to a whole URL, as that of a next page is.

        Raises:
            GitHubError: GitHub does not do as it is asked.
        """
        url = httpx.URL(f"{self.url}/").join(path)
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "X-GitHub-Api-Version": API_VERSION,
        }
        try:
            response = httpx.request(
                method, url, json=body, headers=headers, timeout=TIMEOUT_SECONDS, verify=_ssl_context()
            )
        except httpx.HTTPError as error:
            raise GitHubError(f"no answer from {url.host} ({type(error).__name__})") from error
        if response.is_success:
            return response
        raise GitHubError(_refusal(method, response, self.permission))


@dataclass(frozen=True)
class Issues:
    """The issues of a repository: `Issues(repository).comment(7, "Gone.")`. Every method may raise GitHubError."""

    repository: Repository

    def open(self) -> Iterator[dict[str, Any]]:
        """Every open issue, the oldest first, pull requests left out."""
        url: str | None = f"issues?state=open&sort=created&direction=asc&per_page={PER_PAGE}"
        while url:
            response = self.repository.send("GET", url)
            yield from (issue for issue in response.json() if "pull_request" not in issue)
            url = response.links.get("next", {}).get("url")

    def create(self, title: str, body: str, label: str) -> int:
        """Open an issue and return its number."""
        response = self.repository.send("POST", "issues", {"title": title, "body": body, "labels": [label]})
        return int(response.json()["number"])

    def update(self, number: int, **changes: str) -> None:
        """Change the title, body or state of an issue."""
        self.repository.send("PATCH", f"issues/{number}", changes)

    def comment(self, number: int, body: str) -> None:
        """Add a comment to an issue."""
        self.repository.send("POST", f"issues/{number}/comments", {"body": body})


def _refusal(method: str, response: httpx.Response, permission: str) -> str:
    status, headers = response.status_code, response.headers
    asked = f"{method} {response.request.url.path}"
    spent = headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in headers
    if status in (403, 429) and spent:
        return f"the rate limit of GitHub is used up{_until(headers)} ({asked})"
    if status == 401:
        return f"GitHub refuses the token ({asked})"
    if status in (403, 404):
        return f"GitHub answers {status} to {asked}; does the token have the permission {permission}?"
    try:
        message = " ".join(str(response.json().get("message", "")).split())
    except (ValueError, AttributeError):
        message = ""
    return f"GitHub answers {status} to {asked}" + (f": {message}" if message else "")


def _until(headers: httpx.Headers) -> str:
    if headers.get("Retry-After", "").isdigit():
        return f" for {headers['Retry-After']} s"
    reset = headers.get("X-RateLimit-Reset", "")
    return f" until {datetime.fromtimestamp(int(reset), UTC):%H:%M} UTC" if re.fullmatch(r"[0-9]{1,11}", reset) else ""
