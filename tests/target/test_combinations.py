"""Few bodies for many values, and what of a refused body is refused together."""

from itertools import combinations, product

import pytest

from contract_tests.target.combinations import pairwise, refused_together

COUNTS = {"a": 5, "b": 3, "c": 3, "d": 2}


def pairs(rows: list[dict[str, int]]) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(pair) for row in rows for pair in combinations(row.items(), 2)}


def test_every_value_is_in_as_few_bodies_as_the_longest_list_has() -> None:
    rows = pairwise(COUNTS, 5)
    assert len(rows) == 5
    for name, count in COUNTS.items():
        assert {row[name] for row in rows} == set(range(count))


def test_all_pairs_are_in_far_fewer_bodies_than_there_are_combinations() -> None:
    rows = pairwise(COUNTS, 1000)
    names = combinations(COUNTS, 2)
    every = {
        frozenset({(one, i), (two, k)})
        for one, two in names
        for i, k in product(range(COUNTS[one]), range(COUNTS[two]))
    }
    assert pairs(rows) == every
    assert len(rows) < 25 < 5 * 3 * 3 * 2


def test_values_of_short_lists_come_beside_others_when_they_come_again() -> None:
    """A walk in step would bring each of them beside the same one."""
    for counts in (COUNTS, {"a": 4, "b": 2, "c": 2}):
        walked = [{name: index % count for name, count in counts.items()} for index in range(counts["a"])]
        assert len(pairs(pairwise(counts, counts["a"]))) > len(pairs(walked))


def test_fewer_bodies_than_asked_for_have_what_they_can() -> None:
    assert len(pairwise(COUNTS, 2)) == 2
    assert pairwise({}, 5) == []
    assert pairwise({"a": 1}, 5) == [{"a": 0}]


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        ([{"b"}], [["b"]]),
        ([{"a", "d"}], [["a", "d"]]),
        ([{"b"}, {"a", "d"}], [["a", "d"], ["b"]]),
        ([{"a"}, {"b"}], [["b"], ["a"]]),
        # The smallest body is refused, too: nothing can be said of the parts.
        ([set()], []),
    ],
)
def test_parts_that_are_refused_together_are_found(refused: list[set[str]], expected: list[list[str]]) -> None:
    def is_refused(parts: list[str]) -> bool:
        return any(one <= set(parts) for one in refused)

    assert sorted(refused_together(["a", "b", "c", "d"], is_refused)) == sorted(expected)


def test_a_body_that_is_accepted_when_it_is_sent_again_accuses_nothing() -> None:
    assert list(refused_together(["a", "b"], lambda parts: False)) == []
