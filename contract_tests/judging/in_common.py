"""What the requests that show a finding have in common, and what the others lack; or how they differ least."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from contract_tests.judging.facts import (
    BODY,
    CHARACTERS,
    HEADER,
    ITEMS,
    KINDS,
    LENGTH,
    MADE,
    MADE_HERE,
    PARTS,
    PATH,
    QUERY,
    SIZE,
    THERE_BEFORE,
    USE,
    WINDOW,
    Facts,
    Name,
    Unsaid,
)
from contract_tests.judging.values import describe, is_equal, is_number, listing, number_of, shortened
from contract_tests.judging.windows import WINDOWS

MOST_SAID = 2
MOST_KINDS = 3
# One answer differs from the others in many ways that mean nothing.
LEAST_UNAFFECTED = 2
# Whose things they are tells nothing where there are but a few owners.
LEAST_OWNERS = 5
MOST_OWNERS = 2
# So many forms of requests are compared, each with each, for the two that differ least.
MOST_COMPARED = 20
# What is known of a text, and the unit that its size is counted in.
UNITS = {LENGTH: "characters", SIZE: "bytes"}
OF_TEXTS = (CHARACTERS, *UNITS)
IT_VARIES = ": it comes and goes"
COMES_AND_GOES = f"though the same request was also answered as expected{IT_VARIES}"
ALIKE = "though requests like it were answered as expected, too"
BY_CHANCE = ", which may be chance"
SINCE_THE_FIRST = "in each answer since the first that shows it"
WITHOUT_KEY = "only without the run's key"
# What is said where all affected requests are of one kind, and no other is.
SAID = {
    MADE_HERE: "only for what this run has made",
    THERE_BEFORE: "only for what was there before this run",
    **{where: f"only where the window is {where} of the list" for where in WINDOWS},
}
# How often a key has come by its second use.
AGAIN = 2


def in_common(
    affected: Iterable[Facts], others: Iterable[Facts], about: str, *, compares: bool, is_since: bool
) -> list[str]:
    """What all the affected requests have and none of the others has, such as `only with offset 20`; two at most.

    What is so about the field `about` is said alone, since the rest is likely to be so by chance. `compares` tells that
    an answer was held against others, so that one alone does not tell whether it has the fault; `is_since` that all
    the others like the affected ones came before them.
    """
    affected, others = list(affected), list(others)
    if not affected or len(others) < LEAST_UNAFFECTED:
        return []
    if not any(one.authentic for one in affected) and all(one.authentic for one in others):
        return [WITHOUT_KEY]
    names = dict.fromkeys(name for facts in (*affected, *others) for name in facts.values)
    order = sorted(filter(lambda name: _may_tell(name, about), names), key=lambda name: PARTS.index(name[0]))
    said = {name: words for name in order if (words := _said(name, affected, others))}
    # Where the characters tell, so do the bytes.
    known = {field for part, field in said if part in (CHARACTERS, LENGTH)}
    said = {name: words for name, words in said.items() if name[0] != SIZE or name[1] not in known}
    own = [words for (_, field), words in said.items() if field == about]
    if about and not own:
        said = {name: words + (BY_CHANCE if name[0] in (BODY, ITEMS) else "") for name, words in said.items()}
    return (own or list(said.values()) or list(_otherwise(affected, others, compares, is_since)))[:MOST_SAID]


def accepted_beside(refused: Iterable[Facts], accepted: Iterable[Facts], field: str) -> list[str]:
    """What was accepted in a field in whose place other values were refused: the longest text, the nearest numbers.

    Before it stands which characters the refused texts have, and no accepted one.
    """
    refused, accepted = list(refused), list(accepted)
    if not refused or not accepted:
        return []
    characters = _said((CHARACTERS, field), refused, accepted)
    return [*([characters] if characters else []), *_nearest_accepted(refused, accepted, field)]


def _nearest_accepted(refused: list[Facts], accepted: list[Facts], field: str) -> list[str]:
    for name in ((LENGTH, field), (ITEMS, field), (BODY, field), (QUERY, field)):
        odd, known = (_numbers(name, some) for some in (refused, accepted))
        if odd and known and name[0] == ITEMS:
            if max(known) >= max(odd):
                return ["as many others were accepted"]
            return [f"no more than {max(known)} at once were accepted"] if max(known) < min(odd) else []
        if odd and known:
            below, above = [one for one in known if one < min(odd)], [one for one in known if one > max(odd)]
            if name[0] != LENGTH:
                nearest = [str(one) for one in (max(below, default=None), min(above, default=None)) if one is not None]
                return [f"{one} was accepted" for one in nearest]
            if max(known) >= max(odd):
                return ["one of as many characters or more was accepted"]
            return [f"the longest that was accepted has {number_of(max(known), 'character')}"]
    return []


def _numbers(name: Name, facts: list[Facts]) -> list[Any]:
    return [one.values[name] for one in facts if is_number(one.values.get(name))]


def _may_tell(name: Name, about: str) -> bool:
    """Whether a fact is one to be said: what is in one text says nothing about another field."""
    return name[0] not in OF_TEXTS or about in ("", name[1])


def _otherwise(affected: list[Facts], others: list[Facts], compares: bool, is_since: bool) -> Iterator[str]:
    """Where nothing tells the affected requests from the others: whose they are, or that requests like them differ."""
    for name in dict.fromkeys(name for facts in affected for name in facts.values if name[0] == PATH):
        mine, theirs = ([one.values.get(name) for one in facts] for facts in (affected, others))
        owners = list(dict.fromkeys(mine))
        count, said = len({*mine, *theirs}), not any(isinstance(one, Unsaid) for one in (*mine, *theirs))
        if len(owners) > 1 and count >= LEAST_OWNERS and said and not set(mine) & set(theirs):
            more = " among others" if len(owners) > MOST_OWNERS else ""
            named = listing(map(describe_plainly, owners[:MOST_OWNERS]))
            spared = shortened(list(dict.fromkeys(theirs)), MOST_OWNERS, describe_plainly)
            which = f"{len(owners)} of the {count} values of {name[1]} that were asked for"
            yield f"always for {named}{more}, {which}, and never for {spared}"
            return
    if compares:
        return
    unaffected = {one.whole for one in others}
    if any(one.whole in unaffected for one in affected):
        yield SINCE_THE_FIRST if is_since else COMES_AND_GOES
    elif (differing := _least_differing(affected, others)) is not None:
        yield f"though {listing(differing)} was answered as expected" if differing else _alike(affected, others)


def _alike(affected: list[Facts], others: list[Facts]) -> str:
    """That nothing tells some requests from others, but perhaps whose they are."""
    for name in (name for name in affected[0].values if name[0] == PATH):
        mine, theirs = ({one.values.get(name) for one in facts} for facts in (affected, others))
        if not mine & theirs:
            return f"though requests like it with another {name[1]} were answered as expected"
    return ALIKE


def _least_differing(affected: list[Facts], others: list[Facts]) -> list[str] | None:
    """In what the two requests differ that are most alike, one of either kind; None where that is too much to say."""
    mine, theirs = _forms(affected), _forms(others)
    one, other = min(product(mine, theirs), key=lambda pair: _distance(*pair))
    telling = {name[1] for name in one.keys() | other.keys() if _tells(name, one, other, mine)}
    differing = [words for field, words in _differing(one, other).items() if field in telling]
    return differing if len(differing) <= MOST_SAID else None


def _tells(name: Name, one: dict[Name, Any], other: dict[Name, Any], affected: list[dict[Name, Any]]) -> bool:
    """Whether an unaffected request has something otherwise, which is no number between those of affected ones."""
    value, numbers = other.get(name), [form[name] for form in affected if is_number(form.get(name))]
    is_between = is_number(value) and bool(numbers) and min(numbers) < value < max(numbers)
    return (name in one) != (name in other) or (not is_equal(one.get(name), value) and not is_between)


def _distance(mine: dict[Name, Any], theirs: dict[Name, Any]) -> tuple[int, int, float]:
    """How far two requests are from each other: in how many fields, in how many that one lacks, by which numbers."""
    lacking = {name for _, name in mine} ^ {name for _, name in theirs}
    both = [(mine[name], theirs[name]) for name in mine.keys() & theirs.keys()]
    apart = sum(abs(one - other) for one, other in both if is_number(one) and is_number(other))
    return len(_differing(mine, theirs)), len(lacking), apart


def _forms(facts: list[Facts]) -> list[dict[Name, Any]]:
    """Requests without what differs from one to the next: whose they are, and texts but for the kinds of characters."""
    found: list[dict[Name, Any]] = []
    for one in facts:
        kept = {name: value for name, value in one.values.items() if name[0] not in (WINDOW, MADE, PATH, LENGTH, SIZE)}
        form = {name: Unsaid(0) if isinstance(value, Unsaid) else value for name, value in kept.items()}
        if form not in found:
            found.append(form)
        if len(found) == MOST_COMPARED:
            break
    return found


def _differing(mine: dict[Name, Any], theirs: dict[Name, Any]) -> dict[str, str]:
    """Each field that a request has otherwise than another one, with how the other one has it."""
    fields = {name for _, name in mine.keys() | theirs.keys()}
    found = {}
    for field in sorted(fields):
        parts = [part for part in PARTS if not is_equal(mine.get((part, field)), theirs.get((part, field)))]
        has, had = (any(name[1] == field for name in one) for one in (theirs, mine))
        if parts or has != had:
            another = "a new" if parts == [USE] and theirs.get((USE, field)) == 1 else "another"
            how = "one without" if not has else "one with" if not had else f"one with {another}"
            # A number tells more than that it is another one.
            value = next((theirs[part, field] for part in (QUERY, BODY) if is_number(theirs.get((part, field)))), None)
            found[field] = f"{how} {field}" if value is None or not had else f"one with {field} {value}"
    return found


def _said(name: Name, affected: list[Facts], others: list[Facts]) -> str | None:
    """What tells the affected requests from the others by one parameter or field, or None."""
    part, field = name
    mine, theirs = ([one.values[name] for one in facts if name in one.values] for facts in (affected, others))
    if part in (WINDOW, MADE):
        # One of a few words, which every request that has any has.
        alike = len(mine) == len(affected) and len({*mine}) == 1 and theirs and mine[0] not in theirs
        return SAID[mine[0]] if alike else None
    if part == USE:
        return _by_use(field, mine, theirs, len(affected))
    if not mine and len(theirs) == len(others) and part in (QUERY, BODY, HEADER):
        return f"only when {field} is not sent"
    if len(mine) < len(affected):
        return None
    if not theirs and part in (BODY, HEADER):
        return f"only when {field} is sent"
    if not theirs and part in OF_TEXTS:
        return None
    if part == CHARACTERS:
        kinds = [kind for kind in KINDS if all(kind in one for one in mine)]
        telling = [kind for kind in kinds if not any(kind in one for one in theirs)]
        return f"only where {field} has {shortened(telling, MOST_KINDS)}" if telling else None
    return next(_by_value(name, mine, theirs), None)


def _by_use(header: str, mine: list[int], theirs: list[int], affected: int) -> str | None:
    """Whether the affected requests had a key that had come before."""
    least, most = min(mine, default=0), max(theirs, default=0)
    if len(mine) < affected or least < AGAIN or least <= most:
        return None
    times = "" if least == AGAIN else f" {least - 1} times"
    return f"only when the {header} had been sent before{times}"


def _by_value(name: Name, mine: list[Any], theirs: list[Any]) -> Iterator[str]:
    part, first = name[0], mine[0]
    if all(one is None for one in mine) and None not in theirs:
        yield f"only with {_valued(name, first)}"
    if any(isinstance(one, Unsaid) for one in (*mine, *theirs)):
        return
    # A text is often used once, and tells nothing then.
    telling = part not in OF_TEXTS and (len(mine) > 1 or not isinstance(first, str))
    if telling and all(is_equal(one, first) for one in mine) and not any(is_equal(one, first) for one in theirs):
        yield f"only {'for' if part == PATH else 'with'} {_valued(name, first)}"
    elif all(map(is_number, (*mine, *theirs))):
        if not theirs or min(mine) > max(theirs):
            yield f"only with {_valued(name, min(mine))} and more"
        elif part == LENGTH and max(mine) == 0 < min(theirs):
            yield f"only when {name[1]} is empty"
        elif max(mine) < min(theirs):
            yield f"only with {_valued(name, max(mine))} and less"


def _valued(name: Name, value: Any) -> str:
    """A parameter with its value, `offset 20`; how many items a list has, `3 providerIds`, or characters a text."""
    part, field = name
    if part in UNITS:
        return f"{field} of {value} {UNITS[part]}"
    return f"{value} {field}" if part == ITEMS else f"{field} {describe_plainly(value)}"


def describe_plainly(value: Any) -> str:
    """A value as it stands in an address: a text of word characters without quotation marks."""
    return value if isinstance(value, str) and value.replace("-", "").isalnum() else describe(value)
