"""JSON values in a word: their type, a short description, and the few readings that rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from scripts.spec.pointers import ABSENT

if TYPE_CHECKING:
    from contract_tests.judging.exchange import Exchange

LONGEST_VALUE = 80
# Of a header, whose value is one word.
LONGEST_HEADER = 300


def instant(value: Any) -> datetime | None:
    """A date-time with a zone as a datetime, or None for anything else."""
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return parsed if parsed.tzinfo else None


def server_time(exchange: Exchange) -> datetime | None:
    """The time of an answer on the clock of the server, from its Date header, or None."""
    try:
        return parsedate_to_datetime(exchange.headers.get("Date", "")).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def describe(value: Any, longest: int = LONGEST_VALUE) -> str:
    """A value in one short line: its JSON for scalars, its type for the rest and for what is longer than `longest`."""
    if value is ABSENT:
        return "absent"
    if isinstance(value, dict | list):
        return f"{json_type(value)} of {len(value)}"
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    # Never a part of a long value: redaction could not recognise a secret that is cut in two.
    return text if len(text) <= longest else f"{json_type(value)} of {len(str(value))} characters"


def is_equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same, which true and 1 are not."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def is_number(value: Any) -> bool:
    """Whether a value is a JSON number, which true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def json_type(value: Any) -> str:
    """The JSON type of a value; a whole number is an integer."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def number_of(number: int, noun: str) -> str:
    """A number of things: `1 item`, `2 items`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def shortened(values: Sequence[Any], most: int, say: Callable[[Any], str] = str) -> str:
    """The first of some values in a row, and how many more there are: `a, b and 4 more`."""
    more = [f"{len(values) - most} more"] if len(values) > most else []
    return listing([*map(say, values[:most]), *more])


def listing(words: Iterable[str]) -> str:
    """Words in a row: `a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
