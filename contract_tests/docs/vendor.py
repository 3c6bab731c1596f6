"""The OpenAPI document that the vendor publishes, held against the spec.

Operations are matched by method and path template, whatever the prefix and the names of path parameters. What theirs
leaves open is no difference: a status, a list of values, a limit or a format that only ours has, unless ours says
that it comes from there (`x-source: vendor-openapi`). Operations that only theirs has are none of this contract's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from contract_tests.docs.comparison import renamed
from contract_tests.docs.differences import addition, difference, in_words
from contract_tests.docs.operations import same_path
from contract_tests.docs.places import LIMITS, Said, Surface, key_of
from contract_tests.docs.surface import DocumentError, Surfaces
from contract_tests.drift.finding import Deviation, Severity
from contract_tests.spec import Operation, Spec

_THEIR_DUTY = (None, "sample", "vendor-openapi")
_ONE_SIDED = ("default", "deprecated", *LIMITS)
_NOT_PARAMETERS = ("/request/header/authorization", "/request/header/content-type", "/request/header/accept")


def read_document(path: Path) -> dict[str, Any]:
    """The vendor's document, JSON or YAML.

    Raises:
        DocumentError: It cannot be read, or is not OpenAPI 3.
    """
    try:
        document = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError, ValueError) as error:
        raise DocumentError(f"{path}: {str(error).splitlines()[0]}") from error
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3."):
        raise DocumentError(f"{path}: not an OpenAPI 3 document")
    if not isinstance(document.get("paths"), dict):
        raise DocumentError(f"{path}: no paths")
    return document


def compare_documents(spec: Spec, document: dict[str, Any]) -> Iterator[tuple[Operation, Deviation]]:
    """Every difference between the vendor's document and the spec, with the operation.

    Raises:
        DocumentError: The vendor's document is broken where one of our operations needs it.
    """
    ours, theirs = Surfaces(spec.document), Surfaces(document)
    try:
        available = list(theirs.operations())
    except (AttributeError, TypeError) as error:
        raise DocumentError(f"the paths cannot be read: {error}") from error
    for operation in spec.operations.values():
        found = [path for method, path in available if method == operation.method and same_path(path, operation.path)]
        if not found:
            place, told = "vendor-openapi /operation", f"{operation.method} {operation.path}"
            yield operation, Deviation("missing-operation", "breaking", place, told, "absent", operation.pointer)
            continue
        surface = _with_our_names(theirs.read(operation.method, found[0]), found[0], operation.path)
        differences = _compare(operation, ours.read(operation.method, operation.path), surface)
        for deviation in renamed(list(differences)):
            yield operation, deviation


def _with_our_names(surface: Surface, theirs: str, ours: str) -> Surface:
    """A surface with the path parameters under our names: the last ones of their template are ours."""
    names = re.findall(r"\{([^}]*)\}", ours)
    theirs_last = re.findall(r"\{([^}]*)\}", theirs)[-len(names) :] if names else []
    mapping = {f"/request/path/{old}": f"/request/path/{new}" for old, new in zip(theirs_last, names, strict=False)}
    return {mapping.get(place, place): said for place, said in surface.items()}


def _compare(operation: Operation, ours: Surface, theirs: Surface) -> Iterator[Deviation]:
    mine = {key_of(place): (place, said) for place, said in ours.items()}
    other = {key_of(place): (place, said) for place, said in theirs.items() if key_of(place) not in _NOT_PARAMETERS}
    for key, (place, said) in other.items():
        if key in mine:
            yield from _held(place, mine[key][1], said)
        elif _parent(key) in mine or _standing_alone(key):
            yield _only_theirs(place, said, mine.get(_parent(key), ("", said))[1], operation)
    for key, (place, said) in mine.items():
        if key not in other and _owed(key, said, other):
            expected = f"as in the spec ({said.source})" if said.source else "as in the spec"
            yield Deviation(f"missing-{_noun(key)}", "breaking", _full(place), expected, "absent", said.pointer)


def _held(place: str, ours: Said, theirs: Said) -> Iterator[Deviation]:
    request = place.startswith("/request/")
    for kind in dict.fromkeys([*ours.facts, *theirs.facts]):
        severity = _severity(kind, place, ours, theirs, request)
        if severity:
            yield Deviation(
                kind,
                severity,
                f"{_full(place)} {kind}",
                in_words(ours.facts[kind]) if kind in ours.facts else "not in the spec",
                in_words(theirs.facts[kind]) if kind in theirs.facts else "absent",
                ours.pointer,
            )


def _severity(kind: str, place: str, ours: Said, theirs: Said, request: bool) -> Severity | None:
    if kind == "required" and ("/header/" in place or place.endswith(("/body", "/*"))):
        return None
    if kind in ours.facts and kind in theirs.facts:
        severity = difference(kind, theirs.facts[kind], ours.facts[kind], request)
        only_new = kind == "values" and ours.facts.get("open") and set(ours.facts[kind]) <= set(theirs.facts[kind])
        return "additive" if severity and only_new else severity
    if kind in theirs.facts:
        listed = kind == "values" and "open" not in theirs.facts
        return addition(kind, theirs.facts[kind], request) if listed or kind in _ONE_SIDED else None
    owed = ours.source == "vendor-openapi" and kind in ("values", *_ONE_SIDED)
    return "additive" if owed else None


def _only_theirs(place: str, said: Said, above: Said, operation: Operation) -> Deviation:
    breaking = place.startswith("/request/") and said.facts.get("required") is True
    pointer = above.pointer if above is not said else operation.pointer
    observed = said.facts.get("type", "present") + (", required" if breaking else "")
    severity: Severity = "breaking" if breaking else "additive"
    return Deviation(f"undocumented-{_noun(place)}", severity, _full(place), "not in the spec", observed, pointer)


def _owed(key: str, said: Said, other: dict[str, tuple[str, Said]]) -> bool:
    """Whether their document should have a place of ours: they describe what is around it, and it is not a guess."""
    if said.source not in _THEIR_DUTY or key in _NOT_PARAMETERS:
        return False
    if re.fullmatch(r"/response/\d+", key):
        return said.source == "vendor-openapi" or key.startswith("/response/2")
    if _standing_alone(key) or key == "/request/body":
        return True
    parent = _parent(key)
    return parent in other and any(_parent(place) == parent for place in other) and not key.endswith("/*")


def _standing_alone(key: str) -> bool:
    """Whether a place has none above it in a surface: a parameter or a status."""
    return re.fullmatch(r"/request/(?:path|query|header)/[^/]+|/response/\d+|/request/body", key) is not None


def _noun(place: str) -> str:
    if re.fullmatch(r"/response/\d+", place):
        return "status"
    return "field" if "/body" in place else "header" if place.startswith("/response/") else "parameter"


def _parent(key: str) -> str:
    return key.rpartition("/")[0]


def _full(place: str) -> str:
    return f"vendor-openapi {place}"
