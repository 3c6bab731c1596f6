"""What a run is held against, what it may spend there, and how it goes about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract_tests.judging.baseline import Accepted


@dataclass(frozen=True)
class Target:
    """A server to be judged. `kind` is `mock` or `sandbox`; `client_id` names the app to use, if one was given."""

    kind: str
    base_url: str
    key: str = field(repr=False)
    client_id: str | None = None


@dataclass(frozen=True)
class Budget:
    """What a run may spend: requests, things created, requests per second (None: as fast as they come), and seconds."""

    max_requests: int
    max_creates: int
    rate: float | None = None
    deadline: float = 900.0


@dataclass(frozen=True)
class Options:
    """How to run.

    `settle_timeout` is how long a created thing may take to settle, in seconds; generated cases derive from
    `seed`; findings that the `baseline` accepts do not count. `rule` is the only one to run, such as
    `paging/defaults`; all of them run without it. `allowed_hosts` are those that were named on purpose besides the
    sandbox.
    """

    budget: Budget
    settle_timeout: float
    seed: int
    baseline: tuple[Accepted, ...] = ()
    rule: str | None = None
    allowed_hosts: tuple[str, ...] = ()
