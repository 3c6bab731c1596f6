"""Mutants of numbers and times that come back otherwise: capped, rounded, in another unit, in another zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from contract_tests.mock import HttpRules
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import Tables, by_hand, reading
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at
from contract_tests.mutants.selection import each_time
from contract_tests.mutants.wire import Answer, Call
from scripts.spec.pointers import each, parent, split
from scripts.spec.spec import Spec

Number = Callable[[int], int]
Time = Callable[[datetime], Any]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what becomes of a number or a time on its way."""
    yield from by_hand(spec, "in transit", TABLES)


NUMBERS: dict[str, Number] = {
    "is capped at 10": lambda number: min(number, 10),
    "is capped at 50": lambda number: min(number, 50),
    "is capped at 100": lambda number: min(number, 100),
    "is capped at 1000": lambda number: min(number, 1000),
    "is one less above 10": lambda number: number - (number > 10),
    "is rounded to tens above 10": lambda number: round(number, -1) if number > 10 else number,
    "is rounded to hundreds above 100": lambda number: number // 100 * 100 if number > 100 else number,
    "keeps one byte": lambda number: number % 256 or 1,
    "becomes the default above 20": lambda number: 3 if number > 20 else number,
}
OTHERS: dict[str, Number] = {
    "is capped at 10": lambda number: min(number, 10),
    "is at least 3": lambda number: max(number, 3),
    "is one less": lambda number: max(number - 1, 0),
    "is in milliseconds": lambda number: number * 1000,
}


def _read(pointer: str, change: Number) -> type[HttpRules]:
    """Rules that read the numbers at a pointer of the body otherwise, and store them so."""
    name = split(pointer)[-1]

    def read(body: dict[str, Any]) -> dict[str, Any]:
        for holder in each(body, parent(pointer)):
            if isinstance(holder, dict) and isinstance(holder.get(name), int):
                holder[name] = change(holder[name])
        return body

    return reading(read)


def _numbers(name: str, pointer: str, table: dict[str, Number]) -> dict[str, How]:
    return {f"{name} {what}": _read(pointer, change) for what, change in table.items()}


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


TIMES: dict[str, Time] = {
    "is two hours later, in the same zone": lambda time: _iso(time + timedelta(hours=2)),
    "is a zone earlier": lambda time: _iso(time - timedelta(hours=5)),
    "has lost its zone": lambda time: time.isoformat(timespec="milliseconds").removesuffix("+00:00"),
    "has a zone that does not belong to it": lambda time: time.isoformat(timespec="seconds").replace("+00:", "+09:"),
    "is the beginning of its day": lambda time: time.strftime("%Y-%m-%dT00:00:00.000Z"),
    "is a day alone": lambda time: time.strftime("%Y-%m-%d"),
    "is in seconds": lambda time: int(time.timestamp()),
    "is in milliseconds, in a text": lambda time: str(int(time.timestamp() * 1000)),
    "has a space in its middle": lambda time: _iso(time).replace("T", " ").rstrip("Z"),
    "is as people write it": lambda time: time.strftime("%d %b %Y %H:%M"),
}


def _time(pointer: str, change: Time) -> How:
    return at(pointer, lambda time: change(datetime.fromisoformat(time)) if isinstance(time, str) else time)


def _times(name: str, pointer: str, *starts: str) -> dict[str, How]:
    return {
        f"{name} {what}": _time(pointer, change) for what, change in TIMES.items() if what.startswith(starts or ("",))
    }


def drifting(pointer: str, minutes: float = 1) -> Change:
    """Times that move on at each answer."""

    def rewrite(turn: int, call: Call, answer: Answer) -> None:
        def moved(time: Any) -> Any:
            if not isinstance(time, str):
                return time
            return _iso(datetime.fromisoformat(time) + turn * timedelta(minutes=minutes))

        at(pointer, moved)(call, answer)

    return each_time(rewrite)


UNEQUAL = ("is a zone", "is the", "has lost")
TABLES: Tables = {
    ("createProductionTest", "listProductionTests"): _numbers("maxStamps", "/maxStamps", NUMBERS),
    ("updateApp", "getApp", "listApps"): {
        **_numbers("retryAttempts", "/webhookConfig/retryAttempts", OTHERS),
        **_numbers("timeoutSeconds", "/webhookConfig/timeoutSeconds", OTHERS),
    },
    ("createProductionTest",): _times("createdAt", "/createdAt"),
    ("listProductionTests", "getProductionTestReport"): {
        **_times("expiresAt", "/*/challenge/expiresAt", *UNEQUAL),
        **_times("completedAt", "/*/challenge/completedAt", *UNEQUAL),
        "expiresAt moves on at each read": drifting("/*/challenge/expiresAt"),
        "createdAt moves on at each read": drifting("/*/challenge/createdAt"),
        "createdAt of requests moves on at each read": drifting("/*/request/createdAt"),
    },
    ("getProductionTestReport", "listProductionTests"): {
        **_times("createdAt", "/challenge/createdAt", *UNEQUAL),
        "expiresAt moves on at each read": drifting("/challenge/expiresAt"),
        "completedAt moves on at each read": drifting("/challenge/completedAt"),
    },
    ("getApp", "listApps"): {
        **_times("createdAt", "/createdAt", *UNEQUAL),
        "createdAt moves on at each read": drifting("/createdAt"),
    },
    ("getWorkflow", "listWorkflows", "getApp"): {
        **_times("createdAt", "/createdAt", *UNEQUAL),
        "updatedAt moves on at each read": drifting("/updatedAt"),
    },
    ("getWorkspace",): {
        **_times("createdAt", "/createdAt", "has lost", "is a day", "is in s"),
        "createdAt moves on at each read": drifting("/createdAt", 60),
    },
    ("createApp", "getApp", "listApps"): {
        **_times("createdAt", "/createdAt", "is two", "is the"),
    },
}
