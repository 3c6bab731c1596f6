"""What a mutant is, and the ways to declare one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from contract_tests.mock import HttpRules, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.wire import Rewrite
from scripts.spec.operations import Operation, Response
from scripts.spec.spec import Spec

HARMLESS = "harmless"


@dataclass(frozen=True)
class Mutant:
    """A server that differs from the mock in one respect, or in a few: `mutant.change.app(spec)`.

    `operations` are the ids of those that the change shows on: a finding that names one of them kills the mutant. A
    harmless variant shows on none. `unseen` says why no client could tell, where none could. `by_recording` tells
    whether its answers may be read in a recorded run: those of the mock, changed. Where that does not name it, and for
    every other mutant, a run of its own decides. `parts` are, for each of several faults at once, the operations that
    it shows on; every one of them has to be named.
    """

    name: str
    kind: str
    operations: tuple[str, ...]
    what: str
    change: Change = field(repr=False)
    unseen: str = ""
    by_recording: bool = False
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def named_by(self) -> tuple[frozenset[str], ...]:
        """The operations of each fault; findings have to name one of each."""
        return tuple(map(frozenset, self.parts or (self.operations,)))

    def is_named(self, found: Iterable[str]) -> bool:
        """Whether findings about some operations name it."""
        named = set(found)
        return all(named & part for part in self.named_by)


# A rewrite of answers, a broken rule of the mock, or any other change.
How = Rewrite | type[HttpRules] | type[Workspace] | Change


def fault(
    operation: Operation,
    kind: str,
    what: str,
    how: How,
    *,
    name: str = "",
    response: Response | None = None,
    shows_on: tuple[str, ...] = (),
    unseen: str = "",
) -> Mutant:
    """Declare a mutant of an operation.

    Args:
        operation: What the change of requests and answers is limited to.
        kind: The line of the table that the mutant counts in.
        what: What is wrong, in words.
        how: How the server differs.
        name: Follows the operation's id in the name of the mutant; `what` if it is not given.
        response: The answers that are rewritten; those of success if it is not given.
        shows_on: The ids of the operations that the change shows on, if it is not this one.
        unseen: Why no client could tell, where none could.
    """
    status = (response or operation.success).status
    change = replace(_change(how), operation_id=operation.id, status=status)
    return Mutant(
        name=f"{operation.id} {name or what}",
        kind=kind,
        operations=shows_on or (operation.id,),
        what=what,
        change=change,
        unseen=unseen,
        by_recording=change.rewrites_only,
    )


def faults(operation: Operation, kind: str, table: Mapping[str, How], **others: Any) -> Iterator[Mutant]:
    """Declare a mutant for each entry of a table: what is wrong, and how the server differs."""
    for what, how in table.items():
        yield fault(operation, kind, what, how, **others)


def together(kind: str, every: Sequence[Mutant]) -> Mutant:
    """Declare a mutant that has the faults of several, each of which has to be named."""
    first, *others = [part for one in every for part in one.change.parts]
    return Mutant(
        name=" + ".join(one.name for one in every),
        kind=kind,
        operations=tuple(dict.fromkeys(name for one in every for name in one.operations)),
        what=" and ".join(one.what for one in every),
        change=replace(first, also=tuple(others)),
        parts=tuple(part for one in every for part in one.parts or (one.operations,)),
    )


def harmless(what: str, how: How) -> Mutant:
    """Declare a harmless variant: what is different, and how the server differs."""
    return Mutant(what, HARMLESS, (), what, _change(how))


def _change(how: How) -> Change:
    match how:
        case Change():
            return how
        case type() if issubclass(how, HttpRules):
            return Change(http=how)
        case type() if issubclass(how, Workspace):
            return Change(workspace=how)
    return Change(rewrite=how)


def operations_with(spec: Spec, extension: str) -> Iterator[tuple[Operation, Any]]:
    """The operations that have an extension, with what it says; the name of a policy is replaced by the policy."""
    for operation in spec.operations.values():
        if extension in operation.extensions:
            yield operation, operation.extensions[extension]


def reachable(spec: Spec) -> Iterator[tuple[Operation, Response]]:
    """The operations with their successes and the refusals that the documentation tells how to bring about."""
    for operation in spec.operations.values():
        refused = [spec.credentials_refused, *(one.owner["refused"] for one in operation.parameters if one.owner)]
        # Without a body there is no other body to come with the same key.
        if "x-idempotency" in operation.extensions and operation.request_schema:
            refused.append(operation.extensions["x-idempotency"]["conflict"])
        statuses = {operation.success.status, *(str(refusal["status"]) for refusal in refused)}
        if operation.request_schema:
            statuses.add("400")
        yield from ((operation, operation.responses[status]) for status in sorted(statuses))
