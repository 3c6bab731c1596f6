"""The secrets of a run, made from its seed: whatever a run leaves behind must hold none of them.

Canaries(7).key.value   # sk_workspace_test_...
"""

from __future__ import annotations

import random
import string
from dataclasses import dataclass

PART_LENGTH = 40
APP_COUNT = 3


@dataclass(frozen=True)
class Secret:
    """A secret: what it is, its prefix that everybody knows, and the part that nobody may see."""

    label: str
    prefix: str
    part: str

    @property
    def value(self) -> str:
        return self.prefix + self.part


class Canaries:
    """The key of the workspace and all secrets that the server can show."""

    def __init__(self, seed: int) -> None:
        source = random.Random(f"canaries {seed}")
        self.key = _secret(source, "the workspace key", "sk_workspace_test_")
        self.clients = [_secret(source, f"clientSecret of app {n}", "sh_app_") for n in range(APP_COUNT)]
        self.providers = [_secret(source, f"a provider's secret in app {n}", "") for n in range(APP_COUNT)]
        self.webhooks = [_secret(source, f"webhook secret of app {n}", "whsec_") for n in range(APP_COUNT)]
        self.undocumented = [
            _secret(source, "a secret under an undocumented name", prefix)
            for prefix in ("sk_live_", "whsec_", "sh_app_")
        ]

        self.environment = _secret(source, "a secret of the environment", "ghp_")

    @property
    def documented(self) -> list[Secret]:
        """What the list of apps shows under documented secret fields."""
        return [*self.clients, *self.providers, *self.webhooks]

    @property
    def all(self) -> list[Secret]:
        return [self.key, *self.documented, *self.undocumented, self.environment]


def _secret(source: random.Random, label: str, prefix: str) -> Secret:
    part = "".join(source.choices(string.ascii_letters + string.digits, k=PART_LENGTH))
    return Secret(label, prefix, part)
