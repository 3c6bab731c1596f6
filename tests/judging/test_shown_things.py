"""What answers have shown of one thing, and which of two that differ is the odd one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging import shown_things
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.shown_things import LAG_SECONDS, Odd, OwnThing, SharedThing
from scripts.spec.pointers import ABSENT
from tests.judging.exchanges import exchange

# The operation that shows a state, and the state.
Shown = tuple[str, Any]
ONE, OTHER, THIRD = ({"name": name, "count": 1} for name in ("one", "other", "third"))


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(shown_things, "time", found)
    return found


def noted_at(thing: OwnThing, clock: Clock, answer: Exchange, state: Any) -> list[Odd]:
    """What is odd about an answer that is asked for now."""
    return list(thing.note(replace(answer, started_at=clock.now), state))


def answers(row: list[Shown]) -> list[tuple[Exchange, Any]]:
    return [(exchange(operation, 200, {}), state) for operation, state in row]


def noted(
    row: list[Shown], make: Callable[[Exchange, Any], OwnThing | SharedThing]
) -> list[tuple[int, str, Any, Any, str]]:
    """What is odd in a row of answers: which of them, where, both values, and who showed the expected one."""
    shown = answers(row)
    thing = make(*shown[0])
    found: list[Odd] = [odd for one in shown[1:] for odd in thing.note(*one)]
    order = [one for one, _ in shown]
    return [(order.index(odd.exchange), odd.pointer, odd.expected, odd.observed, odd.elsewhere) for odd in found]


def own(*row: Shown, settable: tuple[str, ...] = ("name",)) -> list[tuple[int, str, Any, Any, str]]:
    return noted(list(row), lambda one, state: OwnThing(one, state, settable))


def shared(*states: Any) -> list[tuple[int, str, Any, Any, str]]:
    return noted([("getApp", state) for state in states], SharedThing)


def test_what_is_constant_does_not_change_even_where_others_may_change_the_rest() -> None:
    """One other value is enough."""
    first, later = {"at": "2026-01-01T00:00:00Z", "name": "one"}, {"at": "2026-01-01T00:00:01Z", "name": "other"}
    row = [("getApp", first), ("listApps", {**first, "at": "2026-01-01T01:00:00+01:00"}), ("getApp", later)]
    found = noted(row, lambda one, state: SharedThing(one, state, {"/at"}))
    assert found == [(2, "/at", "2026-01-01T01:00:00+01:00", later["at"], "listApps")]


def test_what_was_expected_is_said_to_be_shown_by_those_who_showed_it() -> None:
    """An operation that shows it otherwise did not show it before, and a part is shown by who shows that part."""
    row = ("listApps", {"at": 1}), ("getApp", {"at": 2}), ("getApp", {"at": 2})
    found = noted(list(row), lambda one, state: SharedThing(one, state, {"/at"}))
    assert found == [(index, "/at", 1, 2, "listApps") for index in (1, 2)]
    names = zip(("listApps", "getApp", "listApps", "getApp", "listApps"), "abaab", strict=True)
    assert noted([(name, {"name": one}) for name, one in names], SharedThing) == [(4, "/name", "a", "b", "listApps")]
    parts = ("getApp", {"a": {"x": 1}}), ("getApp", {"a": {"x": 1}}), ("listApps", {"a": {"y": 2}})
    assert own(*parts, ("updateApp", {"a": {"x": 2}}), ("getApp", {"a": {"x": 1}})) == [(3, "/a/x", 1, 2, "getApp")]


def test_a_list_that_is_a_thing_itself_is_held_like_others() -> None:
    """A catalogue has no fields by which to tell who showed them."""
    items = [("listApps", [{"a": one}]) for one in "121"] + [("getApp", [{"a": one}]) for one in "2112"]
    assert noted(items, SharedThing) == [(index, "/*/a", "1", "2", "listApps") for index in (3, 6)]
    whole = [("listApps", list(row)) for row in ("ab", "a", "ab", "a", "ab", "ab", "a")]
    assert noted(whole, SharedThing) == [(index, "", ["a", "b"], ["a"], "listApps") for index in (3, 6)]


def test_each_constant_place_is_held_to_the_first_answer() -> None:
    """What others change is none the less told when it comes and goes."""
    row = [{"at": at, "by": at, "name": name} for at, name in zip("12211", "abaab", strict=True)]
    found = noted([("getApp", state) for state in row], lambda one, state: SharedThing(one, state, {"/at", "/by"}))
    odd = {(index, pointer, "1", "2", "getApp") for index in (1, 2) for pointer in ("/at", "/by")}
    assert (len(found), set(found)) == (5, odd | {(4, "/name", "a", "b", "getApp")})


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([ONE, ONE, ONE], []),
        ([ONE, OTHER], []),
        ([ONE, OTHER, ONE], [(1, "/name", "one", "other", "getApp")]),
        ([ONE, OTHER, OTHER], [(0, "/name", "other", "one", "getApp")]),
        ([ONE, OTHER, THIRD], []),
        ([ONE, OTHER, THIRD, OTHER], [(0, "/name", "other", "one", "getApp")]),
        ([ONE, OTHER, THIRD, ONE], [(1, "/name", "one", "other", "getApp")]),
        ([ONE, ONE, OTHER], [(2, "/name", "one", "other", "getApp")]),
        ([ONE, ONE, OTHER, THIRD], [(2, "/name", "one", "other", "getApp"), (3, "/name", "one", "third", "getApp")]),
        ([ONE, OTHER, OTHER, ONE], [(0, "/name", "other", "one", "getApp"), (3, "/name", "other", "one", "getApp")]),
    ],
)
def test_the_third_answer_tells_which_of_two_is_odd(states: list[Any], expected: list[Any]) -> None:
    """From then on whatever differs from what two have shown is odd."""
    assert own(*(("getApp", state) for state in states)) == expected


def test_the_one_that_is_right_is_named() -> None:
    """The answer that decides names its operation; later on the one that showed it first does."""
    assert own(("getApp", ONE), ("listApps", OTHER), ("updateApp", ONE)) == [(1, "/name", "one", "other", "updateApp")]
    assert own(("getApp", ONE), ("listApps", ONE), ("updateApp", OTHER)) == [(2, "/name", "one", "other", "getApp")]


def test_the_answer_that_showed_a_value_is_the_odd_one_and_not_the_first_of_all() -> None:
    """The first may show less than another one that agreed with it."""
    row = [("createApp", ONE), ("getApp", {**ONE, "v": [{"w": 1}]}), *[("listApps", {**ONE, "v": [{"w": 2}]})] * 2]
    shown = answers(row)
    thing = OwnThing(*shown[0], ("name",))
    assert list(thing.note(*shown[1])) == []
    thing.loosen(["/other"])
    found = [odd for one in shown[2:] for odd in thing.note(*one)]
    assert [(odd.exchange.operation_id, odd.pointer, odd.observed, odd.elsewhere, odd.is_later) for odd in found] == [
        ("getApp", "/v/*/w", 1, "listApps", True)
    ]


def test_what_one_operation_shows_more_is_held_against_others() -> None:
    """Nobody has to show all of a thing."""
    row = ("getApp", {"name": "one"}), ("listApps", {"count": 1}), ("createApp", {"name": "one"})
    assert own(*row, ("updateApp", {"count": 2})) == [(3, "/count", 1, 2, "listApps")]


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ([ONE, ONE, {"count": 1}], [2]),
        ([ONE, {"count": 1}, ONE], [1]),
        ([ONE, {"count": 1}, {"count": 1}], [1]),
        ([ONE, ONE, {"name": "one"}], []),
        ([{"count": 1}, {"count": 1}, ONE], []),
        ([{"name": None}, {"name": None}, {}], []),
    ],
)
def test_a_field_that_a_request_can_set_does_not_get_lost(row: list[Any], lost: list[int]) -> None:
    """Others may come and go, as may null."""
    expected = [(index, "/name", "one", ABSENT, "getApp") for index in lost]
    assert own(*(("getApp", state) for state in row)) == expected


def test_a_field_that_another_operation_has_shown_does_not_get_lost_there_either() -> None:
    row = ("getApp", ONE), ("getApp", ONE), ("listApps", ONE), ("listApps", {"count": 1})
    assert own(*row) == [(3, "/name", "one", ABSENT, "listApps")]


def test_another_operation_may_show_less() -> None:
    """What is lost is lost from the answers of one operation."""
    row = ("getApp", ONE), ("listApps", {"count": 1}), ("getApp", ONE), ("listApps", {"count": 1})
    assert own(*row) == []


def test_what_was_changed_is_let_go_of(clock: Clock) -> None:
    """An answer within the lag may show either; after it, the new value is held like any other."""
    (first, one), (other, two), *_ = answers([("getApp", ONE), ("listApps", OTHER)])
    thing = OwnThing(first, one)
    thing.loosen(["/name"])
    for answer, state in ((first, one), (other, two), (first, one)):
        assert noted_at(thing, clock, answer, state) == []
    clock.now += LAG_SECONDS
    assert [noted_at(thing, clock, other, two), noted_at(thing, clock, other, two)] == [[], []]
    assert [odd.observed for odd in noted_at(thing, clock, first, one)] == ["one"]


def test_what_was_not_changed_stays_held(clock: Clock) -> None:
    first, _ = answers([("getApp", ONE)])[0]
    thing = OwnThing(first, ONE)
    thing.loosen(["/name"])
    assert list(thing.note(first, {"name": "one", "count": 2})) == []
    assert [odd.observed for odd in thing.note(first, ONE)] == [2]


def test_what_was_not_changed_does_not_get_lost(clock: Clock) -> None:
    first, _ = answers([("getApp", ONE)])[0]
    thing = OwnThing(first, ONE, ("name",))
    thing.loosen(["/count"])
    assert noted_at(thing, clock, first, {"count": 1}) == []
    assert [(odd.pointer, odd.observed) for odd in noted_at(thing, clock, first, ONE)] == [("/name", ABSENT)]


def test_a_change_begins_anew_which_answer_is_odd(clock: Clock) -> None:
    """What differed before a change, or agreed, says nothing about what it is after that."""
    first, _ = answers([("getApp", ONE)])[0]
    thing = OwnThing(first, ONE)
    assert [*thing.note(first, ONE)] == []
    thing.loosen(["/other"])
    assert [*thing.note(first, OTHER)] == []
    thing.loosen(["/other"])
    assert [*thing.note(first, OTHER)] == []
    assert [odd.observed for odd in thing.note(first, ONE)] == ["other"]


def test_two_changes_are_let_go_of_one_after_the_other(clock: Clock) -> None:
    """The lag of each counts from its own request."""
    first, _ = answers([("getApp", ONE)])[0]
    thing = OwnThing(first, ONE)
    thing.loosen(["/name"])
    clock.now += LAG_SECONDS - 0.5
    thing.loosen(["/count"])
    for state in ({"name": "two", "count": 2}, ONE):
        assert noted_at(thing, clock, first, state) == []
    clock.now += 1.0
    for state in ({"name": "two", "count": 2}, {"name": "two", "count": 3}):
        assert noted_at(thing, clock, first, state) == []
    assert [odd.pointer for odd in noted_at(thing, clock, first, {"name": "one", "count": 4})] == ["/name"]


def test_what_was_let_go_of_is_not_lost(clock: Clock) -> None:
    """A field that a request has taken away is shown no more."""
    first, _ = answers([("getApp", ONE)])[0]
    thing = OwnThing(first, ONE, ("name",))
    assert list(thing.note(first, ONE)) == []
    thing.loosen(["/name"])
    clock.now += LAG_SECONDS + 1
    assert [*thing.note(first, {"count": 1}), *thing.note(first, {"count": 1})] == []


@pytest.mark.parametrize(
    ("names", "odd"),
    [
        ("aaaa", []),
        ("ab", []),
        ("abbb", []),
        ("aba", []),
        ("abca", []),
        ("aaaabbb", []),
        ("abcab", []),
        ("abcabc", [5]),
        ("abac", []),
        ("abbab", []),
        ("aabbbab", []),
        ("abab", [3]),
        ("abbbaba", [6]),
        ("aabab", [4]),
        ("aababa", [4]),
        ("aababb", [4, 5]),
        ("aababab", [4, 6]),
    ],
)
def test_a_value_of_others_that_comes_and_goes_twice_is_odd(names: str, odd: list[int]) -> None:
    """One change is theirs, and one that they take back; the one that is shown less often is odd."""
    assert [index for index, *_ in shared(*({"name": name} for name in names))] == odd


def test_the_usual_value_of_others_is_expected() -> None:
    row = [{"name": name, "list": []} for name in "aabab"]
    assert shared(*row) == [(4, "/name", "a", "b", "getApp")]


@pytest.mark.parametrize(("kinds", "odd"), [("xxxyyxy", [6]), ("xxxyyyyxy", [])])
def test_how_often_a_value_was_shown_counts_from_the_first_answer(kinds: str, odd: list[int]) -> None:
    """Even where something else was changed before it."""
    row = [{"name": "other" if index else "one", "kind": kind} for index, kind in enumerate(kinds)]
    assert [index for index, *_ in shared(*row)] == odd


def test_a_place_inside_a_list_of_others_is_named() -> None:
    """The values of the whole list come and go, and the place inside it is named."""
    row = [{"items": [{"id": 1, "state": "a"}, {"id": 2, "state": state}]} for state in "aabab"]
    assert shared(*row) == [(4, "/items/*/state", "a", "b", "getApp")]


def test_what_an_answer_does_not_show_has_not_gone() -> None:
    row = ["a", "a", "a", "a", "b", None, "b", None, None, "b"]
    assert shared(*({"name": name} if name else {} for name in row)) == []
    row = ["a", None, "b", "a", "b"]
    assert shared(*({"name": name} if name else {} for name in row)) == [(4, "/name", "a", "b", "getApp")]


def test_a_change_of_the_run_forgets_what_came_and_went() -> None:
    (one, a), (other, b) = answers([("getApp", {"name": "a"}), ("getApp", {"name": "b"})])
    thing = SharedThing(one, a)
    assert [*thing.note(other, b), *thing.note(one, a)] == []
    thing.loosen(["/name"])
    assert [*thing.note(other, b), *thing.note(one, a)] == []
    assert [odd.observed for odd in thing.note(other, b)] == ["b"]


def test_a_change_of_the_run_forgets_how_often_a_value_was_shown() -> None:
    (one, a), (other, b) = answers([("getApp", {"name": "a"}), ("getApp", {"name": "b"})])
    thing = SharedThing(one, a)
    thing.loosen(["/name"])
    row = (one, a), (other, b), (other, b), (one, a), (other, b)
    assert [odd for answer, state in row for odd in thing.note(answer, state)] == []
