"""What a node of a workflow can be, and the settings that it takes as such."""

from typing import Any

NodeType = dict[str, Any]


def _field(name: str, kind: str, description: str, **others: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "required": True, "description": description} | others


def _type(name: str, label: str, description: str, *fields: dict[str, Any]) -> NodeType:
    return {"type": name, "label": label, "description": description, "fields": [*fields]}


NODE_TYPES = (
    _type("request", "Request", "Where a verification begins"),
    _type("response", "Response", "Where a verification ends"),
    _type(
        "verification",
        "Verification",
        "Asks a provider for claims",
        _field("channel", "enum", "How the provider is reached", enumValues=["oidc", "redirect", "dc"]),
        _field("claims", "string[]", "The claims that are asked for"),
        _field("mode", "enum", "What is told of them", enumValues=["pii", "match"], required=False),
    ),
    _type(
        "check-min-loa",
        "Minimum level of assurance",
        "Lets pass who was verified at a level or above",
        _field("minimum", "number", "The lowest level that passes"),
    ),
    _type(
        "check-claim",
        "Claim",
        "Lets pass whose claim has a value",
        _field("claim", "string", "The name of the claim"),
        _field("condition", "object", "What the claim has to be"),
    ),
    _type(
        "evaluate",
        "Evaluation",
        "Sets a value from others",
        _field("expression", "string", "What is evaluated"),
        _field("strict", "boolean", "Whether a missing value fails", required=False),
    ),
    _type("if", "Branch", "Takes the first route whose condition holds"),
)
