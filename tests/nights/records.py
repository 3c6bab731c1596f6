"""The apps and production tests of the stand-in workspace, and how they look in an answer."""

import random
import string
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.nights.night import JsonValue, Shape

PROVIDERS = {"bankidse": "BankID SE", "mitid": "MitID", "smartid": "Smart-ID", "ftn": "Finnish Trust Network"}
CHIP_BASED = "passport"
LIFETIME = timedelta(days=7)


def timestamp(seconds: float) -> str:
    """Return a moment, in seconds since 1970, as the documentation's samples write it."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def random_uuid(rng: random.Random) -> str:
    """Return a UUID that follows the seed."""
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


@dataclass
class App:
    """An app of the workspace. `touched` says that somebody with the run's key asked for something inside it."""

    client_id: str
    secret: str
    name: str
    providers: dict[str, bool]
    created_at: float
    foreign: bool = False
    touched: bool = False

    def as_json(self, shape: Shape) -> JsonValue:
        """Return the app as the list of apps shows it."""
        workflow: JsonValue = {
            "workflowId": f"wf_{self.client_id}",
            "name": "Default",
            "entryNodeId": "nd_abc123",
            "nodes": [
                {"id": "nd_abc123", "type": "request", "next": "nd_def456"},
                {
                    "id": "nd_def456",
                    "type": "verification",
                    "next": "nd_ghi789",
                    "config": {"channel": "oidc", "claims": ["name", "birthdate"], "mode": "pii"},
                },
                {"id": "nd_ghi789", "type": "response"},
            ],
        }
        app: JsonValue = {
            "clientId": self.client_id,
            "clientSecret": self.secret,
            "name": self.name,
            "redirectUris": ["https://app.example.com/callback"],
            "providers": {key: {"enabled": enabled} for key, enabled in self.providers.items()},
            "defaultWorkflowId": workflow["workflowId"],
            "workflows": [workflow],
            "organizationId": "org_nights",
        }
        if shape.app != "none":
            workflow["createdAt"] = workflow["updatedAt"] = timestamp(self.created_at)
            app["webhookConfig"] = {
                "enabled": True,
                "retryAttempts": 3,
                "timeoutSeconds": 10,
                "events": ["verification.completed"],
            }
        if shape.app == "bare webhook":
            app["webhookConfig"] = {"enabled": False}
            app["redirectUris"] = []
        if shape.app == "all":
            self._add_every_option(app)
        return app

    def _add_every_option(self, app: JsonValue) -> None:
        app["createdAt"] = app["updatedAt"] = timestamp(self.created_at)
        app["logo"] = "data:image/png;base64,iVBORw0KGgo="
        app["defaultSuccessRedirectUri"] = "https://app.example.com/yes"
        app["defaultFailureRedirectUri"] = "https://app.example.com/no"
        app["webhookConfig"] |= {"url": "https://app.example.com/hook", "secret": "whsec_…a1b2"}
        first = next(iter(app["providers"].values()), None)
        if first is not None:
            first["config"] = {"useManagedCredentials": False, "clientId": "CLIENT_ID", "clientSecret": "CLIENT_SECRET"}
        app["workflows"][0]["nodes"][1:1] = [
            {"id": "nd_if", "type": "if", "next": [{"to": "nd_def456", "when": {"field": "input.loa"}}]}
        ]


@dataclass
class ProductionTest:
    """A request for a production test, and the challenge that it becomes.

    `born`, `settles` and `scheduled` are readings of the monotonic clock; `created_at` is the server's time of day.
    """

    request_id: str
    challenge_id: str
    client_id: str
    payload: dict[str, JsonValue]
    description: str | None
    created_at: float
    born: float
    scheduled: float
    settles: float
    fails: str = ""
    foreign: bool = False
    look: str = "sample"
    claims: dict[str, int] = field(default_factory=dict)
    completed_at: float | None = None

    @property
    def total_claims(self) -> int:
        """How many stamps were claimed so far."""
        return sum(self.claims.values())

    def phase(self, now: float) -> str:
        """Return `pending`, `scheduled`, `challenge`, `failed` or `gone`."""
        if now < self.scheduled:
            return "pending"
        if self.fails:
            return self._phase_of_failed(now)
        return "challenge" if now >= self.settles else "scheduled"

    def _phase_of_failed(self, now: float) -> str:
        if self.fails == "listed":
            return "failed"
        if self.fails == "listed for a second" and now < self.settles + 1:
            return "failed"
        return "gone"

    def request(self, phase: str, absent: str) -> JsonValue:
        """Return the request as the creation's answer and the list show it."""
        known = self.challenge_id if phase in ("scheduled", "challenge") else None
        request = {
            "id": self.request_id,
            "clientId": self.client_id,
            "status": phase if phase in ("scheduled", "failed") else "pending",
            "payload": self.payload,
            "challengeId": known,
            "createdAt": timestamp(self.created_at),
        }
        if known is None and absent == "absent":
            del request["challengeId"]
        return request

    def challenge(self) -> JsonValue:
        """Return the challenge as the list and the report show it."""
        begun = self.created_at + max(0.0, self.settles - self.born)
        expired = self.look == "expired"
        return {
            "id": self.challenge_id,
            "title": self.payload["title"],
            "description": self.description,
            "expiresAt": timestamp(begun + (1 if expired else LIFETIME.total_seconds())),
            "createdAt": timestamp(begun),
            "completedAt": None if self.completed_at is None else timestamp(self.completed_at),
            "isActive": self.completed_at is None and not expired,
            "challengeMode": "stamp",
            "sponsor": {"name": "Sponsor"} if self.look == "full" else None,
            "sources": ["newsletter"] if self.look == "full" else None,
        }

    def item(self, now: float, absent: str) -> JsonValue:
        """Return the item of the list of production tests."""
        phase = self.phase(now)
        if phase == "challenge":
            item = {"type": "challenge", "challenge": self.challenge(), "request": None}
        else:
            item = {"type": "request", "challenge": None, "request": self.request(phase, absent)}
        return {key: value for key, value in item.items() if value is not None or absent == "null"}

    def report(self, breakdown: str) -> JsonValue:
        """Return the report of the challenge."""
        providers = list(self.claims)
        if breakdown == "all":
            providers = list(dict.fromkeys([*self.payload["providerIds"], *self.claims]))
        return {
            "challenge": self.challenge(),
            "stats": {
                "totalParticipations": self.total_claims * 2,
                "totalClaims": self.total_claims,
                "providerBreakdown": [
                    {"providerId": key, "providerName": PROVIDERS.get(key, key), "claimCount": self.claims.get(key, 0)}
                    for key in providers
                ],
            },
        }


def new_app(rng: random.Random, number: int, created_at: float, *, foreign: bool = False) -> App:
    """Make an app with three providers that can be tested, one that is switched off and a chip-based one."""
    return App(
        client_id="".join(rng.choices(string.ascii_letters + string.digits, k=8)),
        secret=f"sh_app_{rng.getrandbits(96):024x}",
        name=f"Café Zürich ✓ {number}",
        providers={"bankidse": True, "mitid": True, "smartid": True, "buypass": False, CHIP_BASED: True},
        created_at=created_at - 86400 * 30 - number,
        foreign=foreign,
    )
