"""A run on the watched server changes nothing of others, whatever it is told; `make harm` tries every drift."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import script
from tests.harm.run import is_allowed, play
from tests.named_runs import Options


@pytest.mark.slow
def test_a_run_on_the_faithful_server_finds_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    result = play("faithful", Options(tmp_path))
    assert (list(result.lines()), result.outcome.code) == ([], 0)
    assert (result.findings, result.left, result.told) == ([], [], [])


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "workflow-ids-foreign",
        "create-id-and-location-foreign",
        "id-number",
        "list-ours-with-foreign-id",
        "read-always-first",
        "others-nearly-copy-our-name",
    ],
)
def test_a_run_that_is_led_astray_changes_nothing_of_others(tmp_path: Path, name: str) -> None:
    assert list(play(name, Options(tmp_path)).lines()) == []


def test_a_refused_production_test_of_the_users_app_is_no_harm() -> None:
    entry = {"kind": "other-method", "method": "POST", "path": "/connect/v1/apps/DeVxbsxN/production-tests"}
    assert is_allowed(entry | {"changed": []})
    assert not is_allowed(entry | {"changed": ["app DeVxbsxN is gone"]})
    assert not is_allowed(entry | {"kind": "named", "method": "DELETE", "changed": []})


@pytest.mark.slow
def test_a_name_of_no_drift_is_an_error() -> None:
    done = script("harm", "--only", "no such drift")
    assert (done.code, done.out, done.err) == (2, "", "error: no drift is called no such drift\n")
