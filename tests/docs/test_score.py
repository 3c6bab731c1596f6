import pytest

from contract_tests.docs.lock import Lock
from scripts.spec.spec import Spec
from tests.docs.score.score import Score, score
from tests.docs.score.written import score_written, written_cases


@pytest.mark.slow
def test_every_edit_is_found_and_no_rewrite_raises_an_alarm(spec: Spec, lock: Lock) -> None:
    result = score(spec, lock)
    assert (result.missed, result.alarms) == ([], [])
    assert result.total > 600
    assert result.rewrites > 150
    assert result.doubled == []


def test_a_score_names_what_was_missed() -> None:
    result = Score(missed=["listApps, something"], alarms=["listApps, nothing"], rewrites=3)
    assert list(result.lines()) == [
        "missed: listApps, something",
        "false alarm: listApps, nothing",
        "documentation: 0 of 1 edits found, 0 of them",
        "  more than once; 1 false alarms in 3 harmless rewrites",
    ]


@pytest.mark.slow
def test_what_people_wrote_is_told_apart(spec: Spec, lock: Lock) -> None:
    result = score_written(spec, lock, written_cases())
    assert result.good
    assert (result.edits + result.rewordings + len(result.disputed), len(result.left)) == (372, 0)


def test_a_written_case_that_goes_wrong_is_named(spec: Spec, lock: Lock) -> None:
    case = {"file": "edits", "name": "case", "kind": "limit", "page": "create-app.md", "find": "(max 255 chars)"}
    shorter = case | {"class": "edit", "replace": "(max 99 chars)", "place": "name", "shows": ["98"]}
    result = score_written(spec, lock, [shorter, case | {"class": "rewording", "replace": "(max 99 chars)"}])
    said = "/request/header/Idempotency-Key: max 255 chars | max 99 chars"
    named = f"edits case (limit, name): {said}"
    assert (result.unnamed, result.elsewhere, result.unshown) == ([], [named], [named])
    assert result.alarms == [f"edits case (limit, ): {said}"]
    assert not result.good
