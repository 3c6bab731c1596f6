"""From findings to proposals: what the spec would have to say so that what was observed is no drift.

What can be said is shape: fields that came, went or changed their name, types, lists of values, limits of values,
statuses, media types and headers. How a service behaves is said by extensions, and stays with a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contract_tests.drift.redact import REDACTED
from scripts.codegen.document import Document, load, split
from scripts.mend import answers, fields, types, values
from scripts.mend.finding import Inexpressible, Observation
from scripts.mend.overlay import Action, Overlay

SHAPE = "shape"

MENDS: dict[str, Callable[[Observation], list[Action]]] = {
    "missing-field": fields.missing,
    "undocumented-field": fields.added,
    "type": types.changed,
    "new-value": values.listed,
    "value": values.listed,
    "status": answers.status,
    "media-type": answers.media_type,
    "missing-header": answers.missing_header,
    "header": values.loosened,
    **dict.fromkeys(values.LIMITS, values.loosened),
}

# Shape findings that are no change of shape: what the spec says about them is not for it to give up.
REASONS = {
    "invariant": "values contradict each other; decide by hand whether x-invariants still holds",
    "error-code": "a known code came with another status; decide by hand where it belongs",
    "limit": "a documented limit is not enforced; that is no reason to promise more",
    "not-json": "the body cannot be read, so there is nothing to propose",
    "no-answer": "there was no answer, so there is nothing to propose",
    "server-error": "the service failed; that is no change of the contract",
    "secret": "a secret came where none belongs; that is for the vendor to mend",
    "notice": "a notice in a header; read it, and act on what it announces",
}


def propose(report: dict[str, Any], spec: Path) -> Overlay:
    """The overlay for the findings of a report.

    Args:
        report: A parsed drift.json.
        spec: The file that the findings are about.

    Raises:
        OSError, SpecError: The spec cannot be read.
    """
    document = load(spec)
    overlay = Overlay(
        title=f"Changes to {spec.name} observed on {report['target']['base_url']}",
        version=report["started_at"],
        proposals={},
        unexpressed={},
    )
    for finding in report["findings"]:
        try:
            overlay.proposals[finding["id"]] = _mend(document, finding)
        except Inexpressible as reason:
            overlay.unexpressed[finding["id"]] = str(reason)
    return overlay


def write_proposals(report: Path, spec: Path, overlay: Path) -> None:
    """Write the overlay for the findings of a drift.json, or remove an older one; raises what `propose` raises."""
    overlay.unlink(missing_ok=True)
    observed = json.loads(report.read_text(encoding="utf-8"))
    if observed["findings"]:
        propose(observed, spec).write(overlay)


def _mend(document: Document, finding: dict[str, Any]) -> list[Action]:
    if finding["rule"] != SHAPE:
        raise Inexpressible("a rule about behaviour found it; its extension in the spec is for a person to change")
    mend = MENDS.get(finding["kind"])
    if mend is None:
        raise Inexpressible(REASONS.get(finding["kind"], "it is not about the shape of an answer"))
    if REDACTED in json.dumps(finding.get("observed_schema")):
        raise Inexpressible("what was observed looks like a secret and is not written down")
    pointer = f"#{finding['spec_pointer'].removeprefix('#')}"
    try:
        document.at(pointer)
    except KeyError:
        raise Inexpressible(f"the spec has nothing of its own at {pointer}") from None
    name = split(finding["place"].partition(" body ")[2] or "/")[-1]
    schema = finding.get("observed_schema") or {}
    operation, place, observed = finding["operation"], finding["place"], finding["observed"]
    return mend(Observation(document, operation, place, pointer, name, observed, schema))
