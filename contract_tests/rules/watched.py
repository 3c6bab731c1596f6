"""What an operation is to leave alone: read before and after it is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.consequences import CHANGES_NOTHING
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import Difference, changed_between
from contract_tests.rules.shared import (
    fill,
    owner_in_words,
    read,
    readers_for,
    report_differences,
    report_reader,
    resource_of,
    shown_state,
)
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.resources import Resource, shown

# What is shown otherwise is read so often again, to see whether it goes back by itself.
READINGS_AGAIN = 3


@dataclass(frozen=True)
class Watched:
    """A thing that is read before and after something is done: how it was, and the places that may change along."""

    reader: Operation
    path: dict[str, str]
    state: Any
    touches: tuple[str, ...]


def watch(run: Run, kind: Resource, path: dict[str, str], touches: Iterable[str] = ()) -> list[Watched]:
    """A thing as the operation that shows most of it shows it now; nothing where none reads it."""
    readers = readers_for(kind, path)[:1]
    return [
        Watched(one, path, shown_state(read(run, one, path)), (*touches, *shown(one).get("moves", [])))
        for one in readers
    ]


def expect_untouched(run: Run, acting: Operation, watched: Iterable[Watched], pointer: str) -> None:
    """Report what an operation has changed about things that it was to leave alone.

    What goes back by itself was changed by nobody: then what reads the thing does not show it as it is.
    """
    for one in watched:
        exchange = read(run, one.reader, one.path)
        found, named = _changed(run, one, exchange), owner_in_words(one.path)
        if found and any(not _changed(run, one, read(run, one.reader, one.path)) for _ in range(READINGS_AGAIN)):
            since = f"as in the answers before and after it about {named}, with no change in between"
            report_reader(run, exchange, found, since)
        else:
            since = f"as {one.reader.id} showed {named} before {acting.id}, {CHANGES_NOTHING}"
            report_differences(run, exchange, found, pointer, "change", acting, since)


def _changed(run: Run, one: Watched, exchange: Exchange) -> list[Difference]:
    kept = resource_of(run, one.reader).kept
    return changed_between(one.state, shown_state(exchange), one.touches, kept)


def watch_beside(run: Run, data: TargetData, operation: Operation, path: dict[str, str]) -> list[Watched]:
    """Another thing of the run of the same kind, and what else the path names, as they are now."""
    changes, kind = operation.extensions["x-changes"], resource_of(run, operation)
    own = run.spec.own_parameters(operation)
    # What has no name of its own is another one below another owner.
    telling = kind.parameter.name if kind.parameter else own[-1].name if own else None
    found: list[Watched] = []
    values: dict[str, str] = {}
    for parameter in own:
        named = run.spec.resource_of(parameter)
        assert named is not None
        is_above = named is not kind and (kind.parameter is None or kind.parameter.name not in values)
        if parameter.name == telling:
            other = data.own.make(named, dict(values)).path
            if other[telling] != path[telling]:
                fill(run, data, kind, other, but=operation)
                found += watch(run, kind, other, changes.get("touches", []))
        values[parameter.name] = path[parameter.name]
        if named is not kind and (not is_above or "touches-owner" in changes):
            found += watch(run, named, dict(values), changes.get("touches-owner", []) if is_above else [])
    return found


def fill_owner(run: Run, data: TargetData, operation: Operation, path: dict[str, str]) -> None:
    """Give values to what stands above a thing, where it may be looked at, so that it shows when some are taken."""
    kind = resource_of(run, operation)
    if "touches-owner" not in operation.extensions["x-changes"]:
        return
    owner: dict[str, str] = {}
    for parameter in run.spec.own_parameters(operation):
        named = run.spec.resource_of(parameter)
        if named is None or named is kind:
            return
        owner[parameter.name] = path[parameter.name]
        fill(run, data, named, dict(owner), but=operation)
