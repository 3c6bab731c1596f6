"""Recordings: what the strict reading finds in the answers of a recorded run, once they are changed."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract_tests.mock import MockOptions, create_app
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.recordings import Recordings, recorded
from contract_tests.mutants.rewrites import header, status
from scripts.spec.spec import Spec

ROOT = Path(__file__).resolve().parents[2]
APPS, TESTS = "/apps", "/apps/Shop0001/production-tests"
NAMED = (
    "listApps 200 /data/*/clientId removed",
    "createProductionTest 201 with status 202",
    "listProductionTests 404 /error/code of another type",
    "getProductionTestReport 200 without a media type",
    "listApps header with a client secret",
)
# One that only a rule can name, and one that is no matter of answers.
NOT_NAMED = ("createProductionTest is dated yesterday", "listApps takes a wrong key")

# Runs in a process of its own, since what is forked must have one thread.
BOTH_WAYS = """
import json, sys
from contract_tests.mutants.catalogue import mutants
from contract_tests.mutants.outcome import RECORDING
from contract_tests.mutants.score import outcomes, warm_up
from scripts.spec.reading import load_spec

spec = load_spec()
chosen = [mutant for mutant in mutants(spec) if mutant.name in sys.argv[1:]]
for way in (warm_up(spec), None):
    for outcome in outcomes(spec, chosen, jobs=2, recordings=way):
        places = sorted(finding["place"] for finding in outcome.findings if finding["rule"] == "shape")
        read = outcome.judged_by == RECORDING
        print(json.dumps([outcome.mutant.name, way is not None, read, outcome.result, places]))
"""


@pytest.fixture(scope="module")
def recordings(spec: Spec) -> Recordings:
    """Of a list of apps, a list of tests, and a request without a key."""
    app = create_app(spec.root)
    exchanges = recorded(app, spec)

    async def ask() -> None:
        base_url, key = f"http://mock{app.state.base_path}", {"Authorization": f"Bearer {MockOptions().key}"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base_url) as client:
            for path, headers in ((APPS, key), (TESTS, key), (APPS, {})):
                await client.get(path, headers=headers)

    asyncio.run(ask())
    return Recordings(spec, exchanges)


def found(recordings: Recordings, change: Change) -> list[tuple[str, str]]:
    return list(dict.fromkeys((one.operation, one.deviation.place) for one in recordings.findings(change)))


def test_answers_are_changed_as_a_changed_server_changes_them(recordings: Recordings) -> None:
    """All of them, or those of one operation with one status."""
    teapot = Change(rewrite=status(418))
    assert found(recordings, teapot) == [("listApps", "response 418"), ("listProductionTests", "response 418")]
    assert found(recordings, Change(rewrite=status(418), operation_id="listApps", status="404")) == []
    refused = Change(rewrite=header("sunset", "now"), operation_id="listApps", status="401")
    assert found(recordings, refused) == [("listApps", "response header Sunset")]


def test_what_another_operation_showed_to_be_secret_is_known(recordings: Recordings) -> None:
    leaking = Change(rewrite=header("x-debug", "sh_app_mock_Shop0001"), operation_id="listProductionTests")
    assert found(recordings, leaking) == [("listProductionTests", "response 200 header x-debug")]


@pytest.mark.parametrize("waited_out", [429, 502, 503, 504])
def test_an_answer_that_a_run_asks_for_again_is_not_read(recordings: Recordings, waited_out: int) -> None:
    assert found(recordings, Change(rewrite=status(waited_out), operation_id="listApps")) == []


@pytest.fixture(scope="module")
def judged() -> dict[tuple[str, bool], list[Any]]:
    """By the name of a mutant and whether there were recordings: whether they decided, the result, and the places."""
    names = [*NAMED, *NOT_NAMED]
    done = subprocess.run(
        [sys.executable, "-c", BOTH_WAYS, *names], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return {(name, way): rest for name, way, *rest in map(json.loads, done.stdout.splitlines())}


@pytest.mark.slow
def test_recordings_name_what_a_run_names(judged: dict[tuple[str, bool], list[Any]]) -> None:
    """The same result, and a place that the strict reading of a run names, too."""
    for name in NAMED:
        read, result, places = judged[name, True]
        assert (read, judged[name, False][:2]) == (True, [False, result]), name
        assert set(places) < {*judged[name, False][2], "another"}, name


@pytest.mark.slow
def test_what_recordings_do_not_name_gets_a_run(judged: dict[tuple[str, bool], list[Any]]) -> None:
    for name in NOT_NAMED:
        assert judged[name, True][:2] == judged[name, False][:2] == [False, "killed"], name


def test_only_changes_of_answers_are_read_in_recordings(every: list[Mutant]) -> None:
    by_recording = {mutant.kind for mutant in every if mutant.by_recording}
    assert {"removed", "renamed", "retyped", "nulled", "bad value", "media type", "no JSON"} <= by_recording
    assert not by_recording & {"authentication", "ownership", "paging", "limit", "required", HARMLESS}
