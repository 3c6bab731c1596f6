from dataclasses import dataclass
from enum import Enum
from typing import Any

FAILURE_MARKER = "mock:scheduling-fails"


class State(Enum):
    """How far a production test has come."""

    PENDING = "pending"
    FAILED = "failed"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class ProductionTest:
    """A production test, all of it decided at its creation: `test.state(now)` tells how far it has come.

    Times are seconds since the epoch.
    """

    request_id: str
    challenge_id: str
    client_id: str
    payload: dict[str, Any]
    created_at: float
    scheduled_at: float
    expires_at: float
    claim_interval_seconds: float

    def state(self, now: float) -> State:
        """Return how far the test has come at `now`."""
        if now < self.scheduled_at:
            return State.PENDING
        return State.FAILED if FAILURE_MARKER in self.payload["title"] else State.SCHEDULED

    def claims(self, now: float) -> int:
        """Return how many stamps are claimed at `now`."""
        if not self.payload["providerIds"]:
            return 0
        limit: int = self.payload["maxStampClaims"]
        running_seconds = max(0.0, min(now, self.expires_at) - self.scheduled_at)
        return min(limit, int(running_seconds / self.claim_interval_seconds))

    def completed_at(self, now: float) -> float | None:
        """Return when the last stamp was claimed, or None while some are left at `now`."""
        claims = self.claims(now)
        if claims < self.payload["maxStampClaims"]:
            return None
        return self.scheduled_at + claims * self.claim_interval_seconds

    def is_active(self, now: float) -> bool:
        """Return whether users can take part at `now`."""
        return now < self.expires_at and self.completed_at(now) is None
