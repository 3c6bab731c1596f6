"""What a run is held against, what it may spend there, and how it goes about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract_tests.judging.baseline import Accepted
from contract_tests.sending.exceptions import CouldNotRun
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec


@dataclass(frozen=True)
class Target:
    """A server to be judged. `kind` is `mock` or `sandbox`; `client_id` names the app to use, if one was given."""

    kind: str
    base_url: str
    key: str = field(repr=False)
    client_id: str | None = None


# What a run may spend, where nothing else is asked for. The first grows with the operations of the contract, the
# third with those that create things which can be deleted.
REQUESTS_PER_OPERATION = 150
MAX_CREATES = 12
# A run of 29 operations, three of which create such things, makes 135 to 139 of them.
DISPOSABLES_PER_CREATOR = 60
DEADLINE_SECONDS = 900.0
# What the rules need without generated cases, and the clean-up; with fewer a run tells little.
LEAST_REQUESTS_PER_OPERATION = 115


@dataclass(frozen=True)
class Budget:
    """What a run may spend: `Budget.for_spec(spec, max_creates=6)`.

    `max_requests` counts every request, `max_creates` the things that stay for good, `max_disposables` those that
    are deleted at the end; `rate` is in requests per second (None: as fast as they come), `deadline` in seconds.
    """

    max_requests: int
    max_creates: int
    max_disposables: int
    rate: float | None = None
    deadline: float = DEADLINE_SECONDS

    @classmethod
    def for_spec(
        cls,
        spec: Spec,
        *,
        max_requests: int | None = None,
        max_creates: int = MAX_CREATES,
        rate: float | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> Budget:
        """The budget of a run of a contract, but for what is given.

        Raises:
            CouldNotRun: So few requests cannot be enough.
        """
        count = len(spec.operations)
        least = LEAST_REQUESTS_PER_OPERATION * count
        if max_requests is not None and max_requests < least:
            raise CouldNotRun(f"{max_requests} requests are too few for {count} operations; give at least {least}")
        disposables = DISPOSABLES_PER_CREATOR * sum(map(spec.is_disposable, spec.operations.values()))
        return cls(max_requests or REQUESTS_PER_OPERATION * count, max_creates, disposables, rate, deadline)


@dataclass(frozen=True)
class Options:
    """How to run.

    `settle_timeout` is how long a created thing may take to settle, in seconds; generated cases derive from
    `seed`; findings that the `baseline` accepts do not count. `rule` is the only one to run, such as
    `paging/defaults`, or the only group, such as `paging`, and `operations` are the only ones that rules run for;
    without them, all run for all. `generates` tells whether cases are generated, too, and
    `generates_apart` whether a process of its own makes them meanwhile. A run ends when findings name an operation of
    each of `until_found`. `allowed_hosts` are those that were named on purpose besides the sandbox.
    """

    budget: Budget
    settle_timeout: float
    seed: int
    baseline: tuple[Accepted, ...] = ()
    rule: str | None = None
    operations: frozenset[str] | None = None
    generates: bool = True
    generates_apart: bool = False
    until_found: tuple[frozenset[str], ...] = ()
    allowed_hosts: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every rule runs for every operation."""
        return self.rule is None and self.operations is None and self.generates and not self.until_found

    def runs_for(self, operation: Operation) -> bool:
        """Whether rules run for an operation."""
        return self.operations is None or operation.id in self.operations
