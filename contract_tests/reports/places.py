"""Where something differs, in words: some operations with their verb, and a place in their answers or requests."""

from __future__ import annotations

import re
from collections.abc import Collection

from contract_tests.judging.causes import Cause
from contract_tests.judging.looked import ALL, ANSWER
from contract_tests.judging.values import listing
from contract_tests.reports.phrases import code, without_slashes

MOST_NAMED = 3
REQUEST = re.compile(r"request (body|query|header|path) (.*)")


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
    if (answer := ANSWER.fullmatch(place.partition(" of ")[0])) and answer[2]:
        kind = "answers" if any_status or answer[1].startswith("2") else f"{answer[1]} answers"
        shown = place.partition(" of ")[2]
        of = f"{where}, as {code(shown)} shows it" if shown else where
        header = "the header " if answer[2] == "header" else ""
        return f"{header}{_named(answer[3] or '')} in {kind} of {of}"
    if request := REQUEST.fullmatch(place):
        return f"{_named(request[2])} in requests to {where}"
    return f"{code(place)} of {where}"


def verb(cause: Cause, singular: str) -> str:
    """A verb as the number of operations asks for it."""
    names = {one["operation"] for one in cause.alike}
    return singular if len(names) == 1 and ALL not in names else singular.removesuffix("s")


def _named(path: str) -> str:
    return code(without_slashes(path)) if path.strip("/") else "the body"
