"""Few bodies for many values: every value in one of them, and as many pairs of two fields' values as fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations as subsets
from typing import Any, TypeVar

from contract_tests.judging.compared import in_words
from contract_tests.judging.limits import limits_in_words
from contract_tests.judging.values import listing
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

# A field with the place of one of its values among them.
Pick = tuple[str, int]
Part = TypeVar("Part")


def pairwise(counts: Mapping[str, int], most: int) -> list[dict[str, int]]:
    """Bodies as the place of each field's value: `pairwise({"platform": 2, "stamps": 3}, most=6)`.

    The first bodies have every value at least once, if there may be as many as the longest list; the later ones the
    pairs that are missing, greedily.

    Args:
        counts: By field, how many values it has.
        most: How many bodies there may be.
    """
    names = sorted(counts, key=lambda name: -counts[name])
    picks = [(name, index) for name in names for index in range(counts[name])]
    singles = set(picks)
    pairs = {pair for one, other in subsets(picks, 2) if one[0] != other[0] for pair in [frozenset((one, other))]}
    rows: list[dict[str, int]] = []
    while (singles or pairs) and len(rows) < most:
        orders = [names[start:] + names[:start] for start in range(len(names))]
        row = max(
            (_row(order, counts, singles, pairs) for order in orders),
            key=lambda row: (len(singles & row.items()), len(pairs & _pairs(row))),
        )
        rows.append({name: row[name] for name in counts})
        singles -= row.items()
        pairs -= _pairs(row)
    return rows


def _pairs(row: dict[str, int]) -> set[frozenset[Pick]]:
    return {frozenset(pair) for pair in subsets(row.items(), 2)}


def _row(
    names: Iterable[str], counts: Mapping[str, int], singles: set[Pick], pairs: set[frozenset[Pick]]
) -> dict[str, int]:
    """A body that has much of what is missing, chosen field by field."""
    row: dict[str, int] = {}
    for name in names:

        def gain(index: int, name: str = name) -> tuple[bool, int, int]:
            pick = (name, index)
            fitting = sum(frozenset((pick, other)) in pairs for other in row.items())
            return pick in singles, fitting, sum(pick in pair for pair in pairs)

        row[name] = max(range(counts[name]), key=gain)
    return row


def refused_together(parts: Sequence[Part], is_refused: Callable[[list[Part]], bool]) -> Iterator[list[Part]]:
    """Parts of a refused body that are refused by themselves, or together where none of them is.

    What is given was the last that was asked for. Nothing where the body is accepted when it is sent again, or where
    everything is refused.

    Args:
        parts: All parts of the body.
        is_refused: Tells whether a body with some of the parts alone is refused.
    """
    rest = list(parts)
    while rest:
        found = _smallest(rest, is_refused)
        if not found or not is_refused(found):
            return
        yield found
        rest = [one for one in rest if one not in found]
        if rest and not is_refused(rest):
            return


def accepted_in_words(spec: Spec, operation: Operation, values: Mapping[str, Any], *, is_least: bool) -> str:
    """What was expected of fields of a body that were refused together, or of one that was by itself: its limits too.

    Args:
        spec: The contract.
        operation: The operation that refused the body.
        values: The fields, and a header that was refused like them, with what was sent.
        is_least: Whether what is left of them without any one was accepted.
    """
    slashes = {name: "" if operation.parameter("header", name) else "/" for name in values}
    said = listing(f"{in_words(value)} as {slashes[name]}{name}" for name, value in values.items())
    if len(values) == 1:
        limits = limits_in_words(spec, operation, *values)
        return f"{said} accepted, which keeps to every limit{f' ({listing(limits)})' if limits else ''}"
    _, _, *more = values
    any_one = "any one of them" if more else "either"
    without = f" and is accepted without {any_one}" if is_least else ""
    return f"{said} accepted together, which keeps to every limit{without}"


def _smallest(parts: list[Part], is_refused: Callable[[list[Part]], bool]) -> list[Part]:
    """The parts of a refused body each of which is needed for the refusal."""
    kept = list(parts)
    for part in parts:
        without = [one for one in kept if one is not part]
        if is_refused(without):
            kept = without
    return kept
