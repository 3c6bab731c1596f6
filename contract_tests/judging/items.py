"""The item of a list that a finding of drift.json is about: which of many it is, and what else stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.compared import IN_THE_PATH, THE_SAME, in_words
from contract_tests.judging.described import Json, answer_of, path_of, with_reason
from contract_tests.judging.values import json_type
from contract_tests.judging.visible import cut
from scripts.spec.pointers import ABSENT, child, get

LONGEST_ITEM = 300


def item(entry: Json) -> str:
    """The item that shows what a finding observed, such as `/data/3: {"client_id": …}`; empty where that is open.

    Of several that show what no page allows it is the first.

    Args:
        entry: The finding, as drift.json has it.
    """
    before, star, after = path_of(entry["place"]).rpartition("*")
    if not star or not entry["place"].startswith("response"):
        return ""
    found = [*_reached(answer_of(entry).get("body"), before.removesuffix("/"), "")]
    items = [one for pointer, value in found for one in _members(pointer, value)]
    if len(items) < 2:
        return ""
    showing = [(pointer, value) for pointer, value in items if _shows(get(value, after), entry["observed"])]
    reason = with_reason(entry.get("expected", ""))[1]
    if len(showing) > 1 and reason not in ("", IN_THE_PATH):
        # The same may be right for another item; the reason says which one it is about, or none is named.
        showing = [(pointer, value) for pointer, value in showing if _is_named(value, reason)]
    return cut(f"{showing[0][0]}: {json.dumps(showing[0][1], ensure_ascii=False)}", LONGEST_ITEM) if showing else ""


def _reached(value: Any, pointer: str, found: str) -> Iterator[tuple[str, Any]]:
    """Everything that a pointer with stars leads to, with the pointer to it that has none."""
    before, star, after = pointer.partition("/*")
    reached = get(value, before)
    if not star:
        yield found + before, reached
        return
    for place, member in _members(found + before, reached):
        yield from _reached(member, after, place)


def _members(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
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
