"""What all models share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import local
from typing import Any, ClassVar, Self, TypeVar

from ._hidden import HIDDEN
from ._json import DecodeError, elements, to_json
from ._unset import UNSET

T = TypeVar("T")

_reading = local()


class Decoded:
    """A value of the API that is made from JSON."""

    __slots__ = ()

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Return the value that stands for a JSON object.

        Raises:
            DecodeError: The object does not match the contract.
        """
        try:
            return cls._read(src_dict)
        except DecodeError as error:
            misfit = error.within(src_dict)
        # A traceback shows variables, and this one may hold secrets; so do those of the frames within.
        del src_dict
        raise misfit

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        raise NotImplementedError


class Model(Decoded):
    """An object of the API as a class.

    Equality and repr are written here once, since attrs would compile them for every model at import.
    """

    __slots__ = ()

    fields_by_name: ClassVar[dict[str, str]] = {}
    secret_fields: ClassVar[frozenset[str]] = frozenset()
    additional_properties: dict[str, Any]

    def __attrs_post_init__(self) -> None:
        # `attrs.evolve` hands over the unknown fields of another model, whose own they stay.
        self.additional_properties = dict(self.additional_properties)  # type: ignore[misc]

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON, with the unknown fields that it came with.

        Raises:
            ValueError: A datetime has no time zone.
        """
        known = ((name, getattr(self, field)) for name, field in self.fields_by_name.items())
        written = {name: to_json(value) for name, value in known if value is not UNSET}
        written.update(to_json(self.additional_properties))
        return written

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        fields = [*self.fields_by_name.values(), "additional_properties"]
        return all(getattr(self, field) == getattr(other, field) for field in fields)

    def __repr__(self) -> str:
        # One that is being made has not all of its fields yet.
        values = ((field, getattr(self, field, UNSET)) for field in self.fields_by_name.values())
        shown = [
            f"{field}={HIDDEN if field in self.secret_fields and value is not None else repr(value)}"
            for field, value in values
            if value is not UNSET
        ]
        # Nobody knows whether an unknown field is a secret.
        shown += [f"{name}=..." for name in getattr(self, "additional_properties", ())]
        return f"{type(self).__name__}({', '.join(shown)})"


class SecretMap(Decoded, dict[str, Any]):
    """A map whose values are not shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({HIDDEN})"


class UnknownItem:
    """An item of a list that is not what the contract says, in the place of the model that it should have been.

    Its fields have the names of the model's, and hold what came.

    Attributes:
        data: The JSON of the item; not shown by `repr`, since it may hold secrets.
        reason: What does not fit, with its place in the item.
    """

    __slots__ = ("_names", "data", "reason")

    data: Any
    reason: DecodeError

    def __init__(self, data: Any, reason: DecodeError, names: Mapping[str, str]) -> None:
        self.data, self.reason, self._names = data, reason, names

    def to_dict(self) -> Any:
        """Return the JSON of the item."""
        return self.data

    def __getattr__(self, field: str) -> Any:
        if field in UnknownItem.__slots__:
            # One that is being copied has nothing yet.
            raise AttributeError(field)
        for name, known in self._names.items():
            if known == field and isinstance(self.data, dict) and name in self.data:
                return self.data[name]
        raise AttributeError(f"an item that does not match the contract has no {field} ({self.reason})")

    def __eq__(self, other: object) -> bool:
        return self.data == other.data if isinstance(other, UnknownItem) else NotImplemented

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.reason})"


def items(source: Any, name: str | None, decode: Callable[[Any], T], kind: type[Model]) -> list[T]:
    """Return the decoded items of the array that is the member `name` of an object, or `source` itself.

    An item that does not fit becomes an unknown one: a `kind`, when that takes it, or an UnknownItem.
    """
    values = elements(source, name)
    try:
        return [decode(value) for value in values]
    except DecodeError:
        return [_item(values, index, decode, kind) for index in range(len(values))]


def lenient(value: Any, kind: type[Model]) -> Any:
    """Return the model that stands for a JSON value, or an UnknownItem when the value does not fit."""
    try:
        return kind.from_dict(value)
    except DecodeError as error:
        if _is_strict():
            raise
        return UnknownItem(value, error.with_traceback(None), kind.fields_by_name)


@contextmanager
def strictly() -> Iterator[None]:
    """Let an odd item of a list raise DecodeError in this thread, as everything else that does not fit."""
    _reading.strict = True
    try:
        yield
    finally:
        _reading.strict = False


def _is_strict() -> bool:
    return getattr(_reading, "strict", False)


def _item(values: list[Any], index: int, decode: Callable[[Any], T], kind: type[Model]) -> T:
    try:
        return decode(values[index])
    except DecodeError as error:
        if _is_strict():
            raise error.inside(values, str(index)) from None
    found: T = lenient(values[index], kind)
    return found
