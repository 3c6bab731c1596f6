"""Where something differs, in words: some operations with their verb, and a place in their answers or requests."""

from __future__ import annotations

import re
from collections.abc import Collection

from contract_tests.judging.finding import OF
from contract_tests.judging.looked import ALL, ANSWER
from contract_tests.judging.values import listing
from contract_tests.reports.phrases import capital, code, without_slashes
from contract_tests.reports.wording import Json

MOST_NAMED = 3
REQUEST = re.compile(r"request (body|query|header|path)(?: (.*))?")


def operations(names: Collection[str], everything: Collection[str]) -> str:
    """Some operations in words: `all 4 operations`, or the first three by name and how many more."""
    if len(everything) > 1 and set(everything) <= set(names):
        return f"all {len(everything)} operations"
    if ALL in names:
        return "all operations"
    order = [*(name for name in everything if name in names), *(name for name in names if name not in everything)]
    listed = [code(name) for name in order]
    more = len(listed) - MOST_NAMED
    return listing([*listed[:MOST_NAMED], f"{more} more"] if more > 1 else listed)


def place_in_words(place: str, where: str, *, any_status: bool = False) -> str:
    """Where a difference is: `title` in requests to an operation, or in its answers, whatever their status."""
    within, _, shown = place.partition(OF)
    if (answer := ANSWER.fullmatch(within)) and answer[2]:
        kind = "answers" if any_status or answer[1].startswith("2") else f"{answer[1]} answers"
        of = f"{where}, as {code(shown)} shows it" if shown else where
        header = "the header " if answer[2] == "header" else ""
        return f"{header}{_named(answer[3] or '')} in {kind} of {of}"
    if request := REQUEST.fullmatch(place):
        return f"{_named(request[2] or '')} in requests to {where}"
    return f"{code(place)} of {where}"


def place_and_reader(finding: Json) -> tuple[str, str]:
    """The place of a finding, and the operation that shows it, which is empty for the one that the finding is about."""
    place, _, reader = finding["place"].partition(OF)
    return place, reader


def does(where: str, verb: str) -> str:
    """Some operations at the start of a sentence, with a verb as their number asks for it."""
    is_one = " and " not in where and not where.startswith("all ")
    of_many = "do" if verb == "does" else verb.removesuffix("s")
    return f"{capital(where)} {verb if is_one else of_many}"


def after(where: str) -> str:
    """What came before, at the start of a sentence: `After `a` or `b``, since each of several was followed by it."""
    first, _, last = where.rpartition(" and ")
    return f"After {first} or {last}" if first else f"After {where}"


def _named(path: str) -> str:
    return code(without_slashes(path)) if path.strip("/") else "the body"
