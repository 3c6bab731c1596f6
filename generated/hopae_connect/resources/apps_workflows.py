"""apps.workflows: the methods of a resource of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, List, Unpack

from .._options import KeyedOptions, Options
from .._resources import Resource
from ..models.default_workflow_set import DefaultWorkflowSet
from ..models.node_type import NodeType
from ..models.workflow import Workflow
from ..models.workflow_deleted import WorkflowDeleted
from ..models.workflow_node import WorkflowNode
from ..types import UNSET, Unset
from .apps_workflows_raw import AppsWorkflowsResourceWithRawResponse, AsyncAppsWorkflowsResourceWithRawResponse


class AppsWorkflowsResource(Resource):
    """The methods of `apps.workflows`."""

    @cached_property
    def with_raw_response(self) -> AppsWorkflowsResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AppsWorkflowsResourceWithRawResponse(self._client)

    def list(self, client_id: str, **options: Unpack[Options]) -> List[Workflow]:
        """List the workflows of an app.

        Every workflow of the app in one array, without pages.

        See https://docs.hopae.com/api-reference/workspace/get-workflows

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.list(client_id, **options).parsed

    def create(
        self,
        client_id: str,
        *,
        name: str,
        entry_node_id: str,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]],
        **options: Unpack[KeyedOptions],
    ) -> Workflow:
        """Create a workflow.

        Adds a workflow to the app, which can have a hundred of them. Verification nodes may use the
        providers of the app only.

        See https://docs.hopae.com/api-reference/workspace/create-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            name: The workflow's name
            entry_node_id: The node that a verification starts with, one of `nodes`
            nodes: The nodes of the graph, from a request to a response
        """
        return self.with_raw_response.create(
            client_id, name=name, entry_node_id=entry_node_id, nodes=nodes, **options
        ).parsed

    def list_node_types(self, client_id: str, **options: Unpack[Options]) -> List[NodeType]:
        """List the types of workflow nodes.

        What a node of a workflow can be, and the settings that it takes as such.

        See https://docs.hopae.com/api-reference/workspace/get-node-types

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.list_node_types(client_id, **options).parsed

    def get(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> Workflow:
        """Read a workflow.

        The workflow with its nodes.

        See https://docs.hopae.com/api-reference/workspace/get-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
        """
        return self.with_raw_response.get(client_id, workflow_id, **options).parsed

    def delete(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> WorkflowDeleted:
        """Delete a workflow.

        Removes the workflow for good. The app's default workflow cannot be deleted.

        See https://docs.hopae.com/api-reference/workspace/delete-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
        """
        return self.with_raw_response.delete(client_id, workflow_id, **options).parsed

    def update(
        self,
        client_id: str,
        workflow_id: str,
        *,
        name: str | Unset = UNSET,
        entry_node_id: str | Unset = UNSET,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]] | Unset = UNSET,
        **options: Unpack[Options],
    ) -> Workflow:
        """Change a workflow.

        Changes what the body names and nothing else; the nodes are replaced as a whole. What comes of it
        has to be a graph, as at the creation.

        See https://docs.hopae.com/api-reference/workspace/update-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
            name: The workflow's name
            entry_node_id: The node that a verification starts with, one of the nodes that the workflow has then
            nodes: The nodes of the graph, from a request to a response; replaces all of them
        """
        return self.with_raw_response.update(
            client_id, workflow_id, name=name, entry_node_id=entry_node_id, nodes=nodes, **options
        ).parsed

    def set_default(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> DefaultWorkflowSet:
        """Make a workflow the default.

        From now on the app's verifications run this workflow unless they name another.

        See https://docs.hopae.com/api-reference/workspace/set-default-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
        """
        return self.with_raw_response.set_default(client_id, workflow_id, **options).parsed


class AsyncAppsWorkflowsResource(Resource):
    """The methods of `apps.workflows`."""

    @cached_property
    def with_raw_response(self) -> AsyncAppsWorkflowsResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncAppsWorkflowsResourceWithRawResponse(self._client)

    async def list(self, client_id: str, **options: Unpack[Options]) -> List[Workflow]:
        """List the workflows of an app.

        Every workflow of the app in one array, without pages.

        See https://docs.hopae.com/api-reference/workspace/get-workflows

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.list(client_id, **options)).parsed

    async def create(
        self,
        client_id: str,
        *,
        name: str,
        entry_node_id: str,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]],
        **options: Unpack[KeyedOptions],
    ) -> Workflow:
        """Create a workflow.

        Adds a workflow to the app, which can have a hundred of them. Verification nodes may use the
        providers of the app only.

        See https://docs.hopae.com/api-reference/workspace/create-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            name: The workflow's name
            entry_node_id: The node that a verification starts with, one of `nodes`
            nodes: The nodes of the graph, from a request to a response
        """
        return (
            await self.with_raw_response.create(
                client_id, name=name, entry_node_id=entry_node_id, nodes=nodes, **options
            )
        ).parsed

    async def list_node_types(self, client_id: str, **options: Unpack[Options]) -> List[NodeType]:
        """List the types of workflow nodes.

        What a node of a workflow can be, and the settings that it takes as such.

        See https://docs.hopae.com/api-reference/workspace/get-node-types

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.list_node_types(client_id, **options)).parsed

    async def get(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> Workflow:
        """Read a workflow.

        The workflow with its nodes.

        See https://docs.hopae.com/api-reference/workspace/get-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
        """
        return (await self.with_raw_response.get(client_id, workflow_id, **options)).parsed

    async def delete(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> WorkflowDeleted:
        """Delete a workflow.

        Removes the workflow for good. The app's default workflow cannot be deleted.

        See https://docs.hopae.com/api-reference/workspace/delete-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
        """
        return (await self.with_raw_response.delete(client_id, workflow_id, **options)).parsed

    async def update(
        self,
        client_id: str,
        workflow_id: str,
        *,
        name: str | Unset = UNSET,
        entry_node_id: str | Unset = UNSET,
        nodes: Sequence[WorkflowNode | Mapping[str, Any]] | Unset = UNSET,
        **options: Unpack[Options],
    ) -> Workflow:
        """Change a workflow.

        Changes what the body names and nothing else; the nodes are replaced as a whole. What comes of it
        has to be a graph, as at the creation.

        See https://docs.hopae.com/api-reference/workspace/update-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
            name: The workflow's name
            entry_node_id: The node that a verification starts with, one of the nodes that the workflow has then
            nodes: The nodes of the graph, from a request to a response; replaces all of them
        """
        return (
            await self.with_raw_response.update(
                client_id, workflow_id, name=name, entry_node_id=entry_node_id, nodes=nodes, **options
            )
        ).parsed

    async def set_default(self, client_id: str, workflow_id: str, **options: Unpack[Options]) -> DefaultWorkflowSet:
        """Make a workflow the default.

        From now on the app's verifications run this workflow unless they name another.

        See https://docs.hopae.com/api-reference/workspace/set-default-workflow

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            workflow_id: The identifier of a workflow, as `workflowId` in the list of workflows
        """
        return (await self.with_raw_response.set_default(client_id, workflow_id, **options)).parsed
