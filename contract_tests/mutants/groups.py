"""Which mutants one run may judge at once, since neither changes what the other does or shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contract_tests.judging.states import is_within
from contract_tests.mock import HttpRules, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import HARMLESS, Mutant
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

MOST_TOGETHER = 24


def groups(spec: Spec, mutants: Iterable[Mutant]) -> list[tuple[Mutant, ...]]:
    """Put mutants into groups, each into the first that it goes with.

    All of a group are faults that are to be named, faults that no client can see, or harmless.
    """
    found: list[list[Mutant]] = []
    for mutant in mutants:
        for group in found:
            if len(group) < MOST_TOGETHER and all(_go_together(spec, mutant, other) for other in group):
                group.append(mutant)
                break
        else:
            found.append([mutant])
    return [tuple(group) for group in found]


def related(spec: Spec, operations: Iterable[str]) -> set[str]:
    """Some operations and all that are about the same resources, or follow a thing of one of these."""
    wanted = set(operations)
    about = [{one.id for one in resource.operations} for resource in spec.resources.values()]
    return followed(spec, wanted).union(*(some for some in about if some & wanted))


def followed(spec: Spec, operations: Iterable[str]) -> set[str]:
    """Some operations and those that follow a thing which one of them makes or shows."""
    wanted = set(operations)
    return wanted.union(*(some for some in map(_course, spec.operations.values()) if some & wanted))


def _course(operation: Operation) -> set[str]:
    """An operation that makes things, and those that show what becomes of them."""
    lifecycle = operation.extensions.get("x-lifecycle", {})
    shown = (lifecycle.get("poll"), lifecycle.get("snapshot", {}).get("operationId"))
    return {operation.id, *filter(None, shown)}


def _go_together(spec: Spec, one: Mutant, other: Mutant) -> bool:
    if (one.kind == HARMLESS, bool(one.unseen)) != (other.kind == HARMLESS, bool(other.unseen)):
        return False
    # A finding about an operation has to be that of one fault alone; where there is none, it is that of no fault.
    if not one.unseen and related(spec, one.operations) & related(spec, other.operations):
        return False
    return all(_combine(part, another) for part in one.change.parts for another in other.change.parts)


def _combine(one: Change, other: Change) -> bool:
    """Whether a server can have both changes, and each in full."""
    apart = None not in (one.operation_id, other.operation_id) and one.operation_id != other.operation_id
    if not apart and (one.http is not HttpRules and other.http is not HttpRules):
        return False
    if not apart and one.middleware and other.middleware:
        return False
    if one.about and one.about == other.about:
        return False
    if _broken(one.workspace) & _broken(other.workspace) or one.options.keys() & other.options.keys():
        return False
    return not any(
        is_within(pointer, edited)
        for pointers, edited in ((one.edit, other.edit), (other.edit, one.edit))
        for pointer in pointers
    )


def _broken(workspace: type[Workspace]) -> set[str]:
    """What a workspace has besides, or does in another way."""
    kinds: Sequence[type] = workspace.__mro__[: workspace.__mro__.index(Workspace)]
    return {name for kind in kinds for name in vars(kind)} - {"__module__", "__doc__", "__qualname__"}
