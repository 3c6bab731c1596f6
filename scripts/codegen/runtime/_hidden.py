"""What must not be shown."""

from __future__ import annotations

HIDDEN = "<hidden>"


class Hidden(str):
    """A text that is sent but not shown by `repr`, and so by no traceback that shows variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return HIDDEN
