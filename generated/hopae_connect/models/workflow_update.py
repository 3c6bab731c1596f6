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
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class WorkflowUpdate(Model):
    """What shall change about a workflow; whatever is left out stays as it is

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Attributes:
        name (str | Unset): The workflow's name
        entry_node_id (str | Unset): The node that a verification starts with, one of the nodes that the workflow has
            then
        nodes (list[WorkflowNode] | Unset): The nodes of the graph, from a request to a response; replaces all of them
    """

    name: str | Unset = UNSET
    entry_node_id: str | Unset = UNSET
    nodes: list[WorkflowNode] | Unset = UNSET
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
            v = src_dict.get("name", UNSET)
            self.name = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict.get("entryNodeId", UNSET)
            self.entry_node_id = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "entryNodeId", "a string")
            )
            v = src_dict.get("nodes", UNSET)
            self.nodes = UNSET if v is UNSET else items(src_dict, "nodes", WorkflowNode._read, WorkflowNode)
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.workflow_node import WorkflowNode
