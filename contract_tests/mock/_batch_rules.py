from collections.abc import Mapping, Sequence
from typing import Any

from ._answers import RefusalError
from ._app_rules import App, AppRules
from ._options import MockOptions

Item = Mapping[str, Any]
SHOWN = ("clientId", "clientSecret", "name", "redirectUris", "webhookConfig")


class BatchRules(AppRules):
    """Several apps made at once, each of which is made or fails by itself."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        # By the key of an item, what was asked for with it, and the app that was made.
        self._items: dict[str, tuple[Item, App]] = {}

    def create_apps(self, items: Sequence[Item], continues: bool) -> dict[str, Any]:
        """Make apps in their order; the first failure is the last of them unless the batch continues."""
        results: list[dict[str, Any]] = []
        for item in items:
            results.append(self.created(item))
            if "error" in results[-1] and not continues:
                break
        failed = sum("error" in one for one in results)
        return {"results": results, "successCount": len(results) - failed, "errorCount": failed}

    def created(self, item: Item) -> dict[str, Any]:
        """What became of one app, with its own key if it has one."""
        own = {"idempotencyKey": item["idempotencyKey"]} if "idempotencyKey" in item else {}
        try:
            app = self.create_item(item)
        except RefusalError as refusal:
            return {"error": {"code": refusal.code, "message": refusal.message}, **own}
        return {"app": {name: app[name] for name in SHOWN}, **own}

    def create_item(self, item: Item) -> App:
        """Make one app, or find the one that was made with its key. Raise RefusalError where it cannot be made."""
        key = item.get("idempotencyKey")
        if key in self._items:
            asked, made = self._items[key]
            if asked != item:
                raise RefusalError(409, "IDEMPOTENCY_KEY_CONFLICT", "The key was used for another app")
            return made
        chosen = {name: item[name] for name in item if name != "name"}
        made = self.store_app(self.cleared(self.merged(self.create_app(item), chosen)))
        if key is not None:
            self._items[key] = item, made
        return made
