from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    instant,
    misfit,
    others,
    wrong,
)
from .._models import Model, items
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class Workflow(Model):
    """A verification workflow, a graph of nodes

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

    See https://docs.hopae.com/api-reference/workspace/get-workflows

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Attributes:
        workflow_id (str): The workflow's identifier
        name (str): The workflow's name
        entry_node_id (str): The node that a verification starts with
        nodes (list[WorkflowNode]): The nodes of the graph
        created_at (datetime.datetime | Unset): When the workflow was created
        updated_at (datetime.datetime | Unset): When the workflow was last changed
    """

    workflow_id: str
    name: str
    entry_node_id: str
    nodes: list[WorkflowNode]
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "workflowId": "workflow_id",
        "name": "name",
        "entryNodeId": "entry_node_id",
        "nodes": "nodes",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["workflowId"]
            self.workflow_id = v if type(v) is str else wrong(src_dict, "workflowId", "a string")
            v = src_dict["name"]
            self.name = v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict["entryNodeId"]
            self.entry_node_id = v if type(v) is str else wrong(src_dict, "entryNodeId", "a string")
            v = src_dict["nodes"]
            self.nodes = items(src_dict, "nodes", WorkflowNode._read, WorkflowNode)
            v = src_dict.get("createdAt", UNSET)
            self.created_at = UNSET if v is UNSET else instant(src_dict, "createdAt")
            v = src_dict.get("updatedAt", UNSET)
            self.updated_at = UNSET if v is UNSET else instant(src_dict, "updatedAt")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.workflow_node import WorkflowNode
