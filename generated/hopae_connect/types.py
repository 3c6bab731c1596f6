"""Types that endpoints and models share."""

from ._response import Response
from ._unset import UNSET, Unset

__all__ = ["UNSET", "Response", "Unset"]
