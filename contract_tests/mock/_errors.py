from collections.abc import Mapping
from typing import Any


class MockError(Exception):
    """The mock cannot be built or served; the message is one line."""


class RefusalError(Exception):
    """A request is refused with a status and an error of the API; `allow` becomes the Allow header."""

    def __init__(
        self, status: int, code: str, message: str, details: Mapping[str, Any] | None = None, allow: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.allow = allow

    @classmethod
    def missing(cls, parameter: str) -> "RefusalError":
        """The refusal of a request that lacks `parameter`."""
        return cls(400, "VALIDATION_MISSING_PARAMETER", f"{parameter} is required", {"parameter": parameter})

    @classmethod
    def invalid(cls, parameter: str, value: Any, why: str) -> "RefusalError":
        """The refusal of a request whose `parameter` has a `value` that it must not have."""
        details = {"parameter": parameter, "value": value}
        return cls(400, "VALIDATION_INVALID_PARAMETER", f"{parameter} {why}", details)
