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
# From other keywords of a schema, the edit of the spec.
Edited = Callable[..., dict[str, Any]]


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
    schema = document.at(pointer)
    if "items" in schema:
        items = document.at(child(document.locate(pointer), "items"))

        def elements(**keywords: Any) -> dict[str, Any]:
            return alone(pointer, schema, items={**items, **keywords})

        yield from _texts(items, elements, f"body {name}/*")
        yield from _fields(document, items, elements, f"body {name}/*", _elements_of(name), together)
    elif schema.get("properties"):

        def members(**keywords: Any) -> dict[str, Any]:
            return alone(pointer, schema, **keywords)

        yield from _fields(document, schema, members, f"body {name}", _object_of(name), together)


def alone(pointer: str, schema: Schema, **keywords: Any) -> dict[str, Any]:
    """An edit that gives a field a schema of its own with other keywords, whoever shares the one that it had."""
    changed = {**schema, **keywords}
    return {pointer: {name: value for name, value in changed.items() if value is not ABSENT}}


def _texts(schema: Schema, edited: Edited, where: str) -> Iterator[tuple[str, str, How]]:
    for keyword in TEXTS:
        for by in (-1, 1) if keyword in schema else ():
            value = schema[keyword] + by
            yield "limit", f"{where} {keyword} {value}", Change(edit=edited(**{keyword: value}))
    if "pattern" in schema:
        yield "limit", f"{where} takes what is against its pattern", Change(edit=edited(pattern=""))


def _fields(
    document: Document, schema: Schema, edited: Edited, where: str, sites: Sites, together: Mapping[str, Any]
) -> Iterator[tuple[str, str, How]]:
    required = schema.get("required", [])
    for field, inner in schema.get("properties", {}).items():
        inner = document.resolve(inner)
        usual = sample(document, inner)
        if "type" in inner:
            fitting = _mended(sites, field, usual, TYPES[inner["type"]], together)
            loose = {name: value for name, value in inner.items() if name != "type"}
            change = Change(edit=edited(properties={**schema["properties"], field: loose}), http=fitting)
            yield "type loosened", f"{where}/{field} may have any type", change
        if field in required:
            rest = [one for one in required if one != field]
            filled = _mended(sites, field, usual, object, together)
            change = Change(edit=edited(required=rest), http=filled)
            yield "required", f"{where}/{field} is optional", change
        else:
            change = Change(edit=edited(required=[*required, field]))
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
