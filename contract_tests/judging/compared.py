"""Two JSON values in words that show where they differ: `compared(expected, observed)`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.states import canonical, is_reordered, is_same
from contract_tests.judging.text_changes import ANOTHER, first_difference, how_text_changed
from contract_tests.judging.values import LONGEST_VALUE, describe, instant, listing, number_of, shortened
from scripts.spec.pointers import ABSENT, child

# Where two values differ in more places, or lists in more items, the rest is counted.
MOST_NAMED = 3
NOTHING = (None, ABSENT)
# Why something was expected that is in the request, whoever shows it.
ASKED_FOR = "as the request asked for"
# Why something was expected that the request did not name.
AS_BEFORE = "as it was before"
# Why a number was expected that counts what is elsewhere.
AS_MANY = "as many as"
# What came is what was there before the request that should have changed it.
STILL = f", {AS_BEFORE}"
# The same for every item of an answer.
IN_THE_PATH = "as in the path"
# How a text that came is compared with the expected one: in place of it where it is long, and else after it.
CHANGED_TEXT, THE_SAME = "the expected text, ", "(the same, "
# How a list came that holds what was expected, after the list where that is short.
ORDERS = SORTED, REVERSED, ANOTHER_ORDER = "sorted", "in reverse", "in another order"
REORDERED = re.compile(rf"\bthe same, ({'|'.join(ORDERS)})(?:: .*)?", re.DOTALL)
# So much of two long texts is shown where they begin to differ.
EXCERPT = 4
UNITS = {"days": 86_400.0, "h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001}
LONGEST_LIST = 200


def compared(expected: Any, observed: Any) -> tuple[str, str]:
    """What was expected and what was observed, each in one short line, so that a reader sees what differs."""
    match expected, observed:
        case str(), str():
            return describe(expected), _changed_text(expected, observed)
        case list(), list():
            return _lists(expected, observed)
        case dict(), dict():
            return _first_place(expected, observed)
    return in_words(expected), in_words(observed)


def in_words(value: Any) -> str:
    """A value in one short line: a list of short values as a whole, everything else as `describe` has it."""
    if isinstance(value, list) and not _holds_more(value):
        words = f"[{', '.join(map(describe, value))}]"
        return words if len(words) <= LONGEST_LIST else describe(value)
    return describe(value)


def is_of_order(observed: str) -> bool:
    """Whether a list was observed that holds what was expected, but in another order."""
    return bool(REORDERED.search(observed))


def named(values: list[Any]) -> str:
    """Some values in a row, such as `'a', 'b' and 4 more`."""
    return shortened(values, MOST_NAMED, _name) if values else "none"


def places_that_differ(one: Any, other: Any, pointer: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Pointer and both values wherever two JSON values say something else, ABSENT for what one of them lacks.

    What is null may as well be left out, and the same moment may be written in several ways.

    An item of a list has `*` in its pointer, so that the place is the same whichever item it is. A list with the same
    items in another order differs as a whole.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        for name in [*one, *(name for name in other if name not in one)]:
            values = one.get(name, ABSENT), other.get(name, ABSENT)
            yield from places_that_differ(*values, child(pointer, name))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        inside = [place for first, second in pairs for place in places_that_differ(first, second, child(pointer, "*"))]
        yield from [(pointer, one, other)] if inside and is_reordered(one, other) else inside
    elif not is_same(one, other) and not (one in NOTHING and other in NOTHING):
        yield pointer, one, other


def _changed_text(sent: str, came: str) -> str:
    if apart := _apart(sent, came):
        return f"{describe(came)} ({apart})"
    how = how_text_changed(sent, came)
    if how == ANOTHER and len(repr(came)) > LONGEST_VALUE:
        return _from_where(sent, came) or f"another {describe(came)}"
    if how == ANOTHER:
        return describe(came)
    long = max(len(repr(sent)), len(repr(came))) > LONGEST_VALUE
    return f"{CHANGED_TEXT}{how}" if long else f"{describe(came)} {THE_SAME}{how})"


def _apart(expected: str, observed: str) -> str:
    """How much later or earlier a date-time is than another one, `5 min later`; empty where they are none."""
    before, after = instant(expected), instant(observed)
    seconds = (after - before).total_seconds() if before and after else 0
    unit = next((unit for unit, size in UNITS.items() if abs(seconds) >= 2 * size), "ms")
    return f"{abs(seconds) / UNITS[unit]:.4g} {unit} {'later' if seconds > 0 else 'earlier'}" if seconds else ""


def _from_where(sent: str, came: str) -> str:
    """From where on two long texts differ, if they start alike, with no more of them than would tell of a secret."""
    alike = first_difference(sent, came)
    one, other = (repr(text[alike : alike + EXCERPT]) for text in (sent, came))
    where = f"after {number_of(alike, 'character')}, where it first differs"
    return f"{CHANGED_TEXT}with {other} in place of {one} {where}" if alike else ""


def _lists(expected: list[Any], observed: list[Any]) -> tuple[str, str]:
    """Two lists as a whole where they are short, else what one has and the other has not."""
    one, other = in_words(expected), in_words(observed)
    missing, more = _without(expected, observed), _without(observed, expected)
    if is_reordered(expected, observed):
        return one, _reordered(expected, observed, other)
    is_whole = all(words.startswith("[") for words in (one, other))
    if is_whole and max(len(one), len(other)) <= LONGEST_VALUE:
        return one, other
    if len(expected) == len(observed) and not is_whole:
        return _first_place(expected, observed)
    names, others = ({_name(item): item for item in items} for items in (missing, more))
    gone, new = [i for i in missing if _name(i) not in others], [i for i in more if _name(i) not in names]
    parts = [f"{word} {named(items)}" for word, items in (("without", gone), ("with", new)) if items]
    changed = [item for item in more if _name(item) in names]
    if changed:
        parts.append(f"with another {_fields_that_differ(names[_name(changed[0])], changed[0])} of {named(changed)}")
    shown = other if other.startswith("[") and len(other) <= LONGEST_VALUE else describe(observed)
    return one, f"{shown}, {listing(parts)}"


def _fields_that_differ(one: Any, other: Any) -> str:
    """The outermost fields in which two objects of a list differ, in a row."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return "content"
    fields = dict.fromkeys(pointer.split("/")[1] for pointer, _, _ in places_that_differ(one, other))
    return shortened(list(fields), MOST_NAMED, lambda field: f"/{field}") if fields else "content"


