from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    array,
    misfit,
    others,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class WorkflowNode(Model):
    """A step of a workflow

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

    See https://docs.hopae.com/api-reference/workspace/get-workflows

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Attributes:
        id (str): The node's identifier
        type_ (str): What the node does
        next_ (list[WorkflowRoute] | str | Unset): The node that follows, or for a branching node its routes
        config (WorkflowNodeConfig | Unset): Settings that differ by node type; the named ones belong to verification
            nodes
    """

    id: str
    type_: str
    next_: list[WorkflowRoute] | str | Unset = UNSET
    config: WorkflowNodeConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "type": "type_",
        "next": "next_",
        "config": "config",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["type"]
            self.type_ = v if type(v) is str else wrong(src_dict, "type", "a string")
            v = src_dict.get("next", UNSET)
            self.next_ = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else array(src_dict, "next", WorkflowRoute._read)
                if isinstance(v, list)
                else wrong(src_dict, "next", "a string or an array")
            )
            v = src_dict.get("config", UNSET)
            self.config = (
                UNSET
                if v is UNSET
                else WorkflowNodeConfig._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "config", "an object")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.workflow_node_config import WorkflowNodeConfig
from ..models.workflow_route import WorkflowRoute
