"""Idempotency keys that are used once and differ from each other in little, so that every character has to count."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable

from scripts.spec.operations import Operation

# Printable signs that no URL, header or file name needs to escape alike.
SIGNS = ":@!$&'()*+,;=~"
LONGEST = 255
FILLING = "k"
# So many signs stand around a start at least.
LEAST_ADDED = 2

# By number, how a key is made of its start and of the greatest length: each is the neighbour of another one.
FORMS: tuple[Callable[[str, int], str], ...] = (
    lambda start, most: _filled(start, most - 1) + "a",
    lambda start, most: _filled(start, most - 1) + "A",
    lambda start, most: _filled(f"x{start}", most - 1) + "a",
    lambda start, most: _filled(start, most - 1) + ".",
    lambda start, most: _filled(start, most - 1) + "/",
    lambda start, most: (start + SIGNS)[:most],
)


class Keys:
    """Makes keys for a run: `keys.next(operation)`.

    Args:
        label: How all that the run names begins.
    """

    def __init__(self, label: str) -> None:
        self._label = label.replace(" ", "-")
        self._used: Counter[str] = Counter()
        self._forms: dict[str, int] = {}

    def next(self, operation: Operation) -> dict[str, str]:
        """The header with a key that was not used yet, where an operation takes one; the forms take turns."""
        return self._made(operation, self._used[operation.id] % len(FORMS))

    def like(self, operation: Operation, key: str) -> dict[str, str]:
        """The header with a key that was not used yet, of the form that another key has."""
        return self._made(operation, self._forms.get(key, 0))

    def _made(self, operation: Operation, form: int) -> dict[str, str]:
        policy = operation.extensions.get("x-idempotency")
        if policy is None:
            return {}
        number = self._used[operation.id]
        # Neighbours begin alike: those of one turn through the forms.
        start = f"{self._label}-{operation.id}-{number // len(FORMS)}"
        if number % len(FORMS) != form:
            start += f"-{number}"
        self._used[operation.id] += 1
        longest = _longest(operation, policy["header"])
        key = FORMS[form](_fitting(start, longest - LEAST_ADDED), longest)
        self._forms[key] = form
        return {policy["header"]: key}


def _fitting(start: str, most: int) -> str:
    """A start that leaves room for its form: as it is, or in short where it would be cut off."""
    return start if len(start) <= most else hashlib.sha256(start.encode()).hexdigest()[:most]


def _filled(start: str, length: int) -> str:
    return start.ljust(length, FILLING)[:length]


def _longest(operation: Operation, header: str) -> int:
    """How long a key may be: as documented, or as long as others usually are."""
    parameter = next((one for one in operation.parameters_in("header") if one.name == header), None)
    return int(parameter.schema.get("maxLength", LONGEST)) if parameter else LONGEST