def _reordered(expected: list[Any], observed: list[Any], words: str) -> str:
    """A list in another order, in words: which order that is, or where it begins to differ."""
    if all(isinstance(one, str) for one in observed) and observed == sorted(observed):
        order = SORTED
    else:
        order = REVERSED if is_same(expected, observed[::-1]) else ANOTHER_ORDER
    if words.startswith("["):
        return f"{words} {THE_SAME}{order})"
    # It is too long to be shown as a whole.
    return f"the same, {order}{_first_moved(expected, observed) if order == ANOTHER_ORDER else ''}"


def _first_moved(expected: list[Any], observed: list[Any]) -> str:
    """The first item of a list that is not the expected one, in words; empty where their names are the same."""
    for index, names in enumerate(zip(map(_name, expected), map(_name, observed), strict=True)):
        if names[0] != names[1]:
            return f": item {index} is {names[1]} in place of {names[0]}"
    return ""


def _holds_more(items: list[Any]) -> bool:
    """Whether a list holds objects or lists, which have no short form."""
    return any(isinstance(one, dict | list) for one in items)


def _name(value: Any) -> str:
    """A value in a row of others: an object by its first short text or number."""
    members = value.items() if isinstance(value, dict) else ()
    known = (f"{name} {describe(one)}" for name, one in members if isinstance(one, str | int) and one != "")
    return next(known, describe(value))


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    """The items of a list that another one lacks, each as often as it lacks it."""
    left = Counter(map(canonical, others))
    found = []
    for item in items:
        left[canonical(item)] -= 1
        if left[canonical(item)] < 0:
            found.append(item)
    return found


def _first_place(expected: Any, observed: Any) -> tuple[str, str]:
    """The first place where two values differ, and the others, each once."""
    found = list(places_that_differ(expected, observed)) or [("", expected, observed)]
    pointer, one, other = found[0]
    words = compared(one, other) if pointer else (describe(one), describe(other))
    others = [place or "/" for place in dict.fromkeys(place for place, *_ in found) if place != pointer]
    more = f", and {shortened(others, MOST_NAMED)} {'differs' if len(others) == 1 else 'differ'}" if others else ""
    return f"{words[0]} at {pointer or '/'}", f"{words[1]} at {pointer or '/'}{more}"
