from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from .._json import (
    entries,
    to_json,
    wrong,
)
from .._models import Decoded


class ActivationResults(Decoded, dict[str, "ActivationNeedsContract | ActivationSubmitted"]):
    """What became of each activation that was asked for, by provider id

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    """

    __slots__ = ()

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        return cls(
            entries(
                src_dict,
                lambda v: (
                    ActivationSubmitted._read(v)
                    if isinstance(v, dict) and "id" in v
                    else ActivationNeedsContract._read(v)
                    if isinstance(v, dict) and "error" in v
                    else wrong(v, None, "an object")
                ),
            )
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return {name: to_json(value) for name, value in self.items()}


from ..models.activation_needs_contract import ActivationNeedsContract
from ..models.activation_submitted import ActivationSubmitted
