from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from .._json import (
    to_json,
)
from .._models import Decoded


class WorkflowRoute(Decoded, dict[str, Any]):
    """A way out of a branching node; its fields are not published

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

    See https://docs.hopae.com/api-reference/workspace/get-workflows

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    """

    __slots__ = ()

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        return cls(src_dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return {name: to_json(value) for name, value in self.items()}
