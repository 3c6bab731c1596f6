"""What answers show of a thing, as one state of it, and what a change makes of a state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.making import at_index, each_item
from contract_tests.judging.values import instant, is_equal, json_type
from scripts.spec.document import Document
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, get, parent, split
from scripts.spec.resources import shown, shows_many

# Arrays of more items are not compared item by item with every other.
MOST_PAIRED = 100
# Pointer into a thing, what was expected there, and what was observed.
Difference = tuple[str, Any, Any]


def state_of(exchange: Exchange, index: int = 0) -> Any:
    """What an answer shows of one thing, with each value where the whole thing has it; ABSENT if it shows nothing.

    `index` tells which of several things that a batch has made.
    """
    assert exchange.operation is not None
    shows = shown(exchange.operation)
    if not shows or shows_many(exchange.operation) or not exchange.succeeded:
        return ABSENT
    return shown_part(exchange.operation, get(exchange.json, at_index(exchange.operation, shows.get("at", ""), index)))


def shown_part(operation: Operation, value: Any) -> Any:
    """What an operation shows of a thing, where the whole thing has it, but for what it may show otherwise."""
    shows = shown(operation)
    return value if value is ABSENT else without(placed(value, shows.get("as", "")), *shows.get("leaves-open", []))


def place_of(operation: Operation, pointer: str) -> str:
    """Where an answer of an operation shows a value of the thing, as findings name it."""
    shows = shown(operation)
    return str(shows.get("at", "")) + pointer.removeprefix(shows.get("as", ""))


def placed(value: Any, pointer: str) -> Any:
    """A value at a pointer into a thing that has nothing else."""
    for name in reversed(split(pointer)):
        value = {name: value}
    return value


def differences(one: Any, other: Any, pointer: str = "") -> Iterator[Difference]:
    """Pointer and both values where two states differ; the order of arrays does not matter.

    Fields that only one of them has, or that have another type, are for the strict reading to tell.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() & other.keys():
            yield from differences(one[name], other[name], child(pointer, name))
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) == len(other) and _are_objects(one) and _are_objects(other):
            # Inside them, too, one answer may show fewer fields than another.
            for first, second in _paired(one, other):
                yield from differences(first, second, child(pointer, "*"))
        elif sorted(map(canonical, one)) != sorted(map(canonical, other)):
            yield pointer, one, other
    elif json_type(one) == json_type(other) and not is_same(one, other):
        yield pointer, one, other


def is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same: the same moment may be written in several ways."""
    if is_equal(one, other):
        return True
    moment = instant(one) if isinstance(one, str) and isinstance(other, str) else None
    return moment is not None and moment == instant(other)


def lost(before: Any, after: Any, pointer: str = "") -> Iterator[Difference]:
    """Pointer, value and ABSENT of each field that the first of two states shows and the second does not.

    What is null may as well be left out.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            if name not in after and value is not None:
                yield child(pointer, name), value, ABSENT
            elif name in after:
                yield from lost(value, after[name], child(pointer, name))
    elif _are_objects(before) and _are_objects(after) and len(before) == len(after):
        for one, other in _paired(before, after):
            yield from lost(one, other, child(pointer, "*"))


def taken(before: Any, after: Any, kept: Collection[str]) -> Iterator[Difference]:
    """What is lost of what does not get lost: fields by name, with all inside, and entries of maps by pointer."""
    return (one for one in lost(before, after) if split(one[0])[0] in kept or parent(one[0]) in kept)


def changed_between(before: Any, after: Any, touches: Iterable[str], kept: Collection[str]) -> list[Difference]:
    """Where two states that the same operation showed differ, but for the places that may change along."""
    found = (*differences(before, after), *taken(before, after, kept))
    return [one for one in found if not is_within(one[0], touches)]


def is_within(pointer: str, places: Iterable[str]) -> bool:
    """Whether a pointer leads to one of some places, or into one."""
    return any(pointer == place or pointer.startswith(f"{place}/") for place in places)


def without(state: Any, *pointers: str) -> Any:
    """A state without the members at some pointers; a star stands for each element of an array or entry of a map."""
    for pointer in pointers:
        state = _without(state, split(pointer))
    return state


def _without(state: Any, way: list[str]) -> Any:
    if len(way) > 1 and way[0] == "*":
        if isinstance(state, list):
            return [_without(one, way[1:]) for one in state]
        return {name: _without(one, way[1:]) for name, one in state.items()} if isinstance(state, dict) else state
    if not isinstance(state, dict) or not way or way[0] not in state:
        return state
    if len(way) > 1:
        return {**state, way[0]: _without(state[way[0]], way[1:])}
    return {name: value for name, value in state.items() if name != way[0]}


def only(state: Any, pointers: Iterable[str]) -> dict[str, Any]:
    """What a state has at some pointers, and nothing else of it."""
    kept: dict[str, Any] = {}
    for pointer in pointers:
        if (value := get(state, pointer)) is not ABSENT:
            kept = merged(kept, placed(value, pointer))
    return kept


def missing(expected: Any, observed: Any, pointer: str = "") -> Iterator[Difference]:
    """Pointer, value and what stands there where a state does not show what was stored; it may show more.

    An array with the same items in another order differs as a whole.
    """
    if isinstance(expected, dict) and isinstance(observed, dict):
        for name, value in expected.items():
            yield from missing(value, observed.get(name, ABSENT), child(pointer, name))
    elif isinstance(expected, list) and isinstance(observed, list) and len(expected) == len(observed):
        pairs = zip(expected, observed, strict=True)
        inside = [one for sent, came in pairs for one in missing(sent, came, child(pointer, "*"))]
        yield from [(pointer, expected, observed)] if inside and is_reordered(expected, observed) else inside
    elif not is_same(expected, observed):
        yield pointer, expected, observed


