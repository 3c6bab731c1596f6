"""From findings to proposals: what the spec would have to say so that what was observed is no drift.

What can be said is shape: fields that came, went or changed their name, types, lists of values, limits of values,
statuses, media types and headers. How a service behaves is said by extensions, and stays with a person.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contract_tests.judging.consequences import value_shown, value_taken
from contract_tests.judging.finding import SHAPE
from contract_tests.judging.secrets import REDACTED
from scripts.proposals.kinds import PROPOSALS
from scripts.proposals.observation import Inexpressible, Observation
from scripts.proposals.overlay import Action, Overlay
from scripts.spec.pointers import ABSENT, get
from scripts.spec.spec import Spec

# Shape findings that are no change of shape: what the spec says about them is not for it to give up.
REASONS = {
    "other-object": "the whole object is another one; which field became which is for a person to say",
    "invariant": "values contradict each other; people have to decide whether the rule in x-invariants still holds",
    "error-code": "a known code came with another status; decide by hand where it belongs",
    "limit": "the server takes more than is documented; whether that is to be promised is for people to decide",
    "not-json": "the body cannot be read, so there is nothing to propose",
    "no-answer": "there was no answer, so there is nothing to propose",
    "server-error": "the service failed; that is no change of the contract",
    "secret": "a secret came where none belongs; that is for the vendor to mend",
    "notice": "a notice in a header; read it, and act on what it announces",
}
BEHAVIOUR = "it is about how the API behaves; if the API is right, edit the spec by hand at the place below"


def propose(report: dict[str, Any], spec: Spec) -> Overlay:
    """The overlay for the causes of a report, a parsed drift.json, about a spec: one proposal for each change."""
    proposals: dict[str, list[Action]] = {}
    unexpressed: dict[str, str] = {}
    findings = {finding["id"]: finding for finding in report["findings"]}
    for cause in report["causes"]:
        found = [findings[one] for one in cause["findings"] if one in findings]
        actions, why = _proposals(spec, found)
        if actions:
            proposals[cause["id"]] = actions
        elif why:
            unexpressed[cause["id"]] = why
    members = {cause["id"]: cause["findings"] for cause in report["causes"]}
    title = f"Changes to {Path(spec.name).name} observed on {report['target']['base_url']}"
    return Overlay(title, report["started_at"], proposals, unexpressed, members)


def _proposals(spec: Spec, findings: list[dict[str, Any]]) -> tuple[list[Action], str]:
    """The actions for the findings of one cause, each once; without any, why not for the first finding."""
    if {finding["kind"] for finding in findings} >= {"missing-field", "undocumented-field"}:
        return [], REASONS["other-object"]
    actions: list[Action] = []
    whys: list[str] = []
    taken = set(filter(None, map(value_taken, findings)))
    for finding in findings:
        if value_shown(finding) in taken:
            # The run itself has brought that value in.
            continue
        try:
            known = {_effect(action) for action in actions}
            actions += [action for action in _proposal(spec, finding) if _effect(action) not in known]
        except Inexpressible as reason:
            whys.append(str(reason))
    return actions, next(iter(whys), "")


def _effect(action: Action) -> str:
    """What an action does, whatever its words."""
    return json.dumps([action.target, action.update, action.was], sort_keys=True)


def _proposal(spec: Spec, finding: dict[str, Any]) -> list[Action]:
    kind, schema = finding["kind"], finding.get("observed_schema") or {}
    if finding["rule"] != SHAPE:
        raise Inexpressible(BEHAVIOUR)
    if kind not in PROPOSALS:
        raise Inexpressible(REASONS.get(kind, "it is not about the shape of an answer"))
    if REDACTED in json.dumps(schema):
        raise Inexpressible("what was observed looks like a secret and is not written down")
    pointer = finding["spec_pointer"].removeprefix("#")
    # What is only reached through a reference is the spec's somewhere else.
    if get(spec.root, pointer) is ABSENT:
        raise Inexpressible(f"the spec has nothing of its own at #{pointer}")
    seen = Observation(spec, finding["operation"], finding["place"], pointer, finding["observed"], schema)
    return PROPOSALS[kind](seen)
