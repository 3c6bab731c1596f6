"""Contracts that say something else than this one in one place, to see that judging follows what a contract says."""

import copy
from typing import Any

from scripts.spec.pointers import get
from scripts.spec.spec import Spec
from tests.judging.exchanges import SPEC


def contract(pointer: str, *, without: str = "", **members: Any) -> Spec:
    """The contract with other members at a pointer, such as `x_shows` for `x-shows`, and without one of them."""
    root = copy.deepcopy(SPEC.root)
    held = get(root, pointer)
    held |= {name.replace("_", "-"): value for name, value in members.items()}
    held.pop(without, None)
    return Spec(root)


def unnamed_workflows() -> Spec:
    """The contract in which no path names a workflow, so that it stands in a list and can be made, but not be read."""
    return contract("/components/parameters/WorkflowId", without="x-owner")
