from __future__ import annotations

import pytest

from tests.bench.measures import Measure, ratio


@pytest.mark.parametrize(
    ("value", "parts", "verdict"),
    [
        (1.1, [1.3] * 10, "kept"),
        (1.2, [1.2] * 9 + [1.1], "broken"),
        (1.2, [1.2] * 8 + [1.1] * 2, "in doubt"),
        (1.2, [1.2], "broken"),
    ],
)
def test_a_bound_is_broken_where_nearly_all_parts_are_beyond_it(value: float, parts: list[float], verdict: str) -> None:
    assert Measure(value, parts).verdict(at_most=1.15) == verdict


def test_a_bound_may_be_one_from_below() -> None:
    assert Measure(4.0, [4.0] * 10).verdict(at_least=5.0) == "broken"


def test_a_ratio_leaves_out_the_first_rounds_and_is_told_in_ten_parts() -> None:
    measured = ratio([(100.0, 1.0)] * 10 + [(2.0, 1.0)] * 50 + [(3.0, 1.0)] * 40)
    assert measured.value == 2.0
    assert measured.parts == [2.0] * 6 + [3.0] * 4
