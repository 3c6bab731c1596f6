"""The OpenAPI document that the vendor publishes, compared with the spec.

Operations are matched by method and path template, whatever the prefix and the names of path parameters. What theirs
leaves open is no difference: a list of values, a limit or a format that only ours has, unless ours says that it comes
from there (`x-source: vendor-openapi`). Nor are fields of an object that ours leaves open. What it says of a schema is
said once, whatever the operations that use it. Operations that only theirs has are new if they take our credentials.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from contract_tests.docs.calls import same_path
from contract_tests.docs.differences import addition, difference, in_words, merge_renames, undocumented
from contract_tests.docs.facts import LIMITS, PlaceFacts, Surface, above, by_key
from contract_tests.docs.surface import read_surface
from contract_tests.docs.vendor_calls import Pairs, addresses, call_deviations, new_operations, status_deviations
from contract_tests.docs.vendor_reading import require_readable
from contract_tests.docs.vendor_schemas import by_schema, merged, untyped
from contract_tests.judging.finding import Deviation, Severity
from scripts.spec.document import Document
from scripts.spec.operations import Operation, operations
from scripts.spec.spec import Spec

_ONE_SIDED = ("default", "deprecated", *LIMITS)
_NOT_PARAMETERS = ("/request/header/authorization", "/request/header/content-type", "/request/header/accept")
# What belongs to no other place.
_OUTERMOST = re.compile(r"/request/(?:path|query|header|cookie)/[^/]+|/request/body|/response/\d+")


class VendorDocument:
    """The vendor's document beside the spec: `VendorDocument(spec, document).deviations()`.

    Raises:
        DocumentError: It is broken where one of our operations needs it.
    """

    def __init__(self, spec: Spec, document: Document) -> None:
        self._spec, self._document = spec, document
        self._theirs = list(operations(document))
        self._pairs: Pairs = [(one, same) for one in spec.operations.values() if (same := self._same(one))]
        for _, same in self._pairs:
            require_readable(same)

    def deviations(self) -> Iterator[tuple[Operation, Deviation]]:
        """Every difference from the spec, each once, with the first operation that shows it."""
        for operation, deviation in merged(self._deviations()):
            yield operation, replace(deviation, place=f"vendor-openapi {deviation.place}")

    def not_compared(self) -> Iterator[str]:
        """What was not compared since the document leaves it open, a line for each schema."""
        found: dict[str, list[str]] = {}
        for ours, theirs in self._pairs:
            for what in untyped(read_surface(ours), _with_our_names(theirs, ours.path)):
                found.setdefault(what, []).append(ours.id)
        for what, names in found.items():
            yield f"{what} not compared, since their document leaves that open ({', '.join(names)})"

    def _same(self, operation: Operation) -> Operation | None:
        """The operation that stands for one of ours: of several versions that at one of our servers."""
        found = [one for one in self._theirs if one.method == operation.method and same_path(one.path, operation.path)]
        if len(found) < 2:
            return next(iter(found), None)
        for one in found:
            require_readable(one)
        known = [str(server["url"]).rstrip("/") for server in self._spec.root["servers"]]
        return min(found, key=lambda one: not any(address in known for address in addresses(one, operation)))

    def _deviations(self) -> Iterator[tuple[Operation, Deviation]]:
        matched = dict(self._pairs)
        for operation in self._spec.operations.values():
            if same := matched.get(operation):
                surface = read_surface(operation)
                for deviation in merge_renames(list(_surface_deviations(operation, same))):
                    yield operation, replace(deviation, place=by_schema(deviation.place, surface))
                for deviation in call_deviations(self._spec, operation, same):
                    yield operation, deviation
            else:
                call, place = f"{operation.method} {operation.path}", "/operation"
                yield operation, Deviation("missing-operation", "breaking", place, call, "absent", operation.pointer)
        yield from status_deviations(self._pairs)
        yield from new_operations(self._pairs, self._theirs)


def _surface_deviations(operation: Operation, same: Operation) -> Iterator[Deviation]:
    """The differences of parameters, bodies and answers from the same operation of the vendor's document."""
    ours, theirs = by_key(read_surface(operation)), by_key(_with_our_names(same, operation.path))
    theirs = {key: there for key, there in theirs.items() if key not in _NOT_PARAMETERS}
    for key, (place, there) in theirs.items():
        if key in ours:
            yield from _differences(place, ours[key][1], there)
        elif not (holder := _holder(key)) or holder in ours:
            pointer = ours[holder][1].pointer if holder else operation.pointer
            if operation.document.raw(pointer).get("additionalProperties") is not True:
                yield undocumented(_noun(key), place, there.facts, there.facts.get("type", "present"), pointer)
    if same.body:
        # One of another media type is no missing one.
        ours.pop("/request/body", None)
    for key, (place, documented) in ours.items():
        if key not in theirs and _expected_there(key, documented.source, theirs):
            expected = f"as in the spec ({documented.source})" if documented.source else "as in the spec"
            yield Deviation(f"missing-{_noun(key)}", "breaking", place, expected, "absent", documented.pointer)


