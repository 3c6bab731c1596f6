"""Findings as a run has written them down, to be looked at again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_tests.sending.options import Target


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
        return "{severity} {kind}: {operation}, {place}".format_map(self.finding)

    def require_same(self, target: Target) -> None:
        """Refuse another server than the recorded one; a report alone must not decide where a key is sent.

        Raises:
            CannotTell: It is another one.
        """
        if target.kind != "mock" and target.base_url != self.base_url:
            raise CannotTell(f"it was found on {self.base_url}; set CONNECT_BASE_URL to that")


def read_recorded(path: Path, identity: str) -> Recorded:
    """The finding with an id, open or accepted, from a drift.json.

    Raises:
        CannotTell: The report cannot be read, or has no such finding.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        known = {finding["id"]: finding for finding in [*report["accepted"], *report["findings"]]}
        target = report["target"]
        if identity not in known:
            raise CannotTell(f"{path} has no finding {identity}")
        return Recorded(known[identity], target["kind"], target["base_url"])
    except OSError as error:
        raise CannotTell(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise CannotTell(f"{path} is not the report of a contract run") from None
