"""The item of a list that a finding of drift.json is about: which of many it is, and what else stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.compared import IN_THE_PATH, THE_SAME, in_words
from contract_tests.judging.described import Json, answer_of, path_of, with_reason
from contract_tests.judging.states import canonical
from contract_tests.judging.values import describe, is_equal, json_type, listing
from contract_tests.judging.visible import cut
from scripts.spec.pointers import ABSENT, child, get, parent, split

LONGEST_ITEM = 300
# What stands for a text that drift.json does not show.
NOT_SHOWN = re.compile(r"\[.*\]", re.DOTALL)
# So many other items, and more, tell what some have in common, and so much of it is said.
LEAST_OTHERS, MOST_SAID = 3, 2
# What `describe` says of a long value.
SHORTENED = re.compile(r"(?:string|array|object) of \d")
# The pointer to one member of a list or an object, and its value.
Item = tuple[str, Any]


def item(entry: Json) -> str:
    """The item that shows what a finding observed, such as `/data/3 of 20: {"client_id": …}`; empty where that is open.

    Of several that show what no page allows it is the first, and how many they are is said.

    Args:
        entry: The finding, as drift.json has it.
    """
    items, holders, showing = _items(entry)
    if not showing:
        return ""
    pointer, shown = showing[0]
    own = next(iter(split(path_of(entry["place"]).rpartition("*")[2])), "")
    # Of what is shortened, others that are as long may be right.
    which = "" if SHORTENED.match(entry["observed"]) else _which(entry, items, holders, showing, own)
    return cut(f"{pointer}{which}: {_in_short(shown, own)}", LONGEST_ITEM)


def _which(entry: Json, items: list[Item], holders: list[Item], showing: list[Item], own: str) -> str:
    """Which of how many items it is, and what tells it from the others; `own` is the field of it that shows a finding.

    Where there is a reason, another item may be as wrong for its own.
    """
    has_reason = bool(with_reason(entry.get("expected", ""))[1])
    if len(showing) > 1:
        which = f", one of {len(showing)} among {len(items)}"
    else:
        which = f" of {len(items)}" if has_reason else f", the only one of {len(items)}"
    alone = [] if has_reason else _alone(showing, holders, own)
    return f"{which}, only where {listing(alone)}" if alone else which


def _in_short(value: Any, own: str) -> str:
    """An item as JSON; of a long one what is called `own` comes after its first member, since the end is cut off."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) <= LONGEST_ITEM or not isinstance(value, dict) or own not in value:
        return whole
    return json.dumps({**dict([next(iter(value.items()))]), own: value[own], **value}, ensure_ascii=False)


def is_of_some(entry: Json) -> bool:
    """Whether some items of the answer behind a finding show it, and others do not.

    Args:
        entry: The finding, as drift.json has it.
    """
    _, holders, showing = _items(entry)
    return 0 < len(showing) < len(holders)


def _items(entry: Json) -> tuple[list[Item], list[Item], list[Item]]:
    """The items of the list in the answer behind a finding by their pointers, those that could show it, and that do."""
    before, star, after = path_of(entry["place"]).rpartition("*")
    if not star or not entry["place"].startswith("response"):
        return [], [], []
    found = [*_reached(answer_of(entry).get("body"), before.removesuffix("/"), "")]
    items = [one for pointer, value in found for one in _members(pointer, value)]
    if len(items) < 2:
        return items, [], []
    # What is missing from an object is not missing where there is no object.
    holders = [one for one in items if not after or isinstance(get(one[1], parent(after)), dict)]
    showing = [(pointer, value) for pointer, value in holders if _shows(get(value, after), entry["observed"])]
    reason = with_reason(entry.get("expected", ""))[1]
    if len(showing) > 1 and reason not in ("", IN_THE_PATH):
        # The same may be right for another item; the reason says which one it is about, or none is named.
        showing = [(pointer, value) for pointer, value in showing if _is_named(value, reason)]
    return items, holders, showing


def _alone(showing: list[Item], holders: list[Item], own: str) -> list[str]:
    """What the items that show a finding have, and no other of those that could, such as `type is 'request'`.

    `own` is the field that it is about, or that this lies in. A text that stands in one item alone tells nothing, since
    each has a name of its own, nor does one that is not shown here.
    """
    others = [one for one in holders if one not in showing]
    mine, theirs = ([value for _, value in some if isinstance(value, dict)] for some in (showing, others))
    if len(theirs) < LEAST_OTHERS or len(mine) < len(showing):
        return []
    found = []
    for name, value in mine[0].items():
        if name == own or (isinstance(value, str) and NOT_SHOWN.fullmatch(value)):
            continue
        values = [one.get(name) for one in theirs]
        if any(not is_equal(one.get(name), value) for one in mine) or any(is_equal(one, value) for one in values):
            continue
        is_kind = isinstance(value, str | bool | int) and len({*map(canonical, values)}) * 2 <= len(values)
        if value is None or is_kind:
            found.append(f"{name} is {describe(value)}")
    return found[:MOST_SAID]


def _reached(value: Any, pointer: str, found: str) -> Iterator[Item]:
    """Everything that a pointer with stars leads to, with the pointer to it that has none."""
    before, star, after = pointer.partition("/*")
    reached = get(value, before)
    if not star:
        yield found + before, reached
        return
    for place, member in _members(found + before, reached):
        yield from _reached(member, after, place)


def _members(pointer: str, value: Any) -> Iterator[Item]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    yield from ((child(pointer, name), member) for name, member in members)


def _shows(value: Any, observed: str) -> bool:
    """Whether a value is what was observed, in the words of a finding: the value, its type, or that it is absent."""
    words = in_words(value)
    return observed in (words, ABSENT is not value and json_type(value)) or observed.startswith(f"{words} {THE_SAME}")


def _is_named(value: Any, reason: str) -> bool:
    """Whether a reason names a thing by one of its texts: `as listApps showed client_id 'FK5b0KSM' before`."""
    texts = value.values() if isinstance(value, dict) else [value]
    return any(isinstance(one, str) and one and repr(one) in reason for one in texts)
