"""What the tests of the nightly share: GitHub, as far as its workflows talk to it."""

from collections.abc import Iterator

import pytest

from tests.nightly_run.fake_github import REPOSITORY, TOKEN, GitHub


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHub]:
    """A stand-in for GitHub, to which the environment leads."""
    github = GitHub()
    with github.serve():
        monkeypatch.setenv("GITHUB_API_URL", github.url)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.test")
        monkeypatch.setenv("GITHUB_RUN_ID", "42")
        yield github
