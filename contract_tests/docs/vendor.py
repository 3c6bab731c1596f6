"""The OpenAPI document that the vendor publishes, compared with the spec.

Operations are matched by method and path template, whatever the prefix and the names of path parameters. What theirs
leaves open is no difference: a status, a list of values, a limit or a format that only ours has, unless ours says
that it comes from there (`x-source: vendor-openapi`). Nor are fields of an object that ours leaves open. Operations
that only theirs has are none of this contract's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from contract_tests.docs.calls import same_path
from contract_tests.docs.differences import addition, difference, in_words, merge_renames, undocumented
from contract_tests.docs.facts import LIMITS, PlaceFacts, Surface, above, by_key
from contract_tests.docs.surface import DocumentError, read_surface
from contract_tests.judging.finding import Deviation, Severity
from scripts.spec.document import Document
from scripts.spec.operations import Operation, operations
from scripts.spec.reading import Loader
from scripts.spec.spec import Spec

_ONE_SIDED = ("default", "deprecated", *LIMITS)
_NOT_PARAMETERS = ("/request/header/authorization", "/request/header/content-type", "/request/header/accept")
_STATUS = re.compile(r"/response/\d+")
# A parameter, a status or the body of a request: there is no place above it.
_OUTERMOST = re.compile(rf"/request/(?:path|query|header)/[^/]+|/request/body|{_STATUS.pattern}")


def read_document(path: Path) -> Document:
    """The vendor's document, JSON or YAML.

    Raises:
        DocumentError: It cannot be read, or is not OpenAPI 3.
    """
    try:
        root = yaml.load(path.read_bytes(), Loader=Loader)
        # A status is often written without quotes, which YAML takes for a number.
        root = json.loads(json.dumps(root, default=str, skipkeys=True))
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(f"{path}: {str(error).splitlines()[0]}") from error
    if not isinstance(root, dict) or not str(root.get("openapi", "")).startswith("3."):
        raise DocumentError(f"{path}: not an OpenAPI 3 document")
    if not isinstance(root.get("paths"), dict):
        raise DocumentError(f"{path}: no paths")
    if not all(isinstance(item, dict) for item in root["paths"].values()):
        raise DocumentError(f"{path}: a path whose operations cannot be read")
    return Document(root, name=path.name)


def compare_documents(spec: Spec, document: Document) -> Iterator[tuple[Operation, Deviation]]:
    """Every difference between the vendor's document and the spec, with the operation.

    Raises:
        DocumentError: The vendor's document is broken where one of our operations needs it.
    """
    theirs = list(operations(document))
    for operation in spec.operations.values():
        same = [one for one in theirs if one.method == operation.method and same_path(one.path, operation.path)]
        if not same:
            name, place = f"{operation.method} {operation.path}", "vendor-openapi /operation"
            yield operation, Deviation("missing-operation", "breaking", place, name, "absent", operation.pointer)
        for deviation in merge_renames([one for match in same[:1] for one in _deviations(operation, match)]):
            yield operation, replace(deviation, place=f"vendor-openapi {deviation.place}")


def _deviations(operation: Operation, same: Operation) -> Iterator[Deviation]:
    """The differences of an operation from the same one of the vendor's document."""
    ours, theirs = by_key(read_surface(operation)), by_key(_with_our_names(same, operation.path))
    theirs = {key: there for key, there in theirs.items() if key not in _NOT_PARAMETERS}
    for key, (place, there) in theirs.items():
        if key in ours:
            yield from _differences(place, ours[key][1], there)
        elif above(key) in ours:
            pointer = ours[above(key)][1].pointer
            if operation.document.raw(pointer).get("additionalProperties") is not True:
                yield undocumented(_noun(key), place, there.facts, there.facts.get("type", "present"), pointer)
        elif _OUTERMOST.fullmatch(key):
            yield undocumented(_noun(key), place, there.facts, there.facts.get("type", "present"), operation.pointer)
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
    if _STATUS.fullmatch(key):
        return source == "vendor-openapi" or key.startswith("/response/2")
    if _OUTERMOST.fullmatch(key):
        return True
    return above(key) in theirs and any(above(place) == above(key) for place in theirs) and not key.endswith("/*")


def _noun(key: str) -> str:
    if _STATUS.fullmatch(key):
        return "status"
    if "/body" in key:
        return "field"
    return "header" if key.startswith("/response/") else "parameter"
