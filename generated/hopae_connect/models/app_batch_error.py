from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from .._json import (
    to_json,
)
from .._models import Decoded


class AppBatchError(Decoded, dict[str, Any]):
    """What went wrong with one of several apps; its fields are not published

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    """

    __slots__ = ()

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        return cls(src_dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return {name: to_json(value) for name, value in self.items()}
