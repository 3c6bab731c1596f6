"""apps.workflows: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, List, Unpack

from .._options import KeyedOptions, Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.workflows import (
    create_workflow,
    delete_workflow,
    get_workflow,
    list_node_types,
    list_workflows,
    set_default_workflow,
    update_workflow,
)
from ..models.default_workflow_set import DefaultWorkflowSet
from ..models.node_type import NodeType
from ..models.workflow import Workflow
from ..models.workflow_deleted import WorkflowDeleted
from ..models.workflow_node import WorkflowNode
from ..types import UNSET, Unset


class AppsWorkflowsResourceWithRawResponse(RawResource):
    """The methods of `apps.workflows.with_raw_response`. They raise what the others do."""

    def list(self, client_id: str, **options: Unpack[Options]) -> RawResponse[List[Workflow]]:
        """List the workflows of an app."""
        return self._send(
            list_workflows.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def create(
        self,
        client_id: str,
        *,
        name: str,
        entry_node_id: str,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]],
        **options: Unpack[KeyedOptions],
    ) -> RawResponse[Workflow]:
        """Create a workflow."""
        return self._send(
            create_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "name": name,
                "entryNodeId": entry_node_id,
                "nodes": nodes,
            },
        )

    def list_node_types(self, client_id: str, **options: Unpack[Options]) -> RawResponse[List[NodeType]]:
        """List the types of workflow nodes."""
        return self._send(
            list_node_types.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def get(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> RawResponse[Workflow]:
        """Read a workflow."""
        return self._send(
            get_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
        )

    def delete(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> RawResponse[WorkflowDeleted]:
        """Delete a workflow."""
        return self._send(
            delete_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
        )

    def update(
        self,
        client_id: str,
        workflow_id: str,
        *,
        name: str | Unset = UNSET,
        entry_node_id: str | Unset = UNSET,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]] | Unset = UNSET,
        **options: Unpack[Options],
    ) -> RawResponse[Workflow]:
        """Change a workflow."""
        return self._send(
            update_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
            body={
                "name": name,
                "entryNodeId": entry_node_id,
                "nodes": nodes,
            },
        )

    def set_default(
        self, client_id: str, workflow_id: str, **options: Unpack[Options]
    ) -> RawResponse[DefaultWorkflowSet]:
        """Make a workflow the default."""
        return self._send(
            set_default_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
        )


class AsyncAppsWorkflowsResourceWithRawResponse(AsyncRawResource):
    """The methods of `apps.workflows.with_raw_response`. They raise what the others do."""

    async def list(self, client_id: str, **options: Unpack[Options]) -> RawResponse[List[Workflow]]:
        """List the workflows of an app."""
        return await self._send(
            list_workflows.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def create(
        self,
        client_id: str,
        *,
        name: str,
        entry_node_id: str,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]],
        **options: Unpack[KeyedOptions],
    ) -> RawResponse[Workflow]:
        """Create a workflow."""
        return await self._send(
            create_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "name": name,
                "entryNodeId": entry_node_id,
                "nodes": nodes,
            },
        )

    async def list_node_types(self, client_id: str, **options: Unpack[Options]) -> RawResponse[List[NodeType]]:
        """List the types of workflow nodes."""
        return await self._send(
            list_node_types.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def get(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> RawResponse[Workflow]:
        """Read a workflow."""
        return await self._send(
            get_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
        )

    async def delete(
        self, client_id: str, workflow_id: str, **options: Unpack[Options]
    ) -> RawResponse[WorkflowDeleted]:
        """Delete a workflow."""
        return await self._send(
            delete_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
        )

    async def update(
        self,
        client_id: str,
        workflow_id: str,
        *,
        name: str | Unset = UNSET,
        entry_node_id: str | Unset = UNSET,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]] | Unset = UNSET,
        **options: Unpack[Options],
    ) -> RawResponse[Workflow]:
        """Change a workflow."""
        return await self._send(
            update_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
            body={
                "name": name,
                "entryNodeId": entry_node_id,
                "nodes": nodes,
            },
        )

    async def set_default(
        self, client_id: str, workflow_id: str, **options: Unpack[Options]
    ) -> RawResponse[DefaultWorkflowSet]:
        """Make a workflow the default."""
        return await self._send(
            set_default_workflow.OPERATION,
            options,
            path={
                "client_id": client_id,
                "workflow_id": workflow_id,
            },
        )
