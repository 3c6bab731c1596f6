"""workspace: the methods of a resource of the API."""

from __future__ import annotations

from functools import cached_property
from typing import Unpack

from .._options import Options
from .._resources import Resource
from ..models.workspace import Workspace
from .workspace_raw import AsyncWorkspaceResourceWithRawResponse, WorkspaceResourceWithRawResponse


class WorkspaceResource(Resource):
    """The methods of `workspace`."""

    @cached_property
    def with_raw_response(self) -> WorkspaceResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return WorkspaceResourceWithRawResponse(self._client)

    def get(self, **options: Unpack[Options]) -> Workspace:
        """Read the workspace.

        The workspace that the key belongs to, with the number of its apps.

        See https://docs.hopae.com/api-reference/workspace/get-workspace
        """
        return self.with_raw_response.get(**options).parsed


class AsyncWorkspaceResource(Resource):
    """The methods of `workspace`."""

    @cached_property
    def with_raw_response(self) -> AsyncWorkspaceResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncWorkspaceResourceWithRawResponse(self._client)

    async def get(self, **options: Unpack[Options]) -> Workspace:
        """Read the workspace.

        The workspace that the key belongs to, with the number of its apps.

        See https://docs.hopae.com/api-reference/workspace/get-workspace
        """
        return (await self.with_raw_response.get(**options)).parsed
