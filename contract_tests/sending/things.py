"""A thing that a run has made, and the text by which it is known again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer
from scripts.spec.operations import Operation
from scripts.spec.resources import Resource


@dataclass
class Thing:
    """A thing that an answer says was made: `thing.identifier` below `thing.owner`.

    `since` is the moment at which its creation was sent; `is_own` is None until a second look tells whether it really
    is what this run made. `is_found` is True for what another run left.
    """

    resource: Resource
    owner: dict[str, str]
    identifier: str
    mark: str | None
    since: int
    is_new: bool
    is_own: bool | None = None
    is_deleted: bool = False
    # Whether a request has set something of it going, so that the next one may meet it in any state.
    is_going: bool = False
    # Whether its deletion got no answer, so that nobody knows.
    in_doubt: bool = False
    # What last changed it, or something of it, or below it.
    changer: Operation | None = None
    # Whether a read has shown it, and the read that did not find it after that, though the run had not deleted it.
    was_read: bool = False
    not_found: Exchange | None = None
    looks: int = 0
    is_found: bool = False

    @property
    def has_vanished(self) -> bool:
        """Whether it was there, and is gone though the run did not delete it."""
        return self.not_found is not None

    @property
    def may_be_own(self) -> bool:
        """Whether it is the run's own, or nothing speaks against that until it is looked at again."""
        return self.is_new if self.is_own is None else self.is_own

    @property
    def is_usable(self) -> bool:
        """Whether it is the run's own, and still there as far as that is known."""
        return bool(self.is_own) and not (self.is_deleted or self.in_doubt or self.has_vanished)

    @property
    def path(self) -> dict[str, str]:
        """The path parameters that name it."""
        return self.resource.path(self.owner, self.identifier)


class Things(Sequence[Thing]):
    """Things in the order in which they became known, found again by what a path names: `things.named_by(path)`."""

    def __init__(self) -> None:
        self._all: list[Thing] = []
        self._by_identifier: dict[str, list[Thing]] = {}

    def add(self, thing: Thing) -> None:
        """Add one at the end."""
        self._all.append(thing)
        self._by_identifier.setdefault(thing.identifier, []).append(thing)

    def named_by(self, path: Mapping[str, str]) -> list[Thing]:
        """The things that path parameters name: the one that they lead to, and those that it stands below."""
        found = [one for value in dict.fromkeys(path.values()) for one in self._by_identifier.get(value, ())]
        return [one for one in found if one.path.items() <= path.items()]

    @overload
    def __getitem__(self, index: int) -> Thing: ...
    @overload
    def __getitem__(self, index: slice) -> list[Thing]: ...
    def __getitem__(self, index: int | slice) -> Thing | list[Thing]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)


def as_identifier(value: object) -> str | None:
    """A value of an answer as it stands in a path, if it names something: a text, or a whole number."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def mark_pointer(creator: Operation | None) -> str | None:
    """Where a creation puts the text by which the thing is known again, in its body and in the thing, or None."""
    mark = (creator.creates or {}).get("mark") if creator else None
    # Of several things each keeps it, under the name that it has in the item.
    return body_pointer(mark).rpartition("/*")[2] if mark else None
