from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    wrong,
)
from .._models import Model, items


@_attrs_define(eq=False, repr=False)
class WorkflowCreate(Model):
    """What a workflow shall be

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    Attributes:
        name (str): The workflow's name
        entry_node_id (str): The node that a verification starts with, one of `nodes`
        nodes (list[WorkflowNode]): The nodes of the graph, from a request to a response
    """

    name: str
    entry_node_id: str
    nodes: list[WorkflowNode]
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "name": "name",
        "entryNodeId": "entry_node_id",
        "nodes": "nodes",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["name"]
            self.name = v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict["entryNodeId"]
            self.entry_node_id = v if type(v) is str else wrong(src_dict, "entryNodeId", "a string")
            v = src_dict["nodes"]
            self.nodes = items(src_dict, "nodes", WorkflowNode._read, WorkflowNode)
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.workflow_node import WorkflowNode
