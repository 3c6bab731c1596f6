"""The mark of a field or a parameter that is left out, which is not the same as null."""

from __future__ import annotations

from typing import ClassVar, Literal, final


@final
class Unset:
    """The type of `UNSET`, the one mark of what is left out. It is false."""

    __slots__ = ()

    _one: ClassVar[Unset | None] = None

    def __new__(cls) -> Unset:
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()
