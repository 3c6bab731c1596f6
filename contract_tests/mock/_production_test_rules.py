from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from ._answers import RefusalError, timestamp
from ._app_rules import App, AppRules
from ._options import MockOptions
from ._production_tests import ProductionTest, State
from ._seed import NEVER_ELIGIBLE, PROVIDER_NAMES, seeded_tests

DEFAULT_MAX_STAMPS = 3


class ProductionTestRules(AppRules):
    """The production tests of the apps."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self._tests = defaultdict[str, deque[ProductionTest]](lambda: deque(maxlen=options.max_tests_per_app))
        for test in seeded_tests(options.challenge_lifetime_seconds, self.now()):
            self._tests[test.client_id].append(test)

    def delete_app(self, app: App) -> None:
        """Remove an app with its production tests."""
        super().delete_app(app)
        self._tests.pop(app["clientId"], None)

    def tests(self, app: App) -> Sequence[ProductionTest]:
        """The production tests of `app`, the oldest first."""
        return self._tests[app["clientId"]]

    def find_challenge(self, app: App, challenge_id: str) -> ProductionTest | None:
        """The scheduled production test of `app` with this challenge id."""
        now = self.now()
        meant = (test for test in self._tests[app["clientId"]] if test.challenge_id == challenge_id)
        return next((test for test in meant if test.state(now) is State.SCHEDULED), None)

    def create(self, app: App, body: Mapping[str, Any]) -> ProductionTest:
        """Record a request for a production test of `app`. Raise RefusalError for an ineligible provider."""
        now = self.now()
        scheduled_at = now + self.options.settle_seconds
        test = ProductionTest(
            request_id=f"req_{uuid4()}",
            challenge_id=f"ch_{uuid4()}",
            client_id=app["clientId"],
            payload=self.payload(body, self.chosen_providers(app, body)),
            created_at=now,
            scheduled_at=scheduled_at,
            expires_at=scheduled_at + self.options.challenge_lifetime_seconds,
            claim_interval_seconds=self.options.claim_interval_seconds,
        )
        self._tests[test.client_id].append(test)
        return test

    def is_eligible(self, app: App, provider_id: str) -> bool:
        """Whether the provider is registered, enabled for `app`, not chip-based and available."""
        enabled: bool = app["providers"].get(provider_id, {}).get("enabled", False)
        return enabled and provider_id in PROVIDER_NAMES and provider_id not in NEVER_ELIGIBLE

    def chosen_providers(self, app: App, body: Mapping[str, Any]) -> list[str]:
        """The providers to test: those of `body`, or all eligible ones."""
        if "providerIds" not in body:
            return [provider_id for provider_id in app["providers"] if self.is_eligible(app, provider_id)]
        provider_ids: list[str] = body["providerIds"]
        for provider_id in provider_ids:
            if not self.is_eligible(app, provider_id):
                raise RefusalError.invalid("providerIds", provider_id, "holds a provider that is not eligible")
        return provider_ids

    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        """What was asked for, under the names of the scheduler."""
        return {
            "title": body["title"],
            "providerIds": provider_ids,
            "maxStampClaims": int(body.get("maxStamps", DEFAULT_MAX_STAMPS)),
            "targetPlatform": body.get("targetPlatform"),
            **{name: body[name] for name in ("description", "allowDuplicateParticipation") if name in body},
        }

    def item(self, test: ProductionTest, now: float) -> dict[str, Any]:
        """An item of the list at `now`: a challenge once it is scheduled, else a request."""
        if test.state(now) is State.SCHEDULED:
            return {"type": "challenge", "challenge": self.challenge(test, now), "request": None}
        return {"type": "request", "challenge": None, "request": self.request(test, now)}

    def request(self, test: ProductionTest, now: float) -> dict[str, Any]:
        """The request for a production test at `now`."""
        state = test.state(now)
        return {
            "id": test.request_id,
            "clientId": test.client_id,
            "status": state.value,
            "payload": test.payload,
            "challengeId": test.challenge_id if state is State.SCHEDULED else None,
            "createdAt": timestamp(test.created_at),
        }

    def challenge(self, test: ProductionTest, now: float) -> dict[str, Any]:
        """The challenge that a production test has become, at `now`."""
        completed_at = test.completed_at(now)
        return {
            "id": test.challenge_id,
            "title": test.payload["title"],
            "description": test.payload.get("description"),
            "expiresAt": timestamp(test.expires_at),
            "createdAt": timestamp(test.scheduled_at),
            "completedAt": None if completed_at is None else timestamp(completed_at),
            "isActive": test.is_active(now),
            "challengeMode": "stamp",
            "sponsor": None,
            "sources": None,
        }

    def stats(self, test: ProductionTest, now: float) -> dict[str, Any]:
        """The participations and claims of a challenge at `now`."""
        claims = test.claims(now)
        # Every second claim took two participations.
        participations = claims + claims // 2
        breakdown = self.breakdown(test, claims)
        return {"totalParticipations": participations, "totalClaims": claims, "providerBreakdown": breakdown}

    def breakdown(self, test: ProductionTest, claims: int) -> list[dict[str, Any]]:
        """The claims by provider, dealt out in turn."""
        provider_ids = list(dict.fromkeys(test.payload["providerIds"]))
        # Without providers there is nothing to deal out, and nothing to divide by.
        share, left = divmod(claims, len(provider_ids) or 1)
        return [
            {"providerId": one, "providerName": PROVIDER_NAMES[one], "claimCount": share + 1 if turn < left else share}
            for turn, one in enumerate(provider_ids)
        ]
