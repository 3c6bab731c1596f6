"""What the vendor's document says otherwise of a schema, said once, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from contract_tests.docs.facts import Surface, above
from contract_tests.judging.finding import Deviation
from scripts.spec.operations import Operation
from scripts.spec.pointers import escape, split

EVERYWHERE = " of every operation"
SCHEMAS = "/components/schemas/"
# Members of a schema that hold the schemas of fields and of items; others do not lead to another place.
_STEPS = {"items": "*", "additionalProperties": "*"}


def by_schema(place: str, ours: Surface) -> str:
    """A place, such as `/response/201/body/name required`, by the schema of ours that says it: `schemas/App/name`."""
    path, space, kind = place.partition(" ")
    named, outer = (_within(ours[one].pointer) if one in ours else "" for one in (path, above(path)))
    if "/" not in named.removeprefix("schemas/"):
        # A schema as a whole is what the field says that has it.
        named = f"{outer}/{path.rpartition('/')[2]}" if outer else ""
    return f"{named or path}{space}{kind}"


def merged(found: Iterable[tuple[Operation, Deviation]]) -> Iterator[tuple[Operation, Deviation]]:
    """Deviations about one schema, or the same of several operations, as one, with the gravest severity."""
    once: dict[tuple[str, ...], tuple[Operation, Deviation]] = {}
    for operation, deviation in found:
        shared = deviation.place.startswith("schemas/") or deviation.place.endswith(EVERYWHERE)
        # What is said of servers and credentials is mostly said for all operations at once.
        apart = deviation.observed if deviation.kind in ("server", "security") else operation.id
        key = (deviation.kind, deviation.place, "" if shared else apart)
        first, known = once.setdefault(key, (operation, deviation))
        if deviation.severity == "breaking":
            once[key] = first, replace(known, severity="breaking")
    yield from once.values()


def untyped(ours: Surface, theirs: Surface) -> Iterator[str]:
    """What was not compared since they leave it open, such as `35 fields of App were`."""
    for place, there in ours.items():
        fields = [inner for inner in ours if inner.startswith(f"{place}/") and not inner.endswith("/*")]
        leaves_open = place in theirs and not any(inner.startswith(f"{place}/") for inner in theirs)
        if "/body" in place and fields and leaves_open:
            name = _within(there.pointer).removeprefix("schemas/") or place
            yield f"{len(fields)} fields of {name} were" if len(fields) > 1 else f"1 field of {name} was"


def _within(pointer: str) -> str:
    """The place that a pointer into our schemas means: `schemas/App/name`; empty if it is none."""
    if not pointer.startswith(SCHEMAS):
        return ""
    name, *tokens = split(pointer.removeprefix("/components/schemas"))
    steps, waiting = [name], iter(tokens)
    for token in waiting:
        if token == "properties":
            steps.append(escape(next(waiting, "")))
        elif token in _STEPS:
            steps.append(_STEPS[token])
    return "/".join(["schemas", *steps])
