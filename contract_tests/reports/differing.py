"""One difference in a sentence with a verb: what an operation accepts, refuses, leaves out, or shows after another."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable
from dataclasses import replace

from contract_tests.judging.causes import Cause
from contract_tests.judging.compared import CHANGED_TEXT, REORDERED, STILL
from contract_tests.judging.consequences import NOT_AT_ALL, NOTHING_REFUSED
from contract_tests.judging.described import COUNT, field_of, path_of, with_reason
from contract_tests.judging.evidence import ANOTHER_SECRET, observed_with_code
from contract_tests.judging.finding import NAMES, OF
from contract_tests.judging.looked import ANSWER, group_of
from contract_tests.judging.signs import MORE_THAN_ONCE, RESPONSE_STATUS
from contract_tests.judging.values import listing
from contract_tests.reports.disagreeing import disagreement
from contract_tests.reports.phrased import phrased
from contract_tests.reports.phrases import capital, code, value_of, without_slashes, words
from contract_tests.reports.places import MOST_NAMED, after, does, place_and_reader, place_in_words
from contract_tests.reports.taking import KEY, accepted_beyond, refused_within, taken_for_known
from contract_tests.reports.wording import Json

# The groups of rules that hold answers of different operations against each other.
HELD_TOGETHER = ("agreement", "lifecycle")
FIRST_ANSWER = ", as in the first answer"
HAS = re.compile(r" (?:missing|among them)$")
LISTED_STILL = re.compile(r"a list without (.*), which was deleted", re.DOTALL)
# Where two values differ first; in how many places besides, the finding says below its sentence.
DIFFERS_AT = re.compile(r"(.*) at (/[^\s,]+)(?:, and .*)?", re.DOTALL)
# A list with more or fewer things than expected.
PART = re.compile(r"(?:array of \d+|\[[^]]*\]), (without|with) (?!another )(.*)", re.DOTALL)
# What is observed ends in a clause of its own.
CLAUSE = re.compile(r", (?:which|each) ")
# What came between a request and the one that repeats it, and what was otherwise where nothing did.
WITH_OTHER_KEYS = re.compile(r", then (\d+ requests? with (?:another key|other keys)); ")
IN_THE_LIST = re.compile(r"(.*'|.* more) (?:once )?in the list(?:, (.*))?", re.DOTALL)
# What another answer showed of the same thing, in a reason.
UNLIKE = re.compile(r"as (\w+) showed it\b")
LISTED_BEFORE = re.compile(r"(.*), as in lists before, and not deleted", re.DOTALL)


def differing(cause: Cause, where: str) -> str:
    """What differs, for all kinds of findings that have no sentence of their own."""
    cause = replace(cause, findings=(_inside(cause.leading), *cause.findings[1:]))
    return next(filter(None, (say(cause, where) for say in SENTENCES)), "") or _is_other(cause, where)


def _inside(finding: Json) -> Json:
    """A finding that compares two whole values, as one about the place in them where they differ first."""
    place, of, reader = finding["place"].partition(OF)
    value, reason = with_reason(finding["expected"])
    inner = DIFFERS_AT.fullmatch(finding["observed"])
    is_same = inner and value.endswith(f" at {inner[2]}") and ANSWER.fullmatch(place)
    # What differs from the first answer to a key has a sentence that says where.
    if not inner or not is_same or FIRST_ANSWER in finding["expected"]:
        return finding
    within = f"{place}{inner[2]}" if path_of(place) else f"{place} {inner[2]}"
    expected = ", ".join(filter(None, [value.removesuffix(f" at {inner[2]}"), reason]))
    return {**finding, "place": f"{within}{of}{reader}", "expected": expected, "observed": inner[1]}


def has_one_reason(cause: Cause) -> bool:
    """Whether all findings of a change say the same of why something else was expected."""
    return len(reasons(cause)) == 1


def reasons(cause: Cause) -> list[str]:
    """Why something else was expected, each reason once whatever it names; an empty one for what a page says."""
    alike = [one.get("expected", "") for one in cause.alike]
    others = [other["expected"] for one in cause.alike for other in one.get("others", ())]
    found = [expected.partition(", since ")[2] for expected in (*alike, *others)]
    return list({NAMES.sub("…", one): one for one in reversed(found)}.values())[::-1]


def statuses(cause: Cause) -> set[str]:
    """The statuses of the answers that show a change."""
    return {answer[1] for one in cause.alike if (answer := ANSWER.match(one["place"]))}


def _disagreement(cause: Cause, where: str) -> str:
    if group_of(cause.leading.get("rule", "")) not in HELD_TOGETHER:
        return ""
    return disagreement([one for one in cause.findings if field_of(one) == field_of(cause.leading)])


def _replay(cause: Cause, where: str) -> str:
    finding = cause.leading
    first, is_replay, _ = finding["expected"].partition(FIRST_ANSWER)
    if not is_replay:
        return ""
    again = f"{does(where, 'answers')} a request that comes again with its {code(KEY)}{_after_others(finding)} with"
    if finding["observed"].endswith(ANOTHER_SECRET):
        place = first.partition(" at ")[2]
        at = f" at {code(without_slashes(place))}" if place else ""
        return f"{again} another secret{at} than in the first answer."
    answer = ANSWER.fullmatch(finding["place"])
    at = f"the header {code(answer[3])} " if answer and answer[2] == "header" else ""
    came = code(observed_with_code(finding)) if finding["place"] == RESPONSE_STATUS else words(finding["observed"])
    return f"{again} {at}{came}, where the first answer had {words(first)}."


def _after_others(finding: Json) -> str:
    """That requests with other keys came in between, where that makes the difference."""
    found = next(filter(None, map(WITH_OTHER_KEYS.search, finding.get("earlier", ()))), None)
    return f" after {found[1]}" if found else ""


def _notice(cause: Cause, where: str) -> str:
    finding = cause.leading
    if finding["kind"] != "notice":
        return ""
    header = code(finding["place"].rpartition(" ")[2])
    return f"{does(where, 'sends')} a notice in the header {header}: {code(finding['observed'])}."


def _leak(cause: Cause, where: str) -> str:
    if cause.leading["expected"] != "no secret":
        return ""
    leaked = capital(words(cause.leading["observed"]))
    return f"{leaked} leaks in {place_in_words(cause.leading['place'], where)}; it is hidden here."


def _left_out(cause: Cause, where: str) -> str:
    listed = LISTED_BEFORE.fullmatch(cause.leading["expected"])
    if not listed or cause.leading["observed"] != "absent":
        return ""
    return f"{does(where, 'leaves')} out {words(listed[1])}, listed before and not deleted since."


def _listed(cause: Cause, where: str) -> str:
    finding = cause.leading
    place, other = place_and_reader(finding)
    if gone := LISTED_STILL.fullmatch(finding["expected"]):
        start, who = (f"{after(where)}, ", code(other)) if other else ("", capital(where))
        return f"{start}{who} still lists {words(gone[1])}, which was deleted."
    listed = IN_THE_LIST.fullmatch(finding["expected"])
    if not listed or other or not ANSWER.fullmatch(place):
        return ""
    since = f", {words(listed[2])}" if listed[2] else ""
    if finding["observed"].startswith(NOT_AT_ALL):
        return f"{does(where, 'does')} not list {words(listed[1])}, which was made before{since}."
    return f"{does(where, 'lists')} {words(listed[1])} {words(finding['observed'])} where once is expected{since}."


def _listed_again(cause: Cause, where: str) -> str:
    finding = cause.leading
    if finding["expected"] == NOTHING_REFUSED:
        return f"{does(where, 'lists')} {words(finding['observed'])}."
    if finding["expected"] == "nothing that was deleted":
        return f"{does(where, 'still lists')} {words(finding['observed'])}, deleted before."
    if finding["expected"] == "each thing once" and finding["observed"].endswith(MORE_THAN_ONCE):
        names = words(finding["observed"].removesuffix(MORE_THAN_ONCE))
        return f"{does(where, 'lists')} {names}{MORE_THAN_ONCE}."
    return ""


def _other_status(cause: Cause, where: str) -> str:
    finding = cause.leading
    place, other = place_and_reader(finding)
    if place != RESPONSE_STATUS:
        return ""
    answers = f"{after(where)}, {code(other)} answers" if other else does(where, "answers")
    return f"{answers} {code(observed_with_code(finding))} where {_expected(cause)}."


def _afterwards(cause: Cause, where: str) -> str:
    finding = cause.leading
    place, other = place_and_reader(finding)
    if not other or not ANSWER.fullmatch(place):
        return ""
    path = path_of(place).strip("/")
    at, shown = f" at {code(path)}" if path else "", f"{after(where)}, {code(other)} shows"
    if finding["observed"].endswith(ANOTHER_SECRET):
        return f"{shown} another secret{at}, not {_reason(finding)}."
    if finding["observed"].endswith(STILL):
        return f"{after(where)}, {code(other)} still shows {_what_was(cause, path)}."
    if how := _how(finding):
        return f"{shown} {code(path) if path else 'the body'} {how}, {_against(finding)}."
    observed = "nothing" if finding["observed"] == "absent" and at else _observed(finding)
    return f"{shown} {observed}{at} where {_expected(cause)}."


def _changed(cause: Cause, where: str) -> str:
    finding = cause.leading
    if finding["observed"].endswith(ANOTHER_SECRET):
        return f"{_place(cause, where)} is another secret, {_against(finding)}."
    if finding["observed"].endswith(STILL):
        return f"{_place(cause, where)} is still {_what_was(cause)}."
    how = _how(finding)
    return f"{_place(cause, where)} comes {how}, {_against(finding)}." if how else ""


def _what_was(cause: Cause, path: str = "") -> str:
    """What stayed as it was, and what it should have become; of a list, only that it stayed."""
    value = cause.leading["observed"].removesuffix(STILL)
    if value.startswith(("[", "array of ")):
        return f"{code(path) + ' ' if path else ''}as it was before, not {_reason(cause.leading)}"
    at = f" at {code(path)}" if path else ""
    return f"{value_of(value)}{at} as before, where {_expected(cause)}"


def _how(finding: Json) -> str:
    """How something came that is almost as expected: a text that was changed, a list with more or less in it."""
    if finding["observed"].startswith(CHANGED_TEXT):
        return words(finding["observed"].removeprefix(CHANGED_TEXT))
    if not finding["observed"].endswith(STILL) and (reordered := REORDERED.search(finding["observed"])):
        return reordered[1]
    part = PART.fullmatch(finding["observed"])
    return f"{part[1]} {words(part[2])}" if part else _list_difference(finding)


def _list_difference(finding: Json) -> str:
    """What one of two short lists has, and the other has not; nothing where both have something of their own."""
    try:
        expected, observed = literal_eval(with_reason(finding["expected"])[0]), literal_eval(finding["observed"])
    except (ValueError, SyntaxError):
        return ""
    if not (isinstance(expected, list) and isinstance(observed, list) and expected and observed):
        return ""
    missing, more = ([repr(x) for x in a if x not in b] for a, b in ((expected, observed), (observed, expected)))
    if bool(missing) == bool(more):
        return ""
    return f"without {listing(map(code, missing))}" if missing else f"with {listing(map(code, more))} besides"


def _is_other(cause: Cause, where: str) -> str:
    observed = cause.leading["observed"]
    if cause.leading["kind"] == "invariant":
        documented = words(cause.leading["expected"])
        return f"{_place(cause, where)} is {words(observed)}, though it is documented to be {documented}."
    shows = "holds" if COUNT.fullmatch(observed) else "has" if HAS.search(observed) else "is"
    comma = "," if CLAUSE.search(observed) else ""
    return f"{_place(cause, where)} {shows} {_observed(cause.leading)}{comma} where {_expected(cause)}."


def _place(cause: Cause, where: str) -> str:
    return capital(place_in_words(cause.leading["place"], where, any_status=len(statuses(cause)) > 1))


def _observed(finding: Json) -> str:
    """What was observed; of an object in place of something else, its fields as well."""
    if finding["observed"] == "absent":
        return "missing"
    fields = list((finding.get("observed_schema") or {}).get("properties", {})) if finding["kind"] == "type" else []
    fields = fields[:MOST_NAMED] if finding["observed"] == "object" else []
    shown = value_of(finding["observed"])
    return f"{shown} with {listing(map(code, fields))}" if fields else shown


def _expected(cause: Cause) -> str:
    """What was expected, and whether a page says so or an earlier answer or request."""
    finding = cause.leading
    value, reason = with_reason(finding["expected"])
    if not reason:
        return f"{value_of(value)} is documented"
    is_said = not reason.startswith("since ") or has_one_reason(cause)
    value = "nothing" if value == "absent" else value_of(value)
    is_many = COUNT.fullmatch(value) and not value.startswith("1 ")
    verb = "are" if is_many or "` and `" in value else "is"
    return f"{value} {verb} expected{f', {words(reason)}' if is_said else ''}"


def _against(finding: Json) -> str:
    """What something is held against: `not as it was sent`, `unlike what listApps showed before`."""
    _, reason = with_reason(finding["expected"])
    is_shown = UNLIKE.match(reason)
    return words(UNLIKE.sub(r"unlike what \1 showed", reason)) if is_shown else f"not {_reason(finding)}"


def _reason(finding: Json) -> str:
    """Why something was expected: `as it was sent`."""
    value, reason = with_reason(finding["expected"])
    return words(reason or value)


SENTENCES: tuple[Callable[[Cause, str], str], ...] = (
    _disagreement,
    _replay,
    _notice,
    _leak,
    _left_out,
    phrased,
    _listed,
    _listed_again,
    _other_status,
    accepted_beyond,
    refused_within,
    taken_for_known,
    _afterwards,
    _changed,
)
