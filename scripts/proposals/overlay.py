"""An OpenAPI Overlay (1.0) whose actions come in groups, one for each finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError

from contract_tests.judging.visible import one_line
from scripts.spec.document import SpecError
from scripts.spec.reading import parse_spec

VERSION = "1.0.0"
HEADER = """\
# What the spec would have to say to agree with what a run observed: a proposal for each change (x-cause).
# Adopt one with: make adopt FINDINGS=<id>. Whether it is a change to adopt or a bug to report, a person decides.
"""


MOST_BYTES = 4 * 1024 * 1024
TEXT = {"type": "string"}
SCHEMA = Draft202012Validator(
    {
        "type": "object",
        "required": ["info", "actions"],
        "properties": {
            "info": {
                "type": "object",
                "required": ["title", "version"],
                "properties": {"title": TEXT, "version": TEXT},
            },
            "actions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["target", "x-cause"],
                    "properties": {"target": TEXT, "description": TEXT, "x-cause": TEXT, "remove": {"const": True}},
                    "oneOf": [{"required": ["update"]}, {"required": ["remove"]}],
                },
            },
            "x-not-expressed": {
                "type": "array",
                "items": {"type": "object", "required": ["cause", "why"], "additionalProperties": TEXT},
            },
            "x-findings": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
        },
    }
)


class OverlayError(Exception):
    """An overlay cannot be read or applied; the message is one line."""


@dataclass(frozen=True)
class Action:
    """One action on one target, which is an object or an array; an update of None removes the target.

    `was` is what a removed target was when the action was proposed: what comes in its place is a change of that.
    """

    description: str
    target: str
    update: Any = None
    was: Any = None

    def as_json(self) -> dict[str, Any]:
        """The action as it stands in an overlay."""
        effect = {"update": self.update} if self.update is not None else {"remove": True, "x-was": self.was}
        return {"target": self.target, "description": self.description, **effect}


@dataclass(frozen=True)
class Overlay:
    """The proposals of a run by cause, and why there is none for the others.

    `members` are the findings of each cause, whose ids stand for it as well.
    """

    title: str
    version: str
    proposals: dict[str, list[Action]]
    unexpressed: dict[str, str]
    members: dict[str, list[str]] = field(default_factory=dict)

    def actions(self, identity: str) -> list[Action]:
        """The proposal for a cause, or for the cause of a finding.

        Raises:
            OverlayError: Nothing is proposed for it.
        """
        cause = next((cause for cause, findings in self.members.items() if identity in findings), identity)
        if cause in self.unexpressed:
            raise OverlayError(f"nothing is proposed for {identity}: {self.unexpressed[cause]}")
        if cause not in self.proposals:
            raise OverlayError(f"nothing is proposed for {identity}; there is no such id in {self.title}")
        return self.proposals[cause]

    def write(self, path: Path) -> None:
        """Write the overlay; without any action there is none, nor one of an earlier run."""
        path.unlink(missing_ok=True)
        if not self.proposals:
            return
        text = yaml.dump(self.as_json(), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
        path.write_text(HEADER + text, encoding="utf-8")

    def as_json(self) -> dict[str, Any]:
        """The overlay as a document."""
        return {
            "overlay": VERSION,
            "info": {"title": self.title, "version": self.version},
            "actions": [
                action.as_json() | {"x-cause": cause} for cause, actions in self.proposals.items() for action in actions
            ],
            "x-not-expressed": [{"cause": cause, "why": why} for cause, why in self.unexpressed.items()],
            "x-findings": self.members,
        }


def read_overlay(path: Path) -> Overlay:
    """Read an overlay that a run has written.

    Raises:
        OverlayError: There is none, or it is not such an overlay.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}; a run that finds drift in the shape of answers writes it"
        raise OverlayError(message) from None
    if len(source) > MOST_BYTES:
        raise OverlayError(f"{path}: larger than any overlay of a run")
    try:
        document = parse_spec(source, str(path)).root
        SCHEMA.validate(document)
    except SpecError as error:
        raise OverlayError(one_line(error.problems[0])) from None
    except ValidationError as error:
        place = "/".join(map(str, error.absolute_path)) or "its top"
        raise OverlayError(one_line(f"{path}: not an overlay of a run, at {place}")) from None
    proposals: dict[str, list[Action]] = {}
    for entry in document["actions"]:
        action = Action(entry.get("description", ""), entry["target"], entry.get("update"), entry.get("x-was"))
        proposals.setdefault(entry["x-cause"], []).append(action)
    unexpressed = {entry["cause"]: entry["why"] for entry in document.get("x-not-expressed", [])}
    title, version = document["info"]["title"], document["info"]["version"]
    return Overlay(title, version, proposals, unexpressed, document.get("x-findings", {}))


class _Dumper(yaml.SafeDumper):
    """Writes every value out, however often it stands in the overlay."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