def is_reordered(expected: list[Any], observed: list[Any]) -> bool:
    """Whether an array shows each item of another one of its length, be it with more fields, at whatever place.

    Of long arrays the items have to be the same, since a target decides how long they are.
    """
    if len(expected) > MOST_PAIRED:
        return sorted(map(canonical, expected)) == sorted(map(canonical, observed))
    left = list(observed)
    for item in expected:
        found = next((index for index, one in enumerate(left) if _shows(one, item)), None)
        if found is None:
            return False
        left.pop(found)
    return not left


def _shows(observed: Any, expected: Any) -> bool:
    """Whether a value shows all that is expected, arrays in their order."""
    if isinstance(expected, dict) and isinstance(observed, dict):
        return all(_shows(observed.get(name, ABSENT), value) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(observed, list) and len(expected) == len(observed):
        return all(map(_shows, observed, expected))
    return is_same(expected, observed)


def with_changes(state: Any, changes: dict[str, Any], *, merges: bool) -> Any:
    """A state after a change of what some pointers lead to; where it merges, objects keep what it does not name."""
    for pointer, value in changes.items():
        change = placed(value, pointer)
        state = merged(state, change) if merges else _replaced(state, change, split(pointer))
    return state


def merged(state: Any, change: Any) -> Any:
    """A state after a change that merges into it: objects field by field, everything else as a whole."""
    if not isinstance(state, dict) or not isinstance(change, dict):
        return change
    return {**state, **{name: merged(state.get(name), value) for name, value in change.items()}}


def _replaced(state: Any, change: Any, way: list[str]) -> Any:
    if not way or not isinstance(state, dict):
        return change
    return {**state, way[0]: _replaced(state.get(way[0]), change[way[0]], way[1:])}


def stored(operation: Operation, exchange: Exchange, index: int = 0) -> dict[str, Any]:
    """What a request of a changing or creating operation asks to be stored, by pointers into the thing.

    `index` tells which of several things that a batch asks for.
    """
    changes = operation.extensions.get("x-changes", {})
    left_open = changes.get("leaves-open", [])
    item = each_item(operation)
    moved = {body_pointer(one["from"]).removeprefix(item) for one in operation.extensions.get("x-echo", [])}
    body = get(exchange.request_json, at_index(operation, item, index))
    found = {
        str(changes.get("at", "")) + child("", name): value
        for name, value in (body.items() if isinstance(body, dict) else ())
        if child("", name) not in left_open and child("", name) not in moved
    }
    for one in changes.get("stores", []):
        found[one["to"]] = evaluate(one["from"], exchange) if "from" in one else one["const"]
    return {pointer: value for pointer, value in found.items() if value is not ABSENT}


def request_field(spec: Document, operation: Operation, pointer: str) -> str | None:
    """The schema of the request field that is stored at a pointer into the thing, or None."""
    at = str(operation.extensions.get("x-changes", {}).get("at", ""))
    if operation.request_schema is None or not pointer.startswith(at + "/"):
        return None
    inside = each_item(operation) + pointer.removeprefix(at)
    return next(iter(spec.find(operation.request_schema, inside)), None)


def normalised(spec: Document, field: str | None, value: Any) -> Any:
    """A value of a request field in one form for all that a server may make of it; as it is for no field."""
    rules = _normalisation(spec, field) if field else []
    if "host-case" in rules:
        value = [_lower_host(one) for one in value] if isinstance(value, list) else _lower_host(value)
    if "duplicates" in rules and isinstance(value, list):
        value = [one for index, one in enumerate(value) if one not in value[:index]]
    if "order" in rules and isinstance(value, list):
        value = sorted(value, key=canonical)
    return value


def clears(spec: Document, field: str | None, value: Any) -> bool:
    """Whether a value of a request field takes the field away."""
    return field is not None and spec.at(field).get("x-cleared-by", ABSENT) == value


def _normalisation(spec: Document, field: str) -> list[str]:
    return list(spec.raw(field).get("x-normalised", spec.at(field).get("x-normalised", [])))


def _lower_host(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        return value
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _paired(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """The objects of two arrays of one length that belong together, whatever their order.

    What tells them is a field that has the same values in both arrays, each of them once.
    """
    names = sorted(set(one[0]).intersection(*one, *other) if one else (), key=lambda name: (not _is_id(name), name))
    for name in names:
        mine, theirs = ({canonical(item[name]): item for item in items} for items in (one, other))
        if len(mine) == len(one) and mine.keys() == theirs.keys():
            return [(item, theirs[value]) for value, item in mine.items()]
    return zip(*(sorted(items, key=_named) for items in (one, other)), strict=True)


def _is_id(name: str) -> bool:
    return name.lower().endswith("id")


def _named(item: dict[str, Any]) -> str:
    """What brings the objects of two arrays into one order: their identifiers, or else their first text or number."""
    plain = {name: value for name, value in sorted(item.items()) if isinstance(value, str | int)}
    named = [value for name, value in plain.items() if _is_id(name)]
    return canonical([*named, *plain.values()][:1])


def canonical(value: Any) -> str:
    """A text that is the same for equal JSON values, whatever the order of their fields."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{name!r}:{canonical(one)}" for name, one in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return repr(value)
