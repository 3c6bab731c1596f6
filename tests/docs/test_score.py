from contract_tests.docs.lock import LockedPage
from scripts.spec.spec import Spec
from tests.docs.score.score import Score, score


def test_every_edit_is_found_and_no_rewrite_raises_an_alarm(spec: Spec, lock: dict[str, LockedPage]) -> None:
    result = score(spec, lock)
    assert (result.missed, result.alarms) == ([], [])
    assert result.total > 600
    assert result.rewrites > 150
    # The words about the replay header and the conflict go with the field that they stand in.
    assert [one.partition(":")[0] for one in result.doubled] == [
        f"{operation.id}, field removed Idempotency-Key"
        for operation in spec.operations.values()
        if "x-idempotency" in operation.extensions
    ]


def test_a_score_names_what_was_missed() -> None:
    result = Score(missed=["listApps, something"], alarms=["listApps, nothing"], rewrites=3)
    assert list(result.lines()) == [
        "missed: listApps, something",
        "false alarm: listApps, nothing",
        "documentation: 0 of 1 edits found, 0 of them",
        "  more than once; 1 false alarms in 3 harmless rewrites",
    ]
