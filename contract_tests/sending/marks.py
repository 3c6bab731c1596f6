"""The texts by which a run knows what it made, and by which what a killed run left is found again."""

from __future__ import annotations

import re
import secrets

# The word, what is the run's own, a number that is used once, and anything after a blank.
MARK = re.compile(r"(?P<alone>contract [0-9a-f]{8} [0-9]+)(?P<rest> .*)?", re.DOTALL)


def new_label() -> str:
    """How all marks of one run begin; no two runs have the same."""
    return f"contract {secrets.token_hex(4)}"


def numbered(label: str, number: int) -> str:
    """The mark of a run with a number."""
    return f"{label} {number}"


def is_mark(value: object) -> bool:
    """Whether a value is the mark of some run."""
    return isinstance(value, str) and MARK.fullmatch(value) is not None


def bears(value: object, mark: str) -> bool:
    """Whether a value is the text that a run had sent as a mark; what stands behind the mark may have been altered."""
    if value == mark:
        return True
    sent, came = MARK.fullmatch(mark), MARK.fullmatch(value) if isinstance(value, str) else None
    return bool(sent and came and sent["rest"] and sent["alone"] == came["alone"])
