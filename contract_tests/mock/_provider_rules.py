from collections.abc import Mapping
from typing import Any

from ._answers import timestamp
from ._app_rules import App, AppRules
from ._providers import PROVIDERS, REQUIREMENTS

Provider = dict[str, Any]


class ProviderRules(AppRules):
    """The providers that apps can use, and how far their activation has come."""

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
        """How far an activation has come: what an app has switched on is activated, and nothing else was asked for."""
        return "activated" if app["providers"].get(provider_id, {}).get("enabled") else "not_activated"

    def activation(self, app: App, provider_id: str, status: str) -> dict[str, Any]:
        """The activation of a provider for `app`, with what it needs."""
        times = {"activatedAt": app.get("createdAt") or timestamp(self.now())} if status == "activated" else {}
        requirements = REQUIREMENTS.get(provider_id, [])
        return {"status": status, "id": f"act_{app['clientId']}_{provider_id}", "requirements": requirements, **times}
