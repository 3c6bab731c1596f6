"""A command is killed after a number of requests, and one that cleans up is run after it."""

from __future__ import annotations

import signal
import sys

import httpx
import pytest

from tests.harm.asking import HEADERS
from tests.harm.killed import killed
from tests.harm.live import live

VICTIM = """
import os, httpx
headers = {"Authorization": "Bearer " + os.environ["CONNECT_API_KEY"]}
http = httpx.Client(base_url=os.environ["CONNECT_BASE_URL"], headers=headers)
made = []
try:
    for number in range(4):
        made.append(http.post("/apps", json={"name": f"contract {number}"}).json()["clientId"])
finally:
    for client_id in made:
        http.delete(f"/apps/{client_id}")
"""
CLEANER = """
import sys, httpx
http = httpx.Client(base_url=sys.argv[1], headers={"Authorization": "Bearer " + sys.argv[2]})
for app in http.get("/apps").json()["data"]:
    if app["name"].startswith("contract "):
        http.delete("/apps/" + app["clientId"])
"""
COMMAND = [sys.executable, "-c", VICTIM]
CLEAN_UP = [sys.executable, "-c", CLEANER, "{base_url}", "{key}"]


def test_a_lost_answer_comes_with_the_replay_of_its_key() -> None:
    with live("create-lost-once") as (url, app), httpx.Client(base_url=url, headers=HEADERS) as http:
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            http.post("/apps", json={"name": "Mine"}, headers={"Idempotency-Key": "k"})
        again = http.post("/apps", json={"name": "Mine"}, headers={"Idempotency-Key": "k"})
        assert again.headers["idempotency-replayed"] == "true"
        assert len(app.state.left()) == 1


@pytest.mark.slow
def test_what_a_killed_command_leaves_is_cleaned_up() -> None:
    outcome = killed(COMMAND, 3, then=CLEAN_UP)
    assert (outcome.killed, outcome.returncode, len(outcome.left)) == (True, -signal.SIGKILL, 3)
    assert (outcome.left_then, outcome.lost_then, outcome.harm_then) == ([], [], [])


@pytest.mark.slow
def test_an_interrupted_command_cleans_up_by_itself() -> None:
    outcome = killed(COMMAND, 3, how=signal.SIGINT)
    assert outcome.killed
    assert len(outcome.left) <= 1


@pytest.mark.slow
def test_a_command_that_ends_before_is_not_killed() -> None:
    outcome = killed(COMMAND, 99)
    assert (outcome.killed, outcome.returncode, outcome.left) == (False, 0, [])


@pytest.mark.slow
def test_a_clean_up_that_goes_by_the_beginning_of_a_name_is_caught() -> None:
    assert killed(COMMAND, 3, then=CLEAN_UP, drift="others-nearly-copy-our-name").harm_then
