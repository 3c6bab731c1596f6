from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from .._json import (
    entries,
    to_json,
)
from .._models import Decoded


class AppProviders(Decoded, dict[str, "AppProvider"]):
    """The identity providers of an app, by provider id

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    """

    __slots__ = ()

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        return cls(entries(src_dict, AppProvider._read))

    def to_dict(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return {name: to_json(value) for name, value in self.items()}


from ..models.app_provider import AppProvider
