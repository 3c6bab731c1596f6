"""Signs: what two findings have in common when one change of the API explains both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contract_tests.judging.compared import AS_BEFORE, AS_MANY
from contract_tests.judging.consequences import (
    HEADER,
    has_effects,
    leaves_out,
    made_although_refused,
    misnamed,
    refuses_header,
    refuses_value,
    value_shown,
    value_taken,
)
from contract_tests.judging.context import PAGING, STATUS, VALUES, Context, Sign, refused_with, values_refused
from contract_tests.judging.described import (
    MISSING,
    NEW,
    OTHER_OBJECT,
    Json,
    came_instead,
    disagrees_with,
    field_of,
    holder_of,
    located,
    may_be_null,
    new_name,
    path_of,
    pointer_of,
    policy_of,
)
from contract_tests.judging.keys import NEW_KEY
from contract_tests.judging.looked import ANSWER
from scripts.spec.operations import Operation
from scripts.spec.pointers import get, parent, split
from scripts.spec.spec import Spec

# Kinds of which the same is a single change, wherever it shows: another way to write dates, another media type.
EVERYWHERE = ("format", "media-type")
# Extensions of an operation that say one thing as a whole: whatever contradicts one has one cause.
POLICIES = ("x-idempotency", "x-rotates", PAGING)
# The extension of a field that says which values may be chosen, and where that is shown.
ELIGIBLE = "x-eligible"
# Kinds that hold the values of a field against each other, wherever it is shown.
COMPARED = ("agreement", "change", "listed", "snapshot")
# Kinds that hold against each other whether a thing is there, by its name, and not what it is.
NAMING = ("listed",)
# What two requests at once made that had to make one.
TWO_THINGS = "two: "
SCHEMAS = "/components/schemas/"
SERVER_ERROR, NEW_VALUE = "server-error", "new-value"
# The place of a status that the request, or other answers, lead one not to expect.
RESPONSE_STATUS = "response status"
# What is in a list more than once.
MORE_THAN_ONCE = " more than once"
TWICE = re.compile(rf"twice \(|\d+ times \(|.*{MORE_THAN_ONCE}$")
STYLE: Sign = ("style",)


def signs(finding: Json, spec: Spec, context: Context) -> Iterator[Sign]:
    """What others of one cause share with a finding."""
    kind, operation, place, pointer = finding["kind"], finding["operation"], finding["place"], located(finding, spec)
    said = (kind, finding["severity"], *(VALUES.sub("…", finding.get(name, "")) for name in ("expected", "observed")))
    if pointer:
        yield ("spec", pointer, new_name(finding), *said)
    if not pointer.startswith(SCHEMAS):
        yield ("place", place, *said)
    if kind == MISSING:
        yield ("field", field_of(finding))
        yield ("compared", field_of(finding))
        if may_be_null(finding, spec):
            yield ("nullable", holder_of(finding, spec))
    if reason := context.reason_shared(finding):
        yield reason
    if name := came_instead(finding):
        yield ("instead", name)
    if kind in EVERYWHERE:
        yield said
    if kind == "pattern":
        # An identifier of another form is one in every object that has it.
        yield ("pattern", field_of(finding), finding.get("expected", ""))
    if kind in (MISSING, NEW) and (holder := holder_of(finding, spec)) in context.replaced:
        yield ("replaced", holder)
        if kind == NEW:
            yield ("came", field_of(finding))
    if field_of(finding):
        yield ("value", operation, place)
    if context.is_restyled(finding):
        yield STYLE
    if kind in ("type", "format"):
        # What is said of the values of a field that has another type or form is a consequence.
        yield ("compared", field_of(finding))
    if kind == "type":
        yield from _of_a_type(pointer, said, spec)
    if policy_of(pointer) in POLICIES:
        yield ("policy", operation, policy_of(pointer))
    if kind in COMPARED:
        words = {operation, *re.findall(r"\w+", finding.get("expected", ""))}
        yield from (("policy", name, PAGING) for name in words & context.unpaged)
    is_status = kind == "status" or (kind in ("agreement", "lifecycle") and place == RESPONSE_STATUS)
    # A new key that is taken for another one is refused as that of another request.
    is_status = is_status or finding.get("expected", "").startswith(NEW_KEY)
    if is_status and (status := STATUS.search(finding.get("observed", ""))):
        yield ("status", operation, status[0])
    answer = ANSWER.match(place)
    if answer and context.explains(operation, answer[1]) and _is_of_the_status(finding, answer[1], spec):
        yield ("status", operation, answer[1])
    if refused := made_although_refused(finding):
        # A creation that answers with another status than that of a success looks like a refusal.
        yield from (("status", one.id, refused) for one in spec.operations.values() if _makes(one, pointer))
    taken = value_taken(finding) or value_shown(finding)
    if taken in context.taken:
        yield ("taken", *taken)
    if kind == SERVER_ERROR:
        yield (SERVER_ERROR, operation, finding.get("observed", ""))
    elif answer and (kind == OTHER_OBJECT or (kind == NEW_VALUE and answer[1] >= "5")):
        # Where the service fails, another body than that of an error, or another code, is a part of the failure.
        yield (SERVER_ERROR, operation, answer[1])
    if leaves_out(finding):
        yield ("leaves out", operation)
    elif kind not in COMPARED or AS_MANY in finding.get("expected", ""):
        # What counts on a list, or looks for something in it.
        words = set(re.findall(r"\w+", f"{place.partition(' of ')[2]} {finding.get('expected', '')}"))
        yield from (("leaves out", name) for name in words & context.leaving_out)
    if has_effects(finding):
        yield ("effects", operation)
    yield from (("misnames", name) for name in context.misnaming & _makers(finding, spec))
    if kind == "listed" and TWICE.match(finding.get("observed", "")):
        yield ("listed twice", operation)
    if kind == "limit" and (header := HEADER.fullmatch(place)) and not refuses_header(finding):
        yield ("header", header[1].lower(), finding.get("expected", ""))
    if kind != "limit" or refuses_header(finding):
        yield from context.refused_headers.intersection(refused_with(finding))
    if kind == "status" or refuses_value(finding):
        yield from context.refused_values.intersection(values_refused(finding))
    if kind in COMPARED and (field := field_of(finding)):
        yield ("compared", field)
    if policy_of(pointer) == ELIGIBLE and isinstance(where := get(spec.root, f"{pointer}/where"), str):
        # Which values may be chosen is read in answers, which may disagree about that.
        yield ("compared", split(where)[-1])
    if (other := disagrees_with(finding)) and field_of(finding):
        yield ("between", *sorted((operation, other)), field_of(finding))
    if kind in COMPARED and AS_BEFORE in finding.get("expected", ""):
        # What a change does not name is lost, field by field.
        yield ("as before", operation, "" if finding.get("observed") == "absent" else place)
    if kind == "invariant":
        # It cannot hold where a field that it speaks of has gone or has another type.
        yield from (("compared", name) for name in re.findall(r"\w+", finding.get("expected", "")))
    for name in context.came.intersection(split(path_of(place))):
        yield ("instead", name)


def _makes(operation: Operation, pointer: str) -> bool:
    """Whether a pointer is to what an operation creates."""
    return pointer.startswith(f"{operation.pointer}/x-creates")


def _makers(finding: Json, spec: Spec) -> set[str]:
    """The operation by whose answer a thing is called what a finding is about; empty for what is about something else.

    That is a thing that is not there or not listed, its address, what comes with it, and that a replay, or one of two
    requests at once, made another one.
    """
    if found := misnamed(finding):
        return {found[1]}
    pointer = pointer_of(finding)
    makers = {one.id for one in spec.operations.values() if _makes(one, pointer)}
    if finding["kind"] in ("replay", "duplicate") and finding["operation"] in spec.operations:
        creates = spec.operations[finding["operation"]].creates or {}
        name = str(creates.get("identifier", "")).rpartition("/")[2]
        about = re.findall(r"[\w-]+", f"{path_of(finding['place'])} {finding.get('expected', '').partition(' at ')[2]}")
        is_named = bool(name) and (name in about or finding.get("observed", "").startswith(TWO_THINGS))
        return makers | ({finding["operation"]} if is_named else set())
    return makers if finding["kind"] in NAMING or finding["kind"] not in COMPARED else set()


def _of_a_type(pointer: str, said: Sign, spec: Spec) -> Iterator[Sign]:
    """What another type has in common with others: all dates became numbers, or all fields of an object null."""
    schema = get(spec.root, parent(pointer))
    if isinstance(schema, dict) and "format" in schema:
        yield ("format", str(schema["format"]), *(part.replace("null or ", "") for part in said))
    if said[-1] == "null":
        yield ("null", parent(parent(parent(pointer))), *said)


def _is_of_the_status(finding: Json, status: str, spec: Spec) -> bool:
    """Whether a finding is about what comes with a status: its code, or a whole body that is documented nowhere."""
    if finding["kind"] == "error-code":
        return True
    known = spec.operations.get(finding["operation"])
    return not field_of(finding) and known is not None and status not in known.responses
