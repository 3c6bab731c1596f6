"""The client with its resources: `connect.apps.list()`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._base_clients import AsyncBaseClient, BaseClient

if TYPE_CHECKING:
    from .resources.apps import AppsResource, AsyncAppsResource
    from .resources.production_tests import AsyncProductionTestsResource, ProductionTestsResource
    from .resources.workspace import AsyncWorkspaceResource, WorkspaceResource


class HopaeConnect(BaseClient):
    """The Workspace API, called with a key. It serves any number of threads."""

    @cached_property
    def apps(self) -> AppsResource:
        """The methods of `apps`."""
        from .resources.apps import AppsResource

        return AppsResource(self.client)

    @cached_property
    def production_tests(self) -> ProductionTestsResource:
        """The methods of `production_tests`."""
        from .resources.production_tests import ProductionTestsResource

        return ProductionTestsResource(self.client)

    @cached_property
    def workspace(self) -> WorkspaceResource:
        """The methods of `workspace`."""
        from .resources.workspace import WorkspaceResource

        return WorkspaceResource(self.client)


class AsyncHopaeConnect(AsyncBaseClient):
    """The Workspace API, called with a key. It serves any number of tasks, in asyncio and in trio."""

    @cached_property
    def apps(self) -> AsyncAppsResource:
        """The methods of `apps`."""
        from .resources.apps import AsyncAppsResource

        return AsyncAppsResource(self.client)

    @cached_property
    def production_tests(self) -> AsyncProductionTestsResource:
        """The methods of `production_tests`."""
        from .resources.production_tests import AsyncProductionTestsResource

        return AsyncProductionTestsResource(self.client)

    @cached_property
    def workspace(self) -> AsyncWorkspaceResource:
        """The methods of `workspace`."""
        from .resources.workspace import AsyncWorkspaceResource

        return AsyncWorkspaceResource(self.client)
