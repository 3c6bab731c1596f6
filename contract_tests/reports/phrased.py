"""Sentences for expectations that a rule says in a phrase of its own: the phrase, a verb and the rest of a sentence."""

from __future__ import annotations

import re

from contract_tests.judging.causes import Cause
from contract_tests.judging.consequences import CHANGES_NOTHING
from contract_tests.judging.described import field_of, path_of
from contract_tests.reports.phrases import code, words
from contract_tests.reports.places import after, does, place_and_reader

# `{0}` is what stands in the brackets of the phrase, `{seen}` what was observed, `{place}` the field at its place.
PHRASED = (
    (r"only what belongs to (.*)", "lists", "{seen}, where only what belongs to {0} is expected"),
    (
        r"an address that ends in ('[^/]*'), as the body names it (.*)",
        "sends",
        "a `Location` that ends in {seen}, and a body in which {1} is {0}",
    ),
    (r"(.*) alone with the (.*)", "lists", "{seen} as well, with the {1} that was given to {0} alone"),
    (r"what has settled listed as settled alone", "lists", "{seen}, though that has settled"),
    (r"((?:disabled|unknown|never) value '.*) refused", "takes", "the {0} for {place}, which is to be refused: {seen}"),
    (
        r"requests that keep to every limit accepted each time",
        "refuses",
        "some requests that keep to every limit, and accepts the same ones later: {seen}",
    ),
    (r"shown, since (\w+) asks for (.*)", "leaves", "out {1}, though {0} asks for it: {seen}"),
    (r"nothing created", "creates", "something, though it answers that it does not: {seen}"),
)
EFFECT = re.compile(rf".*, as (\w+) showed (.*) before \w+, {CHANGES_NOTHING}", re.DOTALL)
GONE_AS_WELL = re.compile(r"what stood beside the deleted (.*)", re.DOTALL)


def phrased(cause: Cause, where: str) -> str:
    """The sentence for an expectation that is one of these phrases; empty for others."""
    finding = cause.leading
    for phrase, verb, rest in PHRASED:
        if found := re.fullmatch(phrase, finding["expected"], re.DOTALL):
            place = code(field_of(finding) or "a parameter")
            said = rest.format(*map(words, found.groups()), seen=words(finding["observed"]), place=place)
            return f"{does(where, verb)} {said}."
    return _effect(cause, where) or _gone_as_well(cause, where)


def _effect(cause: Cause, where: str) -> str:
    """What an operation has changed of a thing that it was to leave alone."""
    place, reader = place_and_reader(cause.leading)
    found = EFFECT.fullmatch(cause.leading["expected"])
    if not found or not reader:
        return ""
    field = path_of(place).strip("/")
    what = f"{code(field)} in what" if field else "what"
    if found[2] == "it":
        return f"{does(where, 'changes')} {what} {code(reader)} shows, which it is to leave alone."
    of = words(found[2])
    return f"{does(where, 'changes')} {what} {code(reader)} shows of {of}, which is not what it was called on."


def _gone_as_well(cause: Cause, where: str) -> str:
    finding = cause.leading
    _, reader = place_and_reader(finding)
    deleted = GONE_AS_WELL.fullmatch(finding["expected"])
    if not deleted or not reader:
        return ""
    gone = words(finding["observed"].removesuffix(" gone as well"))
    return f"{after(where)} deleted {words(deleted[1])}, {code(reader)} no longer lists {gone} either."
