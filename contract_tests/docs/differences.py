"""How grave it is, for someone who calls the API, that a fact is not as the spec has it."""

from __future__ import annotations

from typing import Any

from contract_tests.docs.places import LIMITS
from contract_tests.docs.type_names import disagreement
from contract_tests.drift.finding import Severity

_SAME_WHATEVER = ("open", "pattern")


def difference(kind: str, theirs: Any, ours: Any, request: bool) -> Severity | None:
    """The severity of a fact that both sides state, or None where they agree.

    Args:
        kind: The kind of the fact, such as `type` or `maxLength`.
        theirs: What the vendor states.
        ours: What the spec states.
        request: Whether the place is in a request: what tightens a request breaks, what loosens an answer breaks.
    """
    if kind in _SAME_WHATEVER or theirs == ours:
        return None
    if kind == "type":
        new, gone = disagreement(theirs, ours)
        return _severity(bool(gone) if request else bool(new)) if new or gone else None
    if kind == "required":
        return _severity(theirs is request)
    if kind in LIMITS:
        return _severity(_tighter(kind, theirs, ours) is request)
    if kind == "values":
        gone, new = set(ours) - set(theirs), set(theirs) - set(ours)
        return _severity(bool(gone) if request else bool(new)) if gone or new else None
    if kind == "lifetime-seconds":
        return _severity(theirs < ours)
    return _severity(True)


def addition(kind: str, value: Any, request: bool) -> Severity:
    """The severity of a fact that only the vendor states."""
    tightens = kind in (*LIMITS, "values") and request
    return _severity(tightens or (kind == "required" and value is request))


def _tighter(kind: str, theirs: Any, ours: Any) -> bool:
    return bool(theirs < ours if kind.startswith("max") else theirs > ours)


def _severity(breaks: bool) -> Severity:
    return "breaking" if breaks else "additive"


def in_words(value: Any) -> str:
    """The value of a fact in one short line."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
