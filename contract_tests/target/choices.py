"""Choices: values of request fields that must be eligible, as the target's data show them (`x-eligible`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract_tests.judging.requests import eligible_fields
from scripts.spec.operations import Operation
from scripts.spec.pointers import get
from scripts.spec.spec import Spec

if TYPE_CHECKING:
    from contract_tests.target.data import TargetData


class Choices:
    """Eligible and ineligible values of fields: `choices.eligible(operation, path)`.

    Args:
        spec: The contract.
        data: The target's data, in which the values are found.
    """

    def __init__(self, spec: Spec, data: TargetData) -> None:
        self._spec, self._data = spec, data
        self._indexed: tuple[list[Any], dict[str, Any]] = ([], {})

    def eligible(self, operation: Operation, path: dict[str, str]) -> dict[str, list[str]]:
        """By field, the values that the target's data call eligible for an owner; they may still be refused."""
        return {
            name: sorted(self.enabled(eligible, path) - set(eligible["never"]))
            for name, eligible in eligible_fields(self._spec, operation).items()
        }

    def ineligible(self, eligible: dict[str, Any], path: dict[str, str]) -> dict[str, str]:
        """A value of each ineligible kind that the target's data show: unknown, switched off, never eligible."""
        found = {"unknown": "no-such-choice", "never": eligible["never"][0]}
        off = sorted(self._values(eligible, path, where=False) - set(eligible["never"]))
        return found | ({"disabled": off[0]} if off else {})

    def enabled(self, eligible: dict[str, Any], path: dict[str, str]) -> set[str]:
        """The values that the target's data show as enabled for an owner, whether they are eligible or not."""
        return self._values(eligible, path, where=True)

    def usable(self, path: dict[str, str]) -> bool:
        """Whether an owner has an eligible value for every field that needs one."""
        creating = [operation for operation in self._spec.operations.values() if operation.creates]
        return all(values for operation in creating for values in self.eligible(operation, path).values())

    def _values(self, eligible: dict[str, Any], path: dict[str, str], *, where: bool) -> set[str]:
        owner = self._data.owner(eligible["owner"])
        items = self._data.items(self._spec.operations[eligible["collection"]], path)
        item = self._by_identifier(items, (owner.owner or {})["identifier"]).get(path[owner.name])
        entries = get(item, eligible["keys"])
        named = entries.items() if isinstance(entries, dict) else ()
        return {name for name, entry in named if get(entry, eligible["where"]) is where}

    def _by_identifier(self, items: list[Any], pointer: str) -> dict[str, Any]:
        """The items of a collection by identifier, the first of each; made once for each reading of thousands."""
        if self._indexed[0] is not items:
            named = ((get(item, pointer), item) for item in reversed(items))
            self._indexed = items, {name: item for name, item in named if isinstance(name, str)}
        return self._indexed[1]
