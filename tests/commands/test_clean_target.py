"""`make clean-target` as a user calls it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.commands.conftest import Done, process, script
from tests.target.meddling import KEY, Workspace, workspace

MARK = "contract 0a1b2c3d 5"


@pytest.fixture
def target() -> Iterator[Workspace]:
    with workspace() as found:
        yield found


def clean(target: Workspace, *arguments: str, key: str = KEY) -> Done:
    environment = {"CONNECT_BASE_URL": target.base_url, "CONNECT_API_KEY": key}
    command = [sys.executable, "scripts/clean_target.py", "--target", "sandbox", "--rate", "1000", *arguments]
    return process(*command, environment=environment)


@pytest.mark.slow
def test_what_is_left_is_deleted_and_said(target: Workspace) -> None:
    """Each thing has a line with its operation and identifier, and the second time there is nothing left."""
    before, left = target.apps(), target.add(MARK)
    said = f"deleted: createApp {left} ({MARK})\n1 deleted, 0 left behind on {target.base_url}\n"
    assert clean(target) == Done(0, said, "")
    assert target.apps() == before
    assert clean(target) == Done(0, f"nothing is left of any run on {target.base_url}\n", "")


@pytest.mark.slow
def test_dry_run_deletes_nothing(target: Workspace) -> None:
    """It lists what would be deleted."""
    left = target.add(MARK)
    before = target.apps()
    done = clean(target, "--dry-run")
    assert (done.code, done.err, done.out.splitlines()[0]) == (0, "", f"would delete: createApp {left} ({MARK})")
    assert target.apps() == before


@pytest.mark.slow
def test_what_could_not_be_deleted_is_named_and_exit_code_2(target: Workspace) -> None:
    """1 would mean a drift, which is not looked for here."""
    left = target.add(MARK)
    target.meddler = lambda method, path: 403 if method == "DELETE" else None
    done = clean(target)
    assert (done.code, done.err) == (2, "")
    assert done.out.splitlines()[0] == f"left behind: createApp {left} ({MARK}): deleteApp answered 403"


@pytest.mark.slow
def test_refused_key_is_one_line(target: Workspace) -> None:
    """A key that the target refuses is said once, and not what it is."""
    done = clean(target, key="sk_workspace_test_of_nobody")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "check CONNECT_API_KEY" in done.err
    assert "of_nobody" not in done.err


@pytest.mark.slow
def test_collection_that_cannot_be_read_is_one_line(target: Workspace) -> None:
    """What cannot be looked through is not said to be clean."""
    target.meddler = lambda method, path: {"items": []} if path == "/apps" else None
    done = clean(target)
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: listApps shows no list that ends, so what a run left cannot be found\n"


@pytest.mark.slow
def test_target_that_is_gone_is_one_line(target: Workspace) -> None:
    """The line names the server that does not answer."""
    target.stop()
    done = clean(target)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert target.base_url in done.err


@pytest.mark.slow
def test_other_host_has_to_be_named(target: Workspace) -> None:
    """The guard that stands before a run stands before its cleaning up as well."""
    target.base_url = "https://api.hopae.com/connect/v1"
    done = clean(target)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "production server" in done.err


def test_embedded_mock_has_nothing_to_clean() -> None:
    """It is new for each run."""
    done = script("clean_target")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("nothing to clean: the embedded mock is new for each run")
