"""Idempotency keys are used once, and differ from each other in little, so that every character has to count."""

from pathlib import Path

import pytest

from contract_tests.target.keys import FORMS, Keys
from scripts.spec.checks import read_openapi
from scripts.spec.operations import Operation
from scripts.spec.reading import load_spec

SPEC = load_spec()
CREATE, ROTATE = SPEC.operations["createProductionTest"], SPEC.operations["rotateClientSecret"]
LABEL = "contract 0123abcd"
LIBRARY = (Path(__file__).parents[1] / "second_api" / "spec.yaml").read_bytes()
FORM_COUNT = len(FORMS)


def made(operation: Operation = CREATE, count: int = FORM_COUNT) -> list[str]:
    """The first keys of a run for an operation."""
    keys = Keys(LABEL)
    return [key for _ in range(count) for key in keys.next(operation).values()]


def with_longest(length: int) -> Operation:
    """An operation whose keys may be so long."""
    text = LIBRARY.replace(b"maxLength: 64", b"maxLength: %d" % length)
    return read_openapi(text).operations["createShelf"]


def test_a_key_stands_in_the_documented_header() -> None:
    assert list(Keys(LABEL).next(CREATE)) == ["Idempotency-Key"]
    assert list(Keys(LABEL).next(with_longest(64))) == ["X-Request-Key"]


def test_an_operation_without_keys_gets_none() -> None:
    keys = Keys(LABEL)
    assert keys.next(SPEC.operations["updateApp"]) == keys.like(SPEC.operations["updateApp"], "any") == {}


def test_forms_take_turns() -> None:
    """Each form comes once before the first comes again."""
    first, second = made(count=2 * FORM_COUNT)[:FORM_COUNT], made(count=2 * FORM_COUNT)[FORM_COUNT:]
    ends = ["a", "A", "a", ".", "/", "~"]
    assert [key[-1] for key in first] == [key[-1] for key in second] == ends
    assert [key.startswith("x") for key in first] == [key.startswith("x") for key in second]


def test_neighbours_differ_in_one_respect() -> None:
    """In the case of a letter, in how they begin, in a sign at their end, or in signs alone."""
    lower, upper, ahead, dot, slash, signs = made()
    assert lower != upper
    assert lower.lower() == upper.lower()
    assert lower[:-1] == dot[:-1] == slash[:-1]
    assert ahead[1:-1] == lower[:-2]
    assert ahead[0] == "x"
    assert lower.rstrip("a").rstrip("k") == signs.rstrip(":@!$&'()*+,;=~")


def test_most_keys_are_as_long_as_they_may_be() -> None:
    """So that what a server cuts off counts."""
    assert [len(key) for key in made()[:-1]] == [255] * (FORM_COUNT - 1)
    assert len(made()[-1]) < 255


@pytest.mark.parametrize("longest", [20, 36, 45, 64, 255])
def test_keys_are_unique_and_never_longer_than_allowed(longest: int) -> None:
    """However short they have to be."""
    found = made(with_longest(longest), count=5 * FORM_COUNT)
    assert len(set(found)) == len(found)
    assert max(map(len, found)) == longest


def test_keys_of_two_operations_and_of_two_runs_differ() -> None:
    """A key may be remembered for all of a workspace."""
    keys = Keys(LABEL)
    both = [key for _ in range(FORM_COUNT) for one in (CREATE, ROTATE) for key in keys.next(one).values()]
    other = Keys("contract 4567cdef").next(CREATE).values()
    assert len({*both, *other}) == 2 * FORM_COUNT + 1


def test_a_key_has_printable_signs_alone() -> None:
    assert all(key.isascii() and key.isprintable() and " " not in key for key in made())


@pytest.mark.parametrize("form", range(FORM_COUNT))
def test_a_key_like_another_has_its_form_and_was_not_used(form: int) -> None:
    """Whatever turn it is."""
    keys = Keys(LABEL)
    used = [key for _ in range(FORM_COUNT) for key in keys.next(CREATE).values()]
    for _ in range(FORM_COUNT + 1):
        (key,) = keys.like(CREATE, used[form]).values()
        assert key not in used
        assert (key[-1], key[0], len(key) == 255) == (used[form][-1], used[form][0], len(used[form]) == 255)
        used.append(key)
    assert len({*used, *keys.next(CREATE).values()}) == len(used) + 1


def test_a_key_like_one_that_the_run_did_not_make_has_the_first_form() -> None:
    (key,) = Keys(LABEL).like(CREATE, "somebody's").values()
    assert key == made()[0]
