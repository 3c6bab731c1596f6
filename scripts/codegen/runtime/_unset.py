"""The mark of a field or a parameter that is left out, which is not the same as null."""

from __future__ import annotations

from typing import Literal


class Unset:
    """The type of `UNSET`, the one mark of what is left out. It is false."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()
