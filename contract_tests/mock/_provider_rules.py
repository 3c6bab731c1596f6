from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._answers import RefusalError, timestamp
from ._app_rules import App, AppRules
from ._options import MockOptions
from ._providers import BY_CONTRACT, CONTACT, PROVIDERS, REQUIREMENTS

Provider = dict[str, Any]
Values = Mapping[str, str | bool]


@dataclass(frozen=True)
class Activation:
    """An activation that was asked for: what was submitted, and when."""

    submitted: Values
    requested_at: float


class ProviderRules(AppRules):
    """The providers that apps can use, and how far their activation has come, which goes on by itself."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        # By app and provider.
        self._activations: dict[tuple[str, str], Activation] = {}

    def providers(self, app: App, include: list[str]) -> list[Provider]:
        """The providers as `app` could use them; what is to be included and is not known is ignored."""
        return [self.provider(app, provider, "activation" in include) for provider in PROVIDERS]

    def provider(self, app: App, provider: Mapping[str, Any], is_whole: bool) -> Provider:
        """One provider as `app` could use it."""
        status = self.activation_status(app, provider["id"])
        shown = {**provider, "isActive": status == "activated", "needAction": status == "rejected"}
        if not is_whole:
            return shown
        return {**shown, "status": status, "activation": self.activation(app, provider["id"], status)}

    def activation_status(self, app: App, provider_id: str) -> str:
        """How far an activation has come: what an app has switched on is activated."""
        if app["providers"].get(provider_id, {}).get("enabled"):
            return "activated"
        asked = self._activations.get((app["clientId"], provider_id))
        if asked is None:
            return "not_activated"
        if self.now() - asked.requested_at < self.options.settle_seconds:
            return "activation_requested"
        # What is not agreed to is rejected.
        return "rejected" if False in asked.submitted.values() else "activation_processing"

    def activation(self, app: App, provider_id: str, status: str) -> dict[str, Any]:
        """The activation of a provider for `app`, with what it needs."""
        asked = self._activations.get((app["clientId"], provider_id))
        times = {"requestedAt": timestamp(asked.requested_at)} if asked else {}
        # What was switched on without being asked for has been so since the app was made, if that is known.
        since = times.get("requestedAt") or app.get("createdAt")
        times |= {"activatedAt": since} if since and status == "activated" else {}
        requirements = [self.requirement(one, asked, status) for one in REQUIREMENTS.get(provider_id, [])]
        return {"status": status, "id": self.activation_id(app, provider_id), "requirements": requirements, **times}

    def requirement(self, requirement: Mapping[str, Any], asked: Activation | None, status: str) -> dict[str, Any]:
        """What an activation needs, with the value that was submitted for it."""
        if asked is None or requirement["id"] not in asked.submitted:
            return dict(requirement)
        name = "currentValue" if status == "activated" else "submittedValue"
        return {**requirement, name: asked.submitted[requirement["id"]]}

    def activation_id(self, app: App, provider_id: str) -> str:
        """The identifier of the activation of a provider for `app`."""
        return f"act_{app['clientId']}_{provider_id}"

    def activate(self, app: App, wanted: Mapping[str, Values]) -> dict[str, Any]:
        """Ask for activations, each by itself. Raise RefusalError where one cannot be asked for at all."""
        for provider_id, values in wanted.items():
            self.check_submission(provider_id, values)
        return {
            provider_id: self.submit(app["clientId"], provider_id, values) for provider_id, values in wanted.items()
        }

    def check_submission(self, provider_id: str, values: Values) -> None:
        """Refuse a provider that there is not, and one without a value that it needs."""
        if all(provider_id != one["id"] for one in PROVIDERS):
            raise RefusalError.invalid("providers", provider_id, "names no provider")
        for requirement in REQUIREMENTS.get(provider_id, []) if provider_id not in BY_CONTRACT else ():
            if requirement["required"] and requirement["id"] not in values:
                raise RefusalError.missing(requirement["id"])

    def submit(self, client_id: str, provider_id: str, values: Values) -> dict[str, Any]:
        """Ask for one activation: what is by contract is not to be had, and what needs nothing is there at once."""
        if provider_id in BY_CONTRACT:
            return self.needs_contract(provider_id)
        asked = self._activations[client_id, provider_id] = Activation(values, self.now())
        app = self._apps[client_id]
        if not REQUIREMENTS.get(provider_id) and self.activation_status(app, provider_id) != "activated":
            providers = {**app["providers"], provider_id: {"enabled": True}}
            app = self.change_app({**app, "providers": providers})
        status = self.activation_status(app, provider_id)
        return {
            "id": self.activation_id(app, provider_id),
            "status": status,
            "updatedAt": timestamp(asked.requested_at),
        }

    def needs_contract(self, provider_id: str) -> dict[str, Any]:
        """What is answered for a provider that can be had by contract alone."""
        message = f"{provider_id} is activated once there is a contract"
        return {"error": "contract_activation_required", "message": message, "contact": CONTACT}

    def delete_app(self, app: App) -> None:
        """Remove an app with its activations."""
        super().delete_app(app)
        gone = [key for key in self._activations if key[0] == app["clientId"]]
        for key in gone:
            del self._activations[key]
