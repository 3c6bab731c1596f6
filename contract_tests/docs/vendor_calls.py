"""What the vendor's document says of calls as a whole: servers, credentials, media types, statuses, what is to go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os.path import commonpath
from typing import Any

from contract_tests.docs.differences import in_words
from contract_tests.docs.vendor_schemas import EVERYWHERE
from contract_tests.judging.finding import Deviation, Severity
from scripts.spec.media_types import essence
from scripts.spec.operations import Operation, Part
from scripts.spec.pointers import child, parent
from scripts.spec.spec import Spec

Pairs = list[tuple[Operation, Operation]]


def call_deviations(spec: Spec, ours: Operation, theirs: Operation) -> Iterator[Deviation]:
    """The differences of an operation from the same one of the vendor's document, its parameters and schemas apart."""
    yield from _servers(spec, ours, theirs)
    yield from _security(ours, theirs)
    if theirs.value.get("deprecated") and not ours.value.get("deprecated"):
        yield Deviation("deprecated", "additive", "/operation deprecated", "not in the spec", "true", ours.pointer)
    yield from _media_types("/request/body", ours.body, theirs.body)
    for status in ours.responses.keys() & theirs.responses.keys():
        yield from _media_types(f"/response/{status}/body", ours.responses[status], theirs.responses[status])


def status_deviations(pairs: Pairs) -> Iterator[tuple[Operation, Deviation]]:
    """The error statuses of ours that their document does not have; those that it has nowhere, once."""
    theirs = {status for _, same in pairs for status in same.responses}
    for ours, same in pairs:
        for status, response in ours.responses.items():
            if status in same.responses or response in ours.successes or response.value.get("x-source") == "inferred":
                continue
            place = f"/response/{status}" if status in theirs else f"/response/{status}{EVERYWHERE}"
            yield ours, Deviation("missing-status", "breaking", place, "as in the spec", "absent", response.pointer)


def new_operations(pairs: Pairs, theirs: Iterable[Operation]) -> Iterator[tuple[Operation, Deviation]]:
    """The operations that their document has for our credentials and the spec has not, with the nearest one of ours."""
    known = [same for _, same in pairs]
    schemes = {name for same in known for one in same.security for name in one}
    for operation in theirs:
        readable = isinstance(operation.document.raw(operation.pointer), dict) and operation not in known
        if readable and any(name in schemes for one in operation.security for name in one):
            call = f"{operation.method} {operation.path}"
            nearest = max(pairs, key=lambda pair: len(commonpath([pair[1].path, operation.path])))[0]
            place = f"/operation {call}"
            yield nearest, Deviation("undocumented-operation", "additive", place, "not in the spec", call, "/paths")


def addresses(theirs: Operation, ours: Operation) -> list[str]:
    """Where an operation is served, up to the path that ours has too: the version in theirs belongs to the address."""
    item = theirs.document.raw(parent(theirs.pointer))
    owners = (theirs.value, item, theirs.document.root)
    servers = next((owner["servers"] for owner in owners if owner.get("servers")), [{"url": ""}])
    steps = theirs.path.split("/")
    version = "/".join(steps[: len(steps) - ours.path.count("/")])
    return [_filled_in(server).rstrip("/") + version for server in servers]


def _servers(spec: Spec, ours: Operation, theirs: Operation) -> Iterator[Deviation]:
    """The addresses that are not the same; one of ours with a source is not owed."""
    known = {str(server["url"]).rstrip("/"): "x-source" not in server for server in spec.root["servers"]}
    stated = addresses(theirs, ours)
    gone = [own for own, owed in known.items() if owed and not any(_is_same(own, one) for one in stated)]
    new = [one for one in stated if not any(_is_same(own, one) for own in known)]
    if gone or new:
        expected, observed = " or ".join(gone or known), " or ".join(new or stated)
        severity: Severity = "breaking" if gone else "additive"
        yield Deviation("server", severity, "/operation server", expected, observed, "/servers")


def _is_same(own: str, stated: str) -> bool:
    """Whether an address is ours; one without a host is relative to that of the document, which is not known."""
    return own == stated or (not stated.startswith("http") and own.endswith(stated))


def _filled_in(server: dict[str, Any]) -> str:
    url = str(server.get("url", ""))
    for name, variable in server.get("variables", {}).items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    return url


def _security(ours: Operation, theirs: Operation) -> Iterator[Deviation]:
    expected, observed = _credentials(ours), _credentials(theirs)
    if expected != observed:
        place, pointer = "/operation security", child(ours.pointer, "security")
        yield Deviation("security", "breaking", place, in_words(expected), in_words(observed), pointer)


def _credentials(operation: Operation) -> list[str]:
    """The ways to authenticate, each in words."""
    return sorted(" and ".join(sorted(_scheme(operation, name) for name in one)) for one in operation.security)


def _scheme(operation: Operation, name: str) -> str:
    try:
        scheme = operation.document.at(child("", "components", "securitySchemes", name))
    except KeyError:
        return f"{name}, which is not defined"
    words = [str(scheme[part]) for part in ("type", "scheme", "in", "name") if part in scheme]
    return " ".join(word.lower() for word in words)


def _media_types(place: str, ours: Part | None, theirs: Part | None) -> Iterator[Deviation]:
    """The media types of a body, where both documents name some."""
    expected, observed = (
        {essence(name) for name in (part.value if part else {}).get("content", {})} for part in (ours, theirs)
    )
    if ours is not None and expected and observed and expected != observed:
        severity: Severity = "breaking" if expected - observed else "additive"
        words = in_words(sorted(expected)), in_words(sorted(observed))
        yield Deviation("media-types", severity, f"{place} media-types", *words, child(ours.pointer, "content"))
