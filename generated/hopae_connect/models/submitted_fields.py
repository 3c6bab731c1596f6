from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from .._json import (
    entries,
    to_json,
    wrong,
)
from .._models import SecretMap


class SubmittedFields(SecretMap):
    """Values by the id of their requirement, which may be secret; empty for a provider that needs nothing

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    """

    __slots__ = ()

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        return cls(
            entries(
                src_dict,
                lambda v: v if type(v) is str else v if type(v) is bool else wrong(v, None, "a string or a boolean"),
            )
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return {name: to_json(value) for name, value in self.items()}
