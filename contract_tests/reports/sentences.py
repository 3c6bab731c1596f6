"""One sentence for each cause: what changed, and where. What comes from the target stands in backticks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from contract_tests.judging.causes import NULLABLE, Cause
from contract_tests.judging.described import OBJECT, came_instead, field_of, in_styles, names_in
from contract_tests.judging.evidence import observed_with_code
from contract_tests.judging.looked import ALL, ANSWER, DOCUMENTS, group_of
from contract_tests.judging.signs import STATUS, STYLE
from contract_tests.judging.values import listing
from contract_tests.reports.disagreeing import disagreement
from contract_tests.reports.phrases import capital, code
from contract_tests.reports.wording import Json

MOST_NAMED = 3
KEY = "Idempotency-Key"
# The groups of rules that hold answers of different operations against each other.
HELD_TOGETHER = ("agreement", "lifecycle")
DIFFERS = " differs"
FIRST_ANSWER = ", as in the first answer"
CHANGED_TEXT = "the expected text, "
REQUEST = re.compile(r"request (body|query|header|path) (.*)")
CREDENTIAL = re.compile(r"request header Authorization \((.*)\)")
# What no page documents: it comes from the request or from other answers.
OBSERVED = re.compile(r", (?:as|which|since|so)\b|\bas in\b")


def sentence(cause: Cause, everything: Collection[str]) -> str:
    """The sentence of a cause.

    Args:
        cause: The findings that one change explains.
        everything: The operations of the contract.
    """
    finding = cause.leading
    where = operations(dict.fromkeys(one["operation"] for one in cause.alike), everything)
    if group_of(finding.get("rule", "")) in DOCUMENTS:
        return _about_documents(finding, where)
    if "expected" not in finding or "observed" not in finding:
        # A line of an old history says no more.
        return f"{where}: {code(finding['kind'])} at {code(finding['place'])}."
    say = _restyled if cause.root[0] == STYLE[0] else SENTENCES.get(finding["kind"], _differs)
    return say(cause, where)


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
    if (answer := ANSWER.fullmatch(place.partition(" of ")[0])) and answer[3]:
        kind = "answers" if any_status or answer[1].startswith("2") else f"{answer[1]} answers"
        shown = place.partition(" of ")[2]
        of = f"{where}, as {code(shown)} shows it" if shown else where
        header = "the header " if answer[2] == "header" else ""
        return f"{header}{_named(answer[3])} in {kind} of {of}"
    if request := REQUEST.fullmatch(place):
        return f"{_named(request[2])} in requests to {where}"
    return f"{code(place)} of {where}"


def _named(path: str) -> str:
    return code(path.strip("/")) if path.strip("/") else "the body"


def _restyled(cause: Cause, where: str) -> str:
    pairs = in_styles(name for one in cause.findings for name in names_in(one))
    many = f"{len(pairs)} fields" if len(pairs) > 1 else "A field"
    shown = listing(f"{code(old)} and {code(new)}" for old, new, *_ in pairs[:MOST_NAMED])
    return f"{many} in answers of {where} changed between camelCase and snake_case: {shown}."


def _other_object(cause: Cause, where: str) -> str:
    finding = cause.leading
    before, now = (code(f"{{{finding[name].removeprefix(OBJECT)}}}") for name in ("expected", "observed"))
    refused = all(_is_refusal(one["place"]) for one in cause.alike)
    subject = f"Errors of {where}" if refused else capital(place_in_words(finding["place"], where))
    return f"{subject} changed from {before} to {now}."


def _missing_field(cause: Cause, where: str) -> str:
    new = dict.fromkeys(field_of(one) for one in cause.findings if one["kind"] == "undocumented-field")
    gone = dict.fromkeys(map(field_of, cause.alike))
    subject = "Errors" if all(_is_refusal(one["place"]) for one in cause.alike) else "Answers"
    if new and len(gone) == 1:
        return f"{subject} of {where} have {listing(map(code, new))} in place of {listing(map(code, gone))}."
    if new:
        before, now = (code("{" + ", ".join(names) + "}") for names in (gone, new))
        return f"{subject} of {where} changed from {before} to {now}."
    names = [name for one in cause.findings if (name := came_instead(one))]
    field = code(field_of(cause.leading) or cause.leading["place"])
    if len(gone) > 1 and cause.root[0] == NULLABLE:
        return f"{len(gone)} fields that may be null are missing from {subject.lower()} of {where}, such as {field}."
    if names:
        return f"{field} is now {code(names[0])} in {subject.lower()} of {where}."
    return f"{field} is missing from {subject.lower()} of {where}."


def _undocumented_field(cause: Cause, where: str) -> str:
    kind = "Errors" if _is_refusal(cause.leading["place"]) else "Answers"
    return f"{kind} of {where} have a new field {code(field_of(cause.leading) or cause.leading['place'])}."


def _missing_header(cause: Cause, where: str) -> str:
    statuses = _statuses(cause)
    kind = f"{min(statuses)} answers" if len(statuses) == 1 and min(statuses) >= "3" else "answers"
    return f"The header {code(cause.leading['place'].rpartition(' ')[2])} is missing from {kind} of {where}."


def _new_value(cause: Cause, where: str) -> str:
    finding = cause.leading
    known = finding["expected"].removeprefix("one of the documented ")
    beside = f" beside {code(known)}" if known != finding["expected"] else ""
    return f"{capital(place_in_words(finding['place'], where))} has the new value {code(finding['observed'])}{beside}."


def _status(cause: Cause, where: str) -> str:
    finding = cause.leading
    documented, _, why = finding["expected"].partition(", since ")
    expected = STATUS.findall(documented)
    observed = finding["observed"].removeprefix("accepted with ")
    if observed >= "4":
        observed = observed_with_code(finding)
    if finding.get("rule") == "idempotency/another-body-conflicts" and finding["place"].startswith("request body"):
        differs = f"{code(why.removesuffix(DIFFERS))}{DIFFERS}" if why.endswith(DIFFERS) else code(why)
        other = f"A body in which {differs} is {code(finding['observed'])} by {where}"
        return f"{other}, though its {code(KEY)} was used before and {code(documented)} is documented."
    refused_field = REQUEST.fullmatch(finding["place"])
    about = f" for {place_in_words(finding['place'], where)}" if refused_field else f" from {where}"
    credentials = dict.fromkeys(found[1] for one in cause.findings if (found := CREDENTIAL.fullmatch(one["place"])))
    if len(credentials) > 1:
        about = f" for {len(credentials)} wrong credentials, such as {code(next(iter(credentials)))}, from {where}"
    if documented.startswith("one of"):
        # A success in place of the documented one, or a refusal in place of the only one of its class.
        expected = [one for one in expected if one[0] == observed[:1]]
        documented = expected[0] if len(expected) == 1 else documented
    if len(expected) != 1:
        listed = f" where {code(', '.join(expected))} are documented" if expected else ", which is not documented"
        return f"{capital(code(observed))} comes{about}{listed}."
    since = f", since {code(why)}" if why and _has_one_reason(cause) else ""
    return f"{capital(code(observed))} comes{about} where {code(documented)} is documented{since}."


def _duplicate(cause: Cause, where: str) -> str:
    rules = {one.get("rule", "") for one in cause.findings}
    if "idempotency/replay" in rules:
        return f"A request that comes again with its {code(KEY)} is carried out again by {where}."
    if "idempotency/two-at-once" in rules:
        return f"Two requests at once with one {code(KEY)} get two different answers from {where}."
    return _differs(cause, where)


def _fields(cause: Cause, where: str) -> str:
    fields = dict.fromkeys(map(field_of, cause.alike))
    if len(fields) == 1:
        return _differs(cause, where)
    finding = cause.leading
    example = code(field_of(finding))
    if finding["kind"] == "type":
        types = f"{code(finding['observed'])} where {code(finding['expected'])} is documented"
        return f"{len(fields)} fields in answers of {where} are {types}, such as {example}."
    return f"{len(fields)} fields in answers of {where} do not keep to {code(finding['expected'])}, such as {example}."


def _server_error(cause: Cause, where: str) -> str:
    return f"{capital(where)} failed with {code(cause.leading['observed'])}."


def _no_answer(cause: Cause, where: str) -> str:
    return f"No answer came from {where}: {code(cause.leading['observed'])}."


def _differs(cause: Cause, where: str) -> str:
    """What differs, for all kinds that have no words of their own."""
    finding = cause.leading
    if group_of(finding.get("rule", "")) in HELD_TOGETHER and (said := disagreement(cause.findings)):
        return said
    first, is_replay, _ = finding["expected"].partition(FIRST_ANSWER)
    if is_replay:
        again = f"A request that comes again with its {code(KEY)} gets {code(finding['observed'])} from {where}"
        return f"{again}, where the first answer had {code(first)}."
    place = capital(place_in_words(finding["place"], where, any_status=len(_statuses(cause)) > 1))
    expected = _documented(finding["expected"], keeps_reason=_has_one_reason(cause))
    acting, _, shown = finding["place"].partition(" of ")
    answer = ANSWER.fullmatch(acting)
    if shown and answer:
        at = f" at {code(field.strip('/'))}" if (field := str(acting.rpartition(" ")[2])).startswith("/") else ""
        if finding["observed"] == "absent" and at:
            return f"After {where}, {code(shown)} shows nothing{at} where {expected}."
        return f"After {where}, {code(shown)} shows {code(finding['observed'])}{at} where {expected}."
    how, why = finding["observed"].removeprefix(CHANGED_TEXT), finding["expected"].partition(", ")[2]
    if how != finding["observed"] and why:
        return f"{place} comes {code(how)}, not {code(why)}."
    return f"{place} is {_observed(finding)} where {expected}."


def _observed(finding: Json) -> str:
    """What was observed; of an object in place of something else, its fields as well."""
    fields = list((finding.get("observed_schema") or {}).get("properties", {})) if finding["kind"] == "type" else []
    fields = fields[:MOST_NAMED] if finding["observed"] == "object" else []
    return f"{code('object')} with {listing(map(code, fields))}" if fields else code(finding["observed"])


def _documented(expected: str, *, keeps_reason: bool) -> str:
    """What was expected, and whether a page says so or an earlier answer or request."""
    if expected.startswith("one of "):
        return f"one of {code(expected.removeprefix('one of '))} is documented"
    shown = expected if keeps_reason else expected.partition(", since ")[0]
    return f"{code(shown)} is {'expected' if OBSERVED.search(expected) else 'documented'}"


def _about_documents(finding: Json, where: str) -> str:
    who = "The vendor's OpenAPI" if group_of(finding["rule"]) == "vendor-openapi" else "The documentation"
    place = f"{code(finding['place'].removeprefix('vendor-openapi'))} of {where}"
    if "expected" not in finding or "observed" not in finding:
        return f"{who} differs at {place}."
    return f"{who} has {code(finding['observed'])} for {place}, the spec has {code(finding['expected'])}."


def _statuses(cause: Cause) -> set[str]:
    """The statuses of the answers that show a change."""
    return {answer[1] for one in cause.alike if (answer := ANSWER.match(one["place"]))}


def _has_one_reason(cause: Cause) -> bool:
    """Whether all findings of a change say the same of why something else was expected."""
    return len({one.get("expected", "").partition(", since ")[2] for one in cause.alike}) == 1


def _is_refusal(place: str) -> bool:
    answer = ANSWER.match(place)
    return bool(answer and answer[1] >= "4")


SENTENCES: dict[str, Callable[[Cause, str], str]] = {
    "other-object": _other_object,
    "missing-field": _missing_field,
    "undocumented-field": _undocumented_field,
    "missing-header": _missing_header,
    "new-value": _new_value,
    "status": _status,
    "duplicate": _duplicate,
    "format": _fields,
    "type": _fields,
    "server-error": _server_error,
    "no-answer": _no_answer,
}
