"""One sentence for each cause: what changed, and where. What comes from the target stands in backticks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from contract_tests.judging.causes import NULLABLE, Cause
from contract_tests.judging.consequences import misnamed, refuses_header
from contract_tests.judging.context import STATUS, TOGETHER
from contract_tests.judging.described import OBJECT, came_instead, field_of, in_styles, names_in, path_of
from contract_tests.judging.earlier_requests import AT_ONCE, IN_PLACE_OF
from contract_tests.judging.evidence import observed_with_code
from contract_tests.judging.items import is_of_some
from contract_tests.judging.looked import DOCUMENTS, group_of
from contract_tests.judging.signs import STYLE
from contract_tests.judging.values import listing, shortened
from contract_tests.reports.differing import differing, reasons, statuses
from contract_tests.reports.phrases import capital, code, without_slashes, words
from contract_tests.reports.places import MOST_NAMED, REQUEST, does, operations, place_in_words
from contract_tests.reports.taking import KEY, accepted_body, accepted_credentials
from contract_tests.reports.wording import Json

FEW_REASONS = 2
# Refusals that may be for the body of a request.
FOR_BODIES = ("400", "409", "413", "422")


def sentence(cause: Cause, everything: Collection[str]) -> str:
    """The sentence of a cause.

    Args:
        cause: The findings that one change explains.
        everything: The operations of the contract.
    """
    finding = cause.leading
    shown = cause.findings if refuses_header(finding) else cause.alike
    where = operations(dict.fromkeys(one["operation"] for one in shown), everything)
    if group_of(finding.get("rule", "")) in DOCUMENTS:
        return _about_documents(finding, where)
    if "expected" not in finding or "observed" not in finding:
        # A line of an old history says no more.
        return f"{where}: {code(finding['kind'])} at {code(finding['place'])}."
    say = _restyled if cause.root[0] == STYLE[0] else SENTENCES.get(finding["kind"], differing)
    return say(cause, where) + (_as_well(cause) if cause.root[0] == TOGETHER else "") + _follows(cause)


def _follows(cause: Cause) -> str:
    """From what a refusal may follow, in a sentence; empty for everything else."""
    if not cause.follows:
        return ""
    return f" This may follow from the change in {listing(map(code, cause.follows))}, called before."


def _restyled(cause: Cause, where: str) -> str:
    pairs = in_styles(name for one in cause.findings for name in names_in(one))
    many = f"{len(pairs)} fields" if len(pairs) > 1 else "A field"
    shown = listing(f"{code(old)} and {code(new)}" for old, new, *_ in pairs[:MOST_NAMED])
    return f"{many} in answers of {where} changed between camelCase and snake_case: {shown}."


def _as_well(cause: Cause) -> str:
    """A sentence about the other fields that differ for the same reason; empty where there is none."""
    fields = dict.fromkeys(_path_of(one) for one in cause.alike)
    others = [name for name in fields if name and name != _path_of(cause.leading)]
    differ = "differs" if len(others) == 1 else "differ"
    return f" {shortened(others, MOST_NAMED, code)} {differ} as well." if others else ""


def _path_of(finding: Json) -> str:
    return path_of(finding["place"]).strip("/")


def _other_object(cause: Cause, where: str) -> str:
    finding = cause.leading
    before, now = (code(f"{{{finding[name].removeprefix(OBJECT)}}}") for name in ("expected", "observed"))
    refused = all(one >= "4" for one in statuses(cause))
    subject = f"{_answers(cause)} of {where}" if refused else place_in_words(finding["place"], where)
    return f"{capital(subject)} changed from {before} to {now}."


def _missing_field(cause: Cause, where: str) -> str:
    new = dict.fromkeys(field_of(one) for one in cause.findings if one["kind"] == "undocumented-field")
    gone = dict.fromkeys(map(field_of, cause.alike))
    subject = _answers(cause)
    if new and len(gone) == 1:
        return f"{capital(subject)} of {where} have {listing(map(code, new))} in place of {listing(map(code, gone))}."
    if new:
        before, now = (code("{" + ", ".join(names) + "}") for names in (gone, new))
        return f"{capital(subject)} of {where} changed from {before} to {now}."
    names = [name for one in cause.findings if (name := came_instead(one))]
    field = code(_path(cause))
    if len(gone) > 1 and cause.root[0] == NULLABLE:
        return f"{len(gone)} fields that may be null are missing from {subject} of {where}, such as {field}."
    if names:
        return f"{field} is now {code(names[0])} in {subject} of {where}."
    some = "some items in " if is_of_some(cause.leading) else ""
    return f"{field} is missing from {some}{subject} of {where}."


def _path(cause: Cause) -> str:
    """Where a field is within a body, if that is one place; else its name."""
    paths = {_path_of(one) for one in cause.alike}
    return paths.pop() if len(paths) == 1 else field_of(cause.leading) or cause.leading["place"]


def _undocumented_field(cause: Cause, where: str) -> str:
    return f"{capital(_answers(cause))} of {where} have a new field {code(_path(cause))}."


def _missing_header(cause: Cause, where: str) -> str:
    header = code(cause.leading["place"].rpartition(" ")[2])
    return f"The header {header} is missing from {_answers(cause)} of {where}."


def _new_value(cause: Cause, where: str) -> str:
    finding = cause.leading
    known = finding["expected"].removeprefix("one of the documented ")
    beside = f" beside {code(known)}" if known != finding["expected"] else ""
    return f"{capital(place_in_words(finding['place'], where))} has the new value {code(finding['observed'])}{beside}."


def _status(cause: Cause, where: str) -> str:
    if found := misnamed(cause.leading):
        came = code(observed_with_code(cause.leading))
        return f"What {code(found[1])} says it has made is not there: {does(where, 'answers')} {came}."
    return accepted_body(cause, where) or accepted_credentials(cause, where) or _unexpected_status(cause, where)


def _unexpected_status(cause: Cause, where: str) -> str:
    finding = cause.leading
    documented = finding["expected"].partition(", since ")[0]
    expected = known = STATUS.findall(documented)
    observed = finding["observed"].removeprefix("accepted with ")
    if observed >= "4":
        observed = observed_with_code(finding)
    if documented.startswith("one of"):
        # A success in place of the documented one, or a refusal in place of the only one of its class.
        expected = [one for one in expected if one[0] == observed[:1]]
        documented = expected[0] if len(expected) == 1 else documented
    answers = f"{does(where, 'answers')} {code(observed)}{_to_what(cause)}{_to_a_key(cause)}{_at_once(cause)}"
    if len(expected) != 1:
        among = f" among {code(', '.join(known))}" if known else ""
        return f"{answers}, which is not documented{among}."
    each = reasons(cause)
    if not all(each):
        return f"{answers} where {code(documented)} is documented."
    # All of many would hide what the change is.
    others = "" if len(each) <= FEW_REASONS else f", or for {len(each) - 1} other reasons"
    shown = each[:1] if others else each
    return f"{answers} where {code(documented)} is expected, since {', or since '.join(map(words, shown))}{others}."


def _to_what(cause: Cause) -> str:
    """What was answered so: a field, or where a success is documented the query or the body, if it is the same."""
    finding = cause.leading
    if (refused := REQUEST.fullmatch(finding["place"])) and refused[2]:
        return f" for {code(without_slashes(refused[2]))} in the request"
    if not finding["expected"].startswith("2") or finding["observed"] not in FOR_BODIES:
        return ""
    requests = [shown[0]["request"] for one in cause.alike if (shown := one.get("evidence"))]
    queries = {urlsplit(one["url"]).query for one in requests}
    if len(queries) == 1 and (query := queries.pop()):
        return f" to {code(f'?{query}')}"
    if requests and all(one["body"] == {} for one in requests):
        return f" to {code('{}')}"
    named = {tuple(sorted(one["body"])) if isinstance(one["body"], dict) else () for one in requests}
    fields = named.pop() if len(named) == 1 else ()
    return f" to a body with {listing(map(code, fields))}" if 0 < len(fields) <= MOST_NAMED else ""


def _to_a_key(cause: Cause) -> str:
    """Whether the key of the request is new and almost like one that came before."""
    is_near = any(f" with this {KEY}" in line and IN_PLACE_OF in line for line in cause.leading.get("earlier", ()))
    return f" to a new {code(KEY)} that is almost like an earlier one," if is_near else ""


def _duplicate(cause: Cause, where: str) -> str:
    rules = {one.get("rule", "") for one in cause.findings if one["kind"] == cause.leading["kind"]}
    # What is carried out again one after the other is so at once as well.
    bodies = [one for one in cause.findings if one["kind"] == "replay" and "header" not in one["place"]]
    if "idempotency/replay" in {*rules, *(one.get("rule", "") for one in bodies)}:
        return f"A request that comes again with its {code(KEY)} is carried out again by {where}."
    if "idempotency/two-at-once" in rules:
        return _two_at_once(cause, where)
    return differing(cause, where)


def _two_at_once(cause: Cause, where: str) -> str:
    if cause.leading["observed"] != "neither of them":
        return f"Two requests at once with one {code(KEY)} are both carried out by {where}."
    if any("header" in one["place"] and one["observed"] == "absent" for one in cause.findings):
        return f"{does(where, 'does')} not mark the answer to a request that comes again with its {code(KEY)}."
    return f"Of two requests at once with one {code(KEY)}, {where} marked neither as a replay."


def _fields(cause: Cause, where: str) -> str:
    fields = dict.fromkeys(map(field_of, cause.alike))
    if len(fields) == 1:
        return differing(cause, where)
    finding = cause.leading
    example = code(field_of(finding))
    if finding["kind"] == "type":
        types = f"{code(finding['observed'])} where {code(finding['expected'])} is documented"
        return f"{len(fields)} fields in answers of {where} are {types}, such as {example}."
    return f"{len(fields)} fields in answers of {where} do not keep to {code(finding['expected'])}, such as {example}."


def _server_error(cause: Cause, where: str) -> str:
    return f"{capital(where)} failed with {code(cause.leading['observed'])}{_at_once(cause)}."


def _at_once(cause: Cause) -> str:
    """Whether it happened to one of two requests with one key that were under way at once."""
    others = [line for line in cause.leading.get("earlier", ()) if AT_ONCE in line]
    is_one = any(not line.rpartition(": ")[2].startswith(cause.leading["observed"]) for line in others)
    return f" for one of two requests at once with one {code(KEY)}" if is_one else ""


def _no_answer(cause: Cause, where: str) -> str:
    return f"No answer came from {where}: {code(cause.leading['observed'])}."


def _about_documents(finding: Json, where: str) -> str:
    who = "The vendor's OpenAPI" if group_of(finding["rule"]) == "vendor-openapi" else "The documentation"
    place = f"{code(finding['place'].removeprefix('vendor-openapi'))} of {where}"
    if "expected" not in finding or "observed" not in finding:
        return f"{who} differs at {place}."
    return f"{who} has {code(finding['observed'])} for {place}, the spec has {code(finding['expected'])}."


def _answers(cause: Cause) -> str:
    """The answers that show a change: `401 answers` where it is refusals of one status, `errors` of several."""
    shown = statuses(cause)
    if len(shown) == 1 and min(shown) >= "3":
        return f"{min(shown)} answers"
    return "errors" if shown and min(shown) >= "4" else "answers"


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
