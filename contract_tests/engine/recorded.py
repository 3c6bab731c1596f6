"""Findings as a run has written them down, to be looked at again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from contract_tests.judging.visible import one_line
from contract_tests.sending.options import Target

TEXT = {"type": "string"}
EVIDENCE = {
    "type": "object",
    "required": ["request", "response", "curl"],
    "properties": {
        "request": {
            "type": "object",
            "required": ["method", "url", "headers"],
            "properties": {
                "method": TEXT,
                "url": TEXT,
                "headers": {"type": "object", "additionalProperties": TEXT},
            },
        },
        "response": {"type": "object", "required": ["status"], "properties": {"status": {"type": "integer"}}},
        "curl": TEXT,
    },
}
TEXTS = ("id", "kind", "severity", "operation", "place", "rule")
FINDING = {
    "type": "object",
    "required": [*TEXTS, "evidence"],
    "properties": {**dict.fromkeys(TEXTS, TEXT), "evidence": {"type": "array", "items": EVIDENCE}},
}
CAUSE = {
    "type": "object",
    "required": ["id", "findings"],
    "properties": {"id": TEXT, "findings": {"type": "array", "items": TEXT}},
}
REPORT = Draft202012Validator(
    {
        "type": "object",
        "required": ["target", "findings", "accepted"],
        "properties": {
            "target": {
                "type": "object",
                "required": ["kind", "base_url"],
                "properties": {"kind": {"enum": ["mock", "sandbox"]}, "base_url": TEXT},
            },
            "findings": {"type": "array", "items": FINDING},
            "accepted": {"type": "array", "items": FINDING},
            "causes": {"type": "array", "items": CAUSE},
        },
    }
)


class CannotTell(Exception):
    """Whether the finding holds cannot be said; the message is one line that says why."""


@dataclass(frozen=True)
class Recorded:
    """A finding of a drift.json: `Recorded(finding, "mock", "http://127.0.0.1:4010/connect/v1")`.

    `kind` is the kind of the target that it was found on, `base_url` what the requests of its evidence were sent to.
    """

    finding: dict[str, Any]
    kind: str
    base_url: str

    @property
    def headline(self) -> str:
        """The finding in one line."""
        return one_line("{severity} {kind}: {operation}, {place}".format_map(self.finding))

    def require_same(self, target: Target) -> None:
        """Refuse another server than the recorded one; a report alone must not decide where a key is sent.

        Raises:
            CannotTell: It is another one.
        """
        if target.kind != "mock" and target.base_url != self.base_url:
            raise CannotTell(one_line(f"it was found on {self.base_url}; set CONNECT_BASE_URL to that"))


def read_recorded(path: Path, identity: str) -> Recorded:
    """The finding with an id, open or accepted, from a drift.json; of a change, the finding that says most of it.

    Raises:
        CannotTell: The report cannot be read, or has no such finding.
    """
    try:
        report = json.loads(path.read_bytes())
        REPORT.validate(report)
    except OSError as error:
        raise CannotTell(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError, ValidationError):
        raise CannotTell(f"{path} is not the report of a contract run") from None
    known = {finding["id"]: finding for finding in [*report["accepted"], *report["findings"]]}
    leading = {cause["id"]: cause["findings"][0] for cause in report.get("causes", ()) if cause["findings"]}
    identity = leading.get(identity, identity)
    if identity not in known:
        raise CannotTell(one_line(f"{path} has no change and no finding {identity}"))
    return Recorded(known[identity], report["target"]["kind"], report["target"]["base_url"])
