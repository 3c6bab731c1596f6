"""A thing that a run has made, and the text by which it is known again."""

from __future__ import annotations

from dataclasses import dataclass

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
    # Whether a read has shown it, and whether it was not found after that, though the run had not deleted it.
    was_read: bool = False
    has_vanished: bool = False
    looks: int = 0
    is_found: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it is the run's own, and still there as far as that is known."""
        return bool(self.is_own) and not (self.is_deleted or self.in_doubt or self.has_vanished)

    @property
    def path(self) -> dict[str, str]:
        """The path parameters that name it."""
        return self.resource.path(self.owner, self.identifier)


def as_identifier(value: object) -> str | None:
    """A value of an answer as it stands in a path, if it names something: a text, or a whole number."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def mark_pointer(creator: Operation | None) -> str | None:
    """Where a creation puts the text by which the thing is known again, in its body and in the thing, or None."""
    mark = (creator.creates or {}).get("mark") if creator else None
    # Of several things each keeps it, under the name that it has in the item.
    return body_pointer(mark).rpartition("/*")[2] if mark else None
