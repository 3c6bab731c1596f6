"""The workspace in memory: what is there, who made it, and what time does to it."""

from __future__ import annotations

import copy
import random
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.harm import checks, seed
from tests.harm.messages import iso
from tests.harm.seed import JsonObject

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


class Workspace:
    """What is there, and who made it: the user, another writer (`other`) or the run."""

    def __init__(self, rng_seed: int | None = None) -> None:
        self.random = random.Random(rng_seed)
        self.apps = {app["clientId"]: app for app in seed.apps()}
        self.tests = seed.tests()
        self.seeded = copy.deepcopy(list(self.apps.values()))
        self.made_by: dict[str, str] = {}
        for app in self.seeded:
            self.claim(app, "user")
        self.keys: dict[tuple[str, ...], dict[str, Any]] = {}
        self.names: list[str] = []
        self.later: list[tuple[float, Callable[[], object]]] = []
        self.memory: dict[str, Any] = {}

    def claim(self, app: JsonObject, maker: str) -> None:
        """Note who made an app and its workflows."""
        self.made_by[app["clientId"]] = maker
        for workflow in app["workflows"]:
            self.made_by[workflow["workflowId"]] = maker

    def made(self, identifier: str) -> bool:
        """Tell whether the run made the app or workflow of this identifier."""
        return self.made_by.get(identifier) == "run"

    def foreign(self, identifier: str) -> bool:
        """Tell whether somebody else made the app or workflow of this identifier."""
        return self.made_by.get(identifier) in ("user", "other")

    def ours(self) -> list[str]:
        """Return the run's apps that are there, oldest first."""
        return [client_id for client_id in self.apps if self.made(client_id)]

    def victim(self, number: int = 0) -> JsonObject:
        """Return a copy of one of the user's apps, as it is now or was at the start."""
        app = self.seeded[number]
        return copy.deepcopy(self.apps.get(app["clientId"], app))

    def victim_workflow(self) -> str:
        """Return the identifier of a user's workflow that is not a default."""
        return str(self.seeded[0]["workflows"][1]["workflowId"])

    def identifier(self) -> str:
        """A new identifier of an app."""
        return "".join(self.random.choices(ALPHABET, k=8))

    def hexadecimal(self, digits: int) -> str:
        """Random digits."""
        return f"{self.random.getrandbits(digits * 4):0{digits}x}"

    def uuid(self) -> str:
        """A random UUID."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def add_app(self, name: str, maker: str, client_id: str | None = None) -> JsonObject:
        """Make an app with its default workflow."""
        workflow = seed.workflow("wf_" + self.hexadecimal(8), "Default", iso())
        app = seed.app(
            client_id or self.identifier(), name, [workflow], {"passport": {"enabled": True}}, {"enabled": False}
        )
        app |= {"clientSecret": "sh_app_" + self.hexadecimal(32), "createdAt": iso(), "updatedAt": iso()}
        self.apps[app["clientId"]] = app
        self.tests[app["clientId"]] = []
        self.claim(app, maker)
        return app

    def remove_app(self, client_id: str) -> None:
        """Remove an app and what lies below it."""
        self.apps.pop(client_id, None)
        self.tests.pop(client_id, None)

    def app(self, client_id: str) -> JsonObject:
        """The app of this identifier; raises the refusal."""
        if client_id not in self.apps:
            raise checks.not_found("app")
        return self.apps[client_id]

    def workflow(self, client_id: str, workflow_id: str) -> JsonObject:
        """The workflow of these identifiers; raises the refusal."""
        workflows: list[JsonObject] = self.app(client_id)["workflows"]
        for workflow in workflows:
            if workflow["workflowId"] == workflow_id:
                return workflow
        raise checks.not_found("workflow")

    def settle(self) -> None:
        """Turn requests whose time has come into challenges, and do what was put off."""
        now = time.monotonic()
        for test in [test for tests in self.tests.values() for test in tests]:
            if test["challenge"] is None and test["ready"] <= now:
                test["challenge"] = self.challenge(test["request"])
        due = [action for moment, action in self.later if moment <= now]
        self.later = [(moment, action) for moment, action in self.later if moment > now]
        for action in due:
            action()

    def challenge(self, request: JsonObject) -> JsonObject:
        """What a request for a production test turns into."""
        created = datetime.now(UTC)
        shown = seed.challenge("ch_" + self.uuid(), request["payload"]["title"], iso(created))
        description = request["payload"].get("description")
        return shown | {"description": description, "expiresAt": iso(created + timedelta(days=7))}

    def after(self, seconds: float, action: Callable[[], object]) -> None:
        """Put an action off."""
        self.later.append((time.monotonic() + seconds, action))
