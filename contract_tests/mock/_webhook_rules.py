import secrets
from collections.abc import Mapping
from typing import Any

from ._app_rules import App, AppRules
from ._seed import NO_WEBHOOKS


class WebhookRules(AppRules):
    """The webhook configurations of the apps, which an app shows among its fields."""

    def webhook_config(self, app: App) -> dict[str, Any]:
        """The webhook configuration of `app`; its secret is shown by its last characters alone."""
        found: dict[str, Any] = app.get("webhookConfig", NO_WEBHOOKS)
        return found

    def update_webhook_config(self, app: App, changes: Mapping[str, Any]) -> App:
        """Store what `changes` names of the webhook configuration; the rest stays."""
        return self.change_app({**app, "webhookConfig": self.merged_webhook_config(app, changes)})

    def rotate_webhook_secret(self, app: App) -> str:
        """Give an app a new webhook secret, and return it; what is kept to be shown is a preview."""
        secret = self.new_webhook_secret()
        preview = {"secret": f"whsec_****{secret[-4:]}"}
        self.change_app({**app, "webhookConfig": {**self.webhook_config(app), **preview}})
        return secret

    def new_webhook_secret(self) -> str:
        """A webhook secret that was never used."""
        return f"whsec_{secrets.token_hex(32)}"