def _with_our_names(same: Operation, path: str) -> Surface:
    """Their surface with the path parameters under our names: the last ones of their template are ours."""
    names, theirs = (re.findall(r"\{([^}]*)\}", template) for template in (path, same.path))
    pairs = zip(reversed(theirs), reversed(names), strict=False)
    mapping = {f"/request/path/{old}": f"/request/path/{new}" for old, new in pairs}
    return {mapping.get(place, place): there for place, there in read_surface(same).items()}


def _differences(place: str, ours: PlaceFacts, theirs: PlaceFacts) -> Iterator[Deviation]:
    """The differences of a place that both documents have."""
    for kind in ours.facts | theirs.facts:
        if severity := _severity(kind, place, ours, theirs):
            expected = in_words(ours.facts[kind]) if kind in ours.facts else "not in the spec"
            observed = in_words(theirs.facts[kind]) if kind in theirs.facts else "absent"
            yield Deviation(kind, severity, f"{place} {kind}", expected, observed, ours.pointer)


def _severity(kind: str, place: str, ours: PlaceFacts, theirs: PlaceFacts) -> Severity | None:
    request = place.startswith("/request/")
    if kind == "required" and ("/header/" in place or place.endswith(("/body", "/*"))):
        return None
    if kind not in theirs.facts:
        owed = ours.source == "vendor-openapi" and kind in ("values", *_ONE_SIDED)
        return "additive" if owed else None
    if kind in ours.facts:
        return difference(kind, theirs.facts[kind], ours, request)
    closed = kind == "values" and "open" not in theirs.facts
    return addition(kind, theirs.facts[kind], request) if closed or kind in _ONE_SIDED else None


def _expected_there(key: str, source: str | None, theirs: Collection[str]) -> bool:
    """Whether their document should have a place of ours: they describe what is around it, and it is not a guess."""
    if source not in (None, "sample", "vendor-openapi") or key in _NOT_PARAMETERS:
        return False
    holder = _holder(key)
    if not holder:
        # Of a refusal that is missing everywhere it is said once.
        return not key.startswith("/response/") or key.startswith("/response/2")
    alone = not any(above(place) == holder for place in theirs)
    return holder in theirs and ("/header/" in key or not (alone or key.endswith("/*")))


def _holder(key: str) -> str:
    """The place that a place belongs to: a header of a success belongs to its status, a parameter to none."""
    return "" if _OUTERMOST.fullmatch(key) else re.sub(r"(?<=/response/2\d\d)/header$", "", above(key))


def _noun(key: str) -> str:
    if key.startswith("/response/") and key.count("/") == 2:
        return "status"
    if "/body" in key:
        return "field"
    return "header" if key.startswith("/response/") else "parameter"
