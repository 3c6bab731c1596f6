"""What a run is held against, what it may spend there, and how it ends when it cannot go on."""

from __future__ import annotations

from dataclasses import dataclass, field


class CouldNotRun(Exception):
    """The run cannot go on: nothing may be concluded about the contract. The message is one line."""


class BudgetSpent(Exception):
    """The request was not sent, since the run has used up its requests or the things it may create."""


class NoAnswer(Exception):
    """The connection failed, again and again where it was safe to repeat, while others are still answered."""


@dataclass(frozen=True)
class Target:
    """A server to be judged. `kind` is `mock` or `sandbox`; `client_id` names the app to use, if one was given."""

    kind: str
    base_url: str
    key: str = field(repr=False)
    client_id: str | None = None


@dataclass(frozen=True)
class Budget:
    """What a run may spend: requests, things created, and requests per second (None: as fast as they come)."""

    max_requests: int
    max_creates: int
    rate: float | None = None
