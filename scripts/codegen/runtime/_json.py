"""Between JSON values and models, without loss: what comes in is what is written back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, NoReturn, Self, TypeVar

from ._unset import UNSET

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

STRINGS, INTEGERS, NUMBERS, BOOLEANS = (frozenset(types) for types in ({str}, {int}, {int, float}, {bool}))
NAMES = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
MILLISECONDS_LENGTH = len("2026-01-01T00:00:00.000Z")


class DecodeError(ValueError):
    """A JSON value is not what the contract says.

    Attributes:
        where: A JSON pointer to the value, from the value that was decoded.
        expected: What the contract says.
        found: What kind of value is there instead, or `nothing`. Never the value itself.
    """

    where: str
    expected: str
    found: str

    # Which object `where` starts from: an object itself would be kept, with the secrets in it.
    _parent: int | None = None

    def __init__(self, where: str, expected: str, found: str) -> None:
        super().__init__(where, expected, found)
        self.where, self.expected, self.found = where, expected, found

    def __str__(self) -> str:
        return f"{self.where or 'the body'}: expected {self.expected}, found {self.found}"

    def inside(self, parent: object, name: str) -> DecodeError:
        """Return the error of an element, which does not know its parent, as one of the parent's member."""
        return self if self._parent is not None else _located(parent, name, self.expected, self.found)

    def within(self, root: object) -> DecodeError:
        """Return the same error with its place counted from `root`, a value that contains the faulty object."""
        path = None if self._parent is None else _path(root, self._parent)
        return DecodeError((path or "") + self.where, self.expected, self.found)


class Instant(datetime):
    """A moment that remembers how it was written, so that it is written back like that."""

    text: str

    @classmethod
    def written(cls, text: str, moment: datetime) -> Self:
        """Return the moment with the text that stood for it."""
        instant = cls.combine(moment.date(), moment.timetz())
        instant.text = text
        return instant

    def __reduce_ex__(self, protocol: Any) -> Any:
        plain = datetime.combine(self.date(), self.timetz())
        return (Instant.written, (self.text, plain)) if "text" in self.__dict__ else plain.__reduce_ex__(protocol)


def wrong(source: Any, name: str | None, expected: str) -> NoReturn:
    """Refuse the member `name` of an object, or `source` itself when there is no name."""
    if name is None:
        raise DecodeError("", expected, _kind(source)) from None
    raise _located(source, name, expected, _kind(source[name])) from None


def misfit(source: object, error: Exception) -> DecodeError:
    """Return what is wrong with an object that lacks the member named by a KeyError, or is none at all."""
    if isinstance(source, Mapping) and isinstance(error, KeyError):
        return _located(source, str(error.args[0]), "a value", "nothing")
    return DecodeError("", "an object", _kind(source))


def elements(source: Any, name: str | None) -> list[Any]:
    """Return the array that is the member `name` of an object, or `source` itself, as it is."""
    values = _at(source, name)
    return values if isinstance(values, list) else wrong(source, name, "an array")


def array(source: Any, name: str | None, decode: Callable[[Any], T]) -> list[T]:
    """Return the decoded elements of the array that is the member `name` of an object, or `source` itself."""
    values = elements(source, name)
    decoded: list[T] = []
    try:
        for value in values:
            decoded.append(decode(value))
    except DecodeError as error:
        raise error.inside(values, str(len(decoded))) from None
    return decoded


def entries(source: Any, decode: Callable[[Any], T]) -> dict[str, T]:
    """Return the decoded entries of an object that is a map."""
    if not isinstance(source, dict):
        wrong(source, None, "an object")
    decoded: dict[str, T] = {}
    for name, value in source.items():
        try:
            decoded[name] = decode(value)
        except DecodeError as error:
            raise error.inside(source, name) from None
    return decoded


def member(kind: type[E], source: Any, name: str | None) -> E:
    """Return the member of a closed enumeration; with no name, `source` itself stands for it."""
    try:
        return kind(_at(source, name))
    except ValueError:
        wrong(source, name, "one of " + ", ".join(str(one.value) for one in kind))


def whole(source: Any, name: str | None) -> int:
    """Return the whole number of an object that JSON writes as `3.0`; refuse anything else."""
    value = _at(source, name)
    return int(value) if isinstance(value, float) and value.is_integer() else wrong(source, name, "a whole number")


def instant(source: Any, name: str | None) -> datetime:
    """Return the moment of an object, aware of its time zone."""
    text = _at(source, name)
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        wrong(source, name, "a date-time")
    if moment.tzinfo is None:
        wrong(source, name, "a date-time with its offset")
    if len(text) == MILLISECONDS_LENGTH and text[19] == "." and text[10] == "T" and text[23] == "Z":
        return moment
    return Instant.written(text, moment)


def day(source: Any, name: str | None) -> date:
    """Return the date of an object."""
    try:
        return date.fromisoformat(_at(source, name))
    except (TypeError, ValueError):
        wrong(source, name, "a date")


def others(source: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return the members of an object that have none of the known names."""
    return {name: value for name, value in source.items() if name not in known}


def to_json(value: Any) -> Any:
    """Return a model, or a value that models hold, as JSON.

    Raises:
        ValueError: A datetime has no time zone.
    """
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {name: to_json(item) for name, item in value.items() if item is not UNSET}
    return value


def moment_text(moment: datetime) -> str:
    """Return a moment as it was read, or else in the API's own form: UTC, milliseconds, `Z`.

    Raises:
        ValueError: It has no time zone.
    """
    if "text" in getattr(moment, "__dict__", ()):
        return str(moment.text)  # type: ignore[attr-defined]
    if moment.tzinfo is None:
        raise ValueError("a datetime without time zone: give it one, such as datetime.UTC")
    precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(UTC).isoformat(timespec=precision).removesuffix("+00:00") + "Z"


def get(value: Any, pointer: str) -> Any:
    """Return what a JSON pointer leads to in a JSON value; None when it leads nowhere."""
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and token.isdecimal() and int(token) < len(value):
            value = value[int(token)]
        elif isinstance(value, dict):
            value = value.get(token)
        else:
            return None
    return value


def _at(source: Any, name: str | None) -> Any:
    """Return the member of an object, or `source` itself, which is an element, when there is no name."""
    return source if name is None else source[name]


def _kind(value: object) -> str:
    return "null" if value is None else NAMES.get(type(value), "another value")


def _token(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _located(parent: object, name: str, expected: str, found: str) -> DecodeError:
    """Return the error of the member `name` of an object."""
    error = DecodeError(_token(name), expected, found)
    error._parent = id(parent)
    return error


def _path(root: object, target: int) -> str | None:
    """Return the JSON pointer of an object within `root`, which holds it, by its `id`."""
    waiting = [("", root)]
    while waiting:
        path, value = waiting.pop()
        if id(value) == target:
            return path
        waiting += [(path + _token(name), child) for name, child in _children(value)]
    return None


def _children(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(index), item) for index, item in enumerate(value))
