from contract_tests.docs.lock import Lock
from scripts.spec.spec import Spec
from tests.docs.score.score import Score, score


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
