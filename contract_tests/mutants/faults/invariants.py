"""Mutants of invariants: sums, bounds and orders inside a schema that no longer hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from contract_tests.mutants.mutant import Mutant, fault
from contract_tests.mutants.places import answered
from scripts.spec.pointers import ABSENT, each, get, put
from scripts.spec.spec import Spec

MOMENT = "2026-04-08T10:00:00.000Z"
ONE_SECOND = timedelta(seconds=1)

# Changes the object that the invariant is about.
Break = Callable[[dict[str, Any]], object]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every way to break every invariant of every success."""
    for operation in spec.operations.values():
        for place in answered(operation):
            for rule in place.schema.get("x-invariants", []):
                for what, change in _breaks(rule).items():
                    rewrite = place.rewrite(partial(_inside, change))
                    yield fault(operation, "invariant", f"{place}: {what}", rewrite, name=f"{place} {what}")


def _inside(change: Break, container: Any, key: Any) -> None:
    change(container[key])


def _breaks(rule: dict[str, Any]) -> dict[str, Break]:
    match rule:
        case {"sum": parts, "equals": total}:
            return _sums(parts, total)
        case {"count": _, "equals": total}:
            return {
                f"{total} one too few": lambda found: put(found, total, get(found, total) - 1),
                f"{total} one too many": lambda found: put(found, total, get(found, total) + 1),
            }
        case {"value": value, "at-most": bound}:
            return {f"{value} above {bound}": lambda found: put(found, bound, max(0, get(found, value) - 1))}
        case {"value": value, "before": end}:
            return {f"{value} after {end}": lambda found: _postpone(found, value, end)}
        case {"value": value, "among": known}:
            return {f"{value} not among {known}": lambda found: put(found, value, "somewhere-else")}
        case {"value": value, "unlike": other}:
            return {f"{value} like {other}": lambda found: put(found, value, get(found, other))}
        case {"value": value, "only-when": {"field": field, "is": needed}}:
            what = f"{value} although {field} is not {needed}"
            return {what: lambda found: put(found, value, ["text"]) if get(found, field) != needed else None}
        case {"value": value, "true-when": {"field": field, "is": needed}}:
            return {
                f"{value} false although {field} is {needed}": lambda found: (
                    put(found, value, False) if get(found, field) == needed else None
                ),
                f"{value} true although {field} is not {needed}": lambda found: (
                    put(found, value, True) if get(found, field) not in (needed, ABSENT) else None
                ),
            }
        case {"value": value, "null-while": flag}:
            return {f"{value} set while {flag}": lambda found: put(found, value, MOMENT) if get(found, flag) else None}
    return {}


def _sums(parts: str, total: str) -> dict[str, Break]:
    container, _, field = parts.partition("/*")

    def counted(found: dict[str, Any]) -> list[Any]:
        return [part for part in get(found, container) if get(part, field)][:1]

    def all_in_each(found: dict[str, Any]) -> None:
        for part in each(found, f"{container}/*"):
            put(part, field, get(found, total) + 1)

    return {
        f"{total} one too few": lambda found: put(found, total, max(0, get(found, total) - 1)),
        f"a part of {parts} missing": lambda found: put(
            found, container, [part for part in get(found, container) if part not in counted(found)]
        ),
        f"a part of {parts} twice": lambda found: put(found, container, [*get(found, container), *counted(found)]),
        f"{parts} above {total}": all_in_each,
    }


def _postpone(found: dict[str, Any], first: str, second: str) -> None:
    """Put one time a second after another, which is there in any case then."""
    end = get(found, second)
    put(found, second, end if isinstance(end, str) else MOMENT)
    later = datetime.fromisoformat(get(found, second)) + ONE_SECOND
    put(found, first, later.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
