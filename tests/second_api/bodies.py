"""What the library takes in bodies, written by hand: a reader of a value returns it clean or raises `Refused`.

Members that nobody documented are dropped.
"""

import re
from collections.abc import Callable
from typing import Any

Reader = Callable[[Any, str], Any]

COLOURS = ("red", "green", "blue", "grey")
ROLES = ("writer", "translator", "illustrator")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Refused(Exception):
    """The request is answered with this status, kind and text."""

    def __init__(self, status: int, kind: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.kind = kind
        self.text = text


def invalid(place: str, text: str) -> Refused:
    return Refused(400, "INVALID_BODY", f"{place or 'body'}: {text}")


def text(least: int = 0, most: int | None = None, pattern: str = "") -> Reader:
    """Read a string of so many characters that matches the pattern as a whole."""

    def read(value: Any, place: str) -> str:
        if not isinstance(value, str):
            raise invalid(place, "a string")
        if len(value) < least:
            raise invalid(place, f"at least {least} characters")
        if most is not None and len(value) > most:
            raise invalid(place, f"at most {most} characters")
        if pattern and not re.fullmatch(pattern, value):
            raise invalid(place, "not of the documented form")
        return value

    return read


def whole(least: int, most: int) -> Reader:
    """Read an integer between two bounds; 3.0 is one, true is not."""

    def read(value: Any, place: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise invalid(place, "an integer")
        if isinstance(value, float) and not value.is_integer():
            raise invalid(place, "an integer")
        if not least <= value <= most:
            raise invalid(place, f"between {least} and {most}")
        return int(value)

    return read


def flag(value: Any, place: str) -> bool:
    """Read a boolean."""
    if not isinstance(value, bool):
        raise invalid(place, "true or false")
    return value


def one_of(*values: str) -> Reader:
    """Read one of these strings."""

    def read(value: Any, place: str) -> str:
        if not isinstance(value, str) or value not in values:
            raise invalid(place, f"one of {', '.join(values)}")
        return value

    return read


def many(item: Reader, most: int) -> Reader:
    """Read an array of at most so many items."""

    def read(value: Any, place: str) -> list[Any]:
        if not isinstance(value, list):
            raise invalid(place, "an array")
        if len(value) > most:
            raise invalid(place, f"at most {most} items")
        return [item(element, f"{place}/{index}") for index, element in enumerate(value)]

    return read


def record(fields: dict[str, Reader], *required: str) -> Reader:
    """Read an object with these fields, of which some are required."""

    def read(value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise invalid(place, "an object")
        for name in required:
            if name not in value:
                raise invalid(place, f"{name} is missing")
        return {name: item(value[name], f"{place}/{name}") for name, item in fields.items() if name in value}

    return read


ROW_FIELDS = {
    "label": text(pattern="R[0-9]{1,2}"),
    "capacity": whole(1, 200),
    "genres": many(text(2, 20), 4),
}
ROW = record(ROW_FIELDS, "label", "capacity")

SIGN = record({"text": text(1, 40), "colour": one_of(*COLOURS)})
LOCATION_FIELDS = {"floor": whole(-2, 9), "room": text(pattern="[A-Z][0-9]{2}"), "sign": SIGN}

SHELF_FIELDS = {
    "name": text(1, 80),
    "note": text(0, 300),
    "labels": many(text(1, 24, "[a-z][a-z0-9-]*"), 8),
    "location": record(LOCATION_FIELDS, "floor"),
    "rows": many(ROW, 5),
    "protected": flag,
}
SHELF_PATCH_FIELDS = {**SHELF_FIELDS, "location": record(LOCATION_FIELDS)}

LOAN_RULES_PATCH = record(
    {
        "days": whole(1, 90),
        "renewals": whole(0, 5),
        "closed_on": many(one_of(*WEEKDAYS), 7),
        "reminder": record({"enabled": flag, "text": text(0, 200)}),
    }
)

AUTHOR_FIELDS = {"name": text(1, 60), "role": one_of(*ROLES)}
BOOK_FIELDS = {
    "title": text(1, 120),
    "isbn": text(pattern="97[89][0-9]{10}"),
    "copies": whole(1, 99),
    "authors": many(record(AUTHOR_FIELDS, "name"), 4),
}

SETTINGS_PATCH = record(
    {
        "library_name": text(1, 80),
        "languages": many(text(pattern="[a-z]{2}"), 10),
        "contact": record({"desk": text(0, 40), "phone": text(0, 20)}),
    }
)
