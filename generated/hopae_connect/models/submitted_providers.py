from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from .._json import (
    entries,
    to_json,
)
from .._models import Decoded


class SubmittedProviders(Decoded, dict[str, "SubmittedFields"]):
    """What is submitted for the activation of providers, by provider id

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    """

    __slots__ = ()

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        return cls(entries(src_dict, SubmittedFields._read))

    def to_dict(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return {name: to_json(value) for name, value in self.items()}


from ..models.submitted_fields import SubmittedFields
