"""A process that forks after a call, as a server with preloaded workers does: nothing crosses between the children."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.client.conftest import Mock

# Each child asks for windows of its own size, and says whether it got them.
PREFORK = """
import asyncio, os, sys, threading
import httpx
from hopae_connect import AuthenticatedClient, ConfigurationError
from hopae_connect.api.apps import list_apps

URL, KEY, HOW = sys.argv[1:4]
ROUNDS = 3 if HOW == "asyncio" else 25

def fork(number, work):
    if (child := os.fork()) == 0:
        try:
            os._exit(0 if all(work(number) for _ in range(ROUNDS)) else 1)
        except BaseException as error:
            os.write(1, f"{type(error).__name__} {error}\\n".encode())
            os._exit(2)
    return child

def report(work):
    children = [fork(number, work) for number in range(1, 9)]
    print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children], work(9))

async def limit(number):
    return (await list_apps.asyncio(client=client, limit=number)).limit == number

async def several():
    await asyncio.gather(*(limit(4) for _ in range(4)))

if HOW == "sync":
    client = AuthenticatedClient(KEY, base_url=URL)
    list_apps.sync(client=client)
    report(lambda number: list_apps.sync(client=client, limit=number).limit == number)
elif HOW == "asyncio":
    client = AuthenticatedClient(KEY, base_url=URL)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(several())
    report(lambda number: asyncio.run(limit(number)))
    loop.run_until_complete(client.aclose())
    loop.close()
elif HOW == "own client":
    client = AuthenticatedClient(KEY, base_url=URL, http_client=httpx.Client())
    list_apps.sync(client=client)
    report(lambda number: list_apps.sync(client=client, limit=number).limit == number)
elif HOW == "own client that was not used":
    client = AuthenticatedClient(KEY, base_url=URL, http_client=httpx.Client())
    if (child := os.fork()) == 0:
        os._exit(0 if list_apps.sync(client=client, limit=3).limit == 3 else 1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
elif HOW == "lock":
    client = AuthenticatedClient(KEY, base_url=URL)
    client._connections._lock.acquire()
    if (child := os.fork()) == 0:
        os._exit(0 if list_apps.sync(client=client, limit=3).limit == 3 else 1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")


def fork(mock: Mock, how: str) -> list[str]:
    command = [sys.executable, "-c", PREFORK, mock.base_url, mock.key, how]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["sync", "asyncio"])
def test_every_child_gets_its_own_answers(mock: Mock, how: str) -> None:
    """After a call and eight forks, each process gets what it asked for."""
    assert fork(mock, how) == ["[0, 0, 0, 0, 0, 0, 0, 0] True"]


def test_lock_that_was_held_at_the_fork_stops_no_child(mock: Mock) -> None:
    assert fork(mock, "lock") == ["0"]


def test_own_httpx_client_with_connections_is_refused_in_a_child(mock: Mock) -> None:
    """A client of one's own that was used before the fork would share its connections, and is refused."""
    *refusals, outcome = fork(mock, "own client")
    assert outcome == "[2, 2, 2, 2, 2, 2, 2, 2] True"
    message = "the httpx client was used before this process was forked: give each process one of its own"
    assert refusals == [f"ConfigurationError {message}"] * 8


def test_own_httpx_client_that_was_not_used_may_be_used_in_a_child(mock: Mock) -> None:
    assert fork(mock, "own client that was not used") == ["0"]
