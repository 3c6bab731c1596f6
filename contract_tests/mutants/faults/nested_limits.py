"""Mutants of limits below the top of a body: in the elements of its arrays, and in the objects in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import Tables, by_hand, reading
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.places import sample
from scripts.spec.document import Document, Schema
from scripts.spec.pointers import ABSENT, child
from scripts.spec.spec import Spec

TEXTS = ("maxLength", "minLength")
# By its name in a schema, what a value must be.
TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
# From a body, the objects in it that a field belongs to.
Sites = Callable[[Any], Iterator[dict[str, Any]]]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the rules for redirect URIs."""
    yield from by_hand(spec, "limit", TABLES)


def nested(document: Document, pointer: str, name: str, together: Mapping[str, Any]) -> Iterator[tuple[str, str, How]]:
    """What may be wrong below a field of a body: kind, what is wrong, and how the server differs.

    Args:
        document: The spec.
        pointer: The schema of the field.
        name: The field.
        together: Samples of the field and of what hangs together with it, for a body that cannot be mended otherwise.
    """
    pointer = document.locate(pointer)
    schema = document.at(pointer)
    if "items" in schema:
        items, where = document.locate(child(pointer, "items")), f"body {name}/*"
        yield from _texts(document.at(items), items, where)
        yield from _fields(document, items, where, _elements_of(name), together)
    elif schema.get("properties"):
        yield from _fields(document, pointer, f"body {name}", _object_of(name), together)


def _texts(schema: Schema, pointer: str, where: str) -> Iterator[tuple[str, str, How]]:
    for keyword in TEXTS:
        for by in (-1, 1) if keyword in schema else ():
            value = schema[keyword] + by
            yield "limit", f"{where} {keyword} {value}", Change(edit={child(pointer, keyword): value})
    if "pattern" in schema:
        yield "limit", f"{where} takes what is against its pattern", Change(edit={child(pointer, "pattern"): ABSENT})


def _fields(
    document: Document, pointer: str, where: str, sites: Sites, together: Mapping[str, Any]
) -> Iterator[tuple[str, str, How]]:
    schema = document.at(pointer)
    required = schema.get("required", [])
    for field, inner in schema.get("properties", {}).items():
        inner = document.resolve(inner)
        lies = child(pointer, "properties", field)
        usual = sample(document, inner)
        if "type" in inner:
            fitting = _mended(sites, field, usual, TYPES[inner["type"]], together)
            change = Change(edit={child(lies, "type"): ABSENT}, http=fitting)
            yield "type loosened", f"{where}/{field} may have any type", change
        if field in required:
            rest = [one for one in required if one != field]
            filled = _mended(sites, field, usual, object, together)
            change = Change(edit={child(pointer, "required"): rest}, http=filled)
            yield "required", f"{where}/{field} is optional", change
        else:
            change = Change(edit={child(pointer, "required"): [*required, field]})
            yield "required", f"{where}/{field} is required", change


def _mended(sites: Sites, field: str, usual: Any, type_: type, together: Mapping[str, Any]) -> type[HttpRules]:
    """Rules that put a usual value where none is or one of another type, and samples where more hangs on it."""

    def read(body: dict[str, Any]) -> dict[str, Any]:
        broken = [site for site in sites(body) if not isinstance(site.get(field, usual), type_) or field not in site]
        broken = [site for site in broken if field in site or type_ is object]
        if broken and len(together) > 1:
            return {**body, **together}
        for site in broken:
            site[field] = usual
        return body

    return reading(read)


def _elements_of(name: str) -> Sites:
    return lambda body: (item for item in body.get(name, []) if isinstance(item, dict))


def _object_of(name: str) -> Sites:
    return lambda body: iter([body[name]] if isinstance(body.get(name), dict) else [])


def _pattern(pattern: str) -> Change:
    return Change(edit={"/components/schemas/RedirectUris/items/pattern": pattern})


REST = r"([/?][^#\s]*)?$"
HTTPS, LOCAL = r"https://[^/?#\s]+", r"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?"
TABLES: Tables = {
    ("replaceRedirectUris",): {
        "takes http for every host": _pattern(rf"^(https?://[^/?#\s]+){REST}"),
        "takes http for hosts that begin with localhost": _pattern(rf"^({HTTPS}|http://localhost[^/?#\s]*){REST}"),
        "takes fragments": _pattern(rf"^({HTTPS}|{LOCAL})([/?#]\S*)?$"),
        "takes addresses without a host": _pattern(rf"^(https://[^/?#\s]*|{LOCAL}){REST}"),
        "takes any scheme": _pattern(rf"^([a-z][a-z0-9+.-]*:(//)?[^/?#\s]+|{LOCAL}){REST}"),
        "takes no http for localhost": _pattern(rf"^({HTTPS}){REST}"),
        "takes no port of localhost": _pattern(rf"^({HTTPS}|http://(localhost|127\.0\.0\.1|\[::1\])){REST}"),
        "takes no query": _pattern(rf"^({HTTPS}|{LOCAL})(/[^#?\s]*)?$"),
        "takes no port": _pattern(rf"^(https://[^/?#\s:]+|{LOCAL}){REST}"),
        "takes no upper case in hosts": _pattern(rf"^(https://[^/?#\sA-Z]+|{LOCAL}){REST}"),
        "wants a path": _pattern(rf"^({HTTPS}|{LOCAL})(/[^#\s]*)$"),
    }
}
