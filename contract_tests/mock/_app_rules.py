import re
import secrets
import string
from collections.abc import Mapping, Sequence
from typing import Any

from ._answers import Constant, RefusalError, timestamp
from ._options import MockOptions
from ._seed import NEW_PROVIDERS, NO_WEBHOOKS, ORGANIZATION, default_workflow, seeded_apps

App = dict[str, Any]
CLIENT_ID_CHARACTERS = string.ascii_letters + string.digits
# What stands before the host of a URL, with the user information, which keeps its upper case; and the host.
HOST = re.compile("([^:/?#]+://(?:[^/?#]*@)?)([^/?#]*)")
CHANGEABLE = (
    "name",
    "redirectUris",
    "webhookConfig",
    "defaultSuccessRedirectUri",
    "defaultFailureRedirectUri",
    "logo",
)


class AppRules:
    """The apps of one workspace. An app never changes: a change stores another one in its place."""

    def __init__(self, options: MockOptions) -> None:
        self.options = options
        self._apps: dict[str, App] = {app["clientId"]: app for app in seeded_apps()}

    def now(self) -> float:
        """The current time in seconds since the epoch."""
        return self.options.clock()

    def apps(self) -> Sequence[App]:
        """All apps."""
        return list(self._apps.values())

    def find_app(self, client_id: str) -> App | None:
        """The app of the workspace with this client id."""
        return self._apps.get(client_id)

    def create_app(self, body: Mapping[str, Any]) -> App:
        """Make an app. Raise RefusalError when the workspace is full."""
        if len(self._apps) >= self.options.max_apps:
            raise RefusalError(409, "RESOURCE_CONFLICT", f"A workspace has at most {self.options.max_apps} apps")
        return self.store_app(self.new_app(body))

    def new_app(self, body: Mapping[str, Any]) -> App:
        """What an app is at first."""
        now = timestamp(self.now())
        workflow = default_workflow(self.new_workflow_id(), now)
        return {
            "clientId": self.new_client_id(),
            "clientSecret": self.new_client_secret(),
            "name": body["name"],
            "redirectUris": [],
            "providers": NEW_PROVIDERS,
            "defaultWorkflowId": workflow["workflowId"],
            "workflows": [workflow],
            "organizationId": ORGANIZATION,
            "webhookConfig": NO_WEBHOOKS,
            "createdAt": now,
            "updatedAt": now,
        }

    def new_client_id(self) -> str:
        """A client id that no app has."""
        client_id = "".join(secrets.choice(CLIENT_ID_CHARACTERS) for _ in range(8))
        return self.new_client_id() if client_id in self._apps else client_id

    def new_client_secret(self) -> str:
        """A client secret that was never used."""
        return f"sh_app_mock_{secrets.token_hex(16)}"

    def new_workflow_id(self) -> str:
        """A workflow id that was never used."""
        return f"wf_{secrets.token_hex(8)}"

    def store_app(self, app: App) -> App:
        """Put `app` where the one with its client id was, and return it."""
        stored = self._apps[app["clientId"]] = Constant(app)
        return stored

    def change_app(self, app: App) -> App:
        """Store an app that was changed; the time of its last change moves along where it has one."""
        touched = {"updatedAt": timestamp(self.now())} if "updatedAt" in app else {}
        return self.store_app({**app, **touched})

    def update_app(self, app: App, body: Mapping[str, Any]) -> App:
        """Store what `body` names; the rest stays."""
        return self.change_app(self.cleared(self.merged(app, body)))

    def merged(self, app: App, body: Mapping[str, Any]) -> App:
        """The app with what `body` names in place of what it had; the webhook configuration is merged."""
        changes = {name: body[name] for name in CHANGEABLE if name in body}
        if "webhookConfig" in changes:
            changes["webhookConfig"] = self.merged_webhook_config(app, changes["webhookConfig"])
        return {**app, **changes}

    def merged_webhook_config(self, app: App, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The webhook configuration of an app with the fields that `changes` names; its secret cannot be chosen."""
        chosen = {name: value for name, value in changes.items() if name != "secret"}
        return {**NO_WEBHOOKS, **app.get("webhookConfig", {}), **chosen}

    def cleared(self, app: App) -> App:
        """The app without its logo, where that is empty."""
        return {name: value for name, value in app.items() if name != "logo" or value}

    def delete_app(self, app: App) -> None:
        """Remove an app with all that it has."""
        del self._apps[app["clientId"]]

    def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
        """Store another whole list of redirect URIs."""
        return self.change_app({**app, "redirectUris": self.normalised(redirect_uris)})

    def normalised(self, redirect_uris: Sequence[str]) -> list[str]:
        """The redirect URIs with their hosts in lower case, each once."""
        return list(dict.fromkeys(HOST.sub(lambda url: url[1] + url[2].lower(), uri, count=1) for uri in redirect_uris))

    def rotate_client_secret(self, app: App) -> str:
        """Give an app a new secret, and return it."""
        secret = self.new_client_secret()
        self.change_app({**app, "clientSecret": secret})
        return secret
