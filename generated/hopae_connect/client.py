"""The client of the API."""

from ._client import AuthenticatedClient

__all__ = ["AuthenticatedClient"]
