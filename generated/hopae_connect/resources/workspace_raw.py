"""workspace: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from typing import Unpack

from .._options import Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.workspace import get_workspace
from ..models.workspace import Workspace


class WorkspaceResourceWithRawResponse(RawResource):
    """The methods of `workspace.with_raw_response`. They raise what the others do."""

    def get(self, **options: Unpack[Options]) -> RawResponse[Workspace]:
        """Read the workspace."""
        return self._send(
            get_workspace.OPERATION,
            options,
        )


class AsyncWorkspaceResourceWithRawResponse(AsyncRawResource):
    """The methods of `workspace.with_raw_response`. They raise what the others do."""

    async def get(self, **options: Unpack[Options]) -> RawResponse[Workspace]:
        """Read the workspace."""
        return await self._send(
            get_workspace.OPERATION,
            options,
        )
