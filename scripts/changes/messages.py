"""Compares what an operation takes and what it answers: parameters, bodies, responses and their headers."""

from __future__ import annotations

import re
from typing import Any

from scripts.changes.changes import Place, paired
from scripts.changes.keywords import compare_remarks
from scripts.changes.promises import compare_promises, compare_unknown
from scripts.changes.schemas import SchemaComparison
from scripts.changes.serialisation import encoding, media_types, style
from scripts.spec.operations import Operation, Parameter, Part, Response
from scripts.spec.pointers import child
from scripts.spec.schemas import Node
from scripts.spec.values import identity

READ_BY_PEOPLE = ("summary", "description", "example", "examples", "externalDocs", "deprecated")
FORMS = ("application/x-www-form-urlencoded", "multipart/")
SUCCESS = re.compile(r"2\d\d|2XX")

Parameters = dict[tuple[str, str], Parameter]


class MessageComparison:
    """Compares the messages of one operation in two versions: `MessageComparison(place, schemas).compare(old, new)`."""

    def __init__(self, place: Place, schemas: SchemaComparison) -> None:
        self.place = place
        self.schemas = schemas

    def compare(self, old: Operation, new: Operation) -> None:
        """Report the changes of parameters, body and responses."""
        self._parameters(_parameters(old), _parameters(new))
        self._body(old.body, new.body)
        for status, before, after in paired(old.responses, new.responses):
            self._response(status, before, after)
        self._error_codes(old.responses, new.responses)

    def _parameters(self, old: Parameters, new: Parameters) -> None:
        for key in [key for key in old if key not in new]:
            before = old.pop(key)
            place = self.place.message(_name(before), before)
            other = next((one for one in new if one not in old and _moved(key, one)), None)
            if other is None:
                place.report_single("parameter", _name(before), added=False)
            else:
                place.report("parameter-relocated", key[0], other[0])
                self._parameter(before, new.pop(other))
        for key, after in new.items():
            if key in old:
                self._parameter(old[key], after)
            else:
                what = "required-parameter" if after.required else "parameter"
                self.place.message(_name(after), after).report_single(what, _name(after), added=True)

    def _parameter(self, old: Parameter, new: Parameter) -> None:
        place = self.place.message(_name(old), old)
        if old.name.lower() != new.name.lower():
            place.report("parameter-renamed", old.name, new.name)
        place.report_required("parameter", old.required, new.required)
        if style(old.value) != style(new.value):
            place.report("parameter-style-changed", style(old.value), style(new.value))
        self._empty(old, new, place)
        self.schemas.compare(_schema(old), _schema(new), place)
        compare_promises(old.value, new.value, ("x-owner", "x-adds"), place)
        compare_unknown(old.value, new.value, place)
        compare_remarks(_remarks(old), _remarks(new), place)

    def _empty(self, old: Parameter, new: Parameter, place: Place) -> None:
        before, after = (bool(each.value.get("allowEmptyValue")) for each in (old, new))
        if before != after:
            place.report(f"parameter-empty-{'allowed' if after else 'refused'}", before, after)

    def _body(self, old: Part | None, new: Part | None) -> None:
        if old is None and new is None:
            return
        place = self.place.message("request body", old, new)
        if old is None or new is None:
            what = "required-body" if new and _is_required(new) else "body"
            place.report_single(what, None, added=old is None)
        else:
            place.report_required("body", _is_required(old), _is_required(new))
            self._content(old, new, place)

    def _content(self, old: Part, new: Part, place: Place) -> None:
        for name, before, after in paired(media_types(old), media_types(new)):
            if before is None or after is None:
                place.report_single("media-type", name, added=before is None)
            else:
                self.schemas.compare(_schema(before), _schema(after), place)
                if name.startswith(FORMS):
                    self._encoding(before, after, place)
                compare_remarks(_remarks(before), _remarks(after), place)
                compare_unknown(before.value, after.value, place)
        compare_remarks(_remarks(old), _remarks(new), place)
        compare_unknown(old.value, new.value, place)

    def _encoding(self, old: Part, new: Part, place: Place) -> None:
        """Report the fields of a form that are serialised in another way."""
        before = encoding(old, self.schemas.old.fields(_schema(old)))
        after = encoding(new, self.schemas.new.fields(_schema(new)))
        for name, one, other in paired(before, after):
            if identity(one or {}) != identity(other or {}):
                place.at(f" encoding {name}").report("encoding-changed", one, other)

    def _response(self, status: str, old: Response | None, new: Response | None) -> None:
        path = f"response {status}"
        if old is None or new is None:
            what = "success-status" if SUCCESS.fullmatch(status) else "error-status"
            self.place.message(path, old, new).report_single(what, status, added=old is None)
            return
        self._content(old, new, self.place.message(f"{path} body", old))
        headers = [{name.lower(): part for name, part in which.parts("headers").items()} for which in (old, new)]
        for name, before, after in paired(*headers):
            self._header(name, before, after, path)
        if _links(old) != _links(new):
            self.place.message(f"{path} links", old).report("documentation-changed")

    def _header(self, name: str, old: Part | None, new: Part | None, path: str) -> None:
        place = self.place.message(f"{path} header {name}", old, new)
        if old is None or new is None:
            place.report_single("header", name, added=old is None)
        else:
            place.report_required("header", _is_required(old), _is_required(new))
            if style(old.value) != style(new.value):
                place.report("header-style-changed", style(old.value), style(new.value))
            self.schemas.compare(_schema(old), _schema(new), place)
            compare_remarks(_remarks(old), _remarks(new), place)

    def _error_codes(self, old: dict[str, Response], new: dict[str, Response]) -> None:
        now = {code for response in new.values() for code in response.error_codes}
        for status in [status for status in old if status in new]:
            place = self.place.message(f"response {status} code", old[status])
            for code, before, after in paired(old[status].error_codes, new[status].error_codes):
                if before is None:
                    place.report("error-code-added", None, code)
                elif after is None:
                    place.report("error-code-moved" if code in now else "error-code-removed", code, None)
                else:
                    compare_promises(before, after, ("details",), place.at(f" {code}"))


def _parameters(operation: Operation) -> Parameters:
    """Return the parameters by location and name.

    Those of the path are there by position, since that is what they fill, and headers whatever their case.
    """
    positions = {name: str(index) for index, name in enumerate(re.findall(r"\{([^}]*)\}", operation.path))}
    found = {}
    for parameter in operation.parameters:
        location, name = parameter.location, parameter.name
        keys = {"path": positions.get(name, name), "header": name.lower()}
        found[location, keys.get(location, name)] = parameter
    return found


def _moved(old: tuple[str, str], new: tuple[str, str]) -> bool:
    """Return whether two parameters have the same name and travel in another part of the request."""
    return old[0] != new[0] and old[1].lower() == new[1].lower()


def _name(parameter: Parameter) -> str:
    return f"{parameter.location} {parameter.name}"


def _is_required(part: Part) -> bool:
    return bool(part.value.get("required"))


def _schema(part: Part) -> Node:
    """Return the schema of the values of a parameter, header or media type; none when it has none."""
    if "schema" in part.value:
        return (child(part.pointer, "schema"),)
    return next((_schema(media_type) for media_type in part.parts("content").values()), ())


def _remarks(part: Part) -> dict[str, Any]:
    """Return the members that only people read, references followed."""
    names = [name for name in READ_BY_PEOPLE if name in part.value]
    return {name: part.document.expanded(child(part.pointer, name)) for name in names}


def _links(response: Response) -> Any:
    return response.document.expanded(child(response.pointer, "links")) if "links" in response.value else None
