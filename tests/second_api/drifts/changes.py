"""Drifts of changes of a shelf."""

from copy import deepcopy
from typing import Any

from .. import bodies
from ..bodies import Refused
from ..lending import Library
from ..values import Json, merge
from .drift import drift, newest_other


@drift("PATCH answers 200 and stores nothing; its answer shows the old state.", "updateShelf")
class PatchStoresNothing(Library):
    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        return deepcopy(shelf)


@drift("PATCH clears the note, the labels and the rows unless the body names them.", "updateShelf")
class PatchClearsUnnamed(Library):
    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        shelf.pop("note", None)
        shelf.update(labels=[], rows=[])
        return super().merge_shelf(shelf, changes)


@drift("PATCH replaces the sign of the location instead of merging into it.", "updateShelf")
class PatchClearsUnnamedDeep(Library):
    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        if "sign" in changes.get("location", {}):
            shelf["location"].pop("sign", None)
        return super().merge_shelf(shelf, changes)


@drift(
    "PATCH answers the new state and stores nothing: the read and the collection show the old one.",
    "updateShelf",
    "getShelf",
    "listShelves",
)
class PatchOnlyAnswers(Library):
    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        return super().merge_shelf(deepcopy(shelf), changes)


@drift(
    "The collection goes on showing a shelf as it was when it was made.",
    "listShelves",
    "updateShelf",
    "replaceShelf",
)
class CollectionShowsOldState(Library):
    def __init__(self) -> None:
        super().__init__()
        self.at_first: dict[int, Json] = {}

    def add_shelf(self, body: Json) -> Json:
        shelf = super().add_shelf(body)
        self.at_first[shelf["id"]] = deepcopy(shelf)
        return shelf

    def shelf_entry(self, shelf: Json) -> Json:
        return super().shelf_entry(self.at_first.get(shelf["id"], shelf))


@drift("PUT appends the labels and rows of the body to those that are there.", "replaceShelf")
class PutAppends(Library):
    def put_shelf(self, shelf: Json, replacement: Json) -> Json:
        labels = sorted({*shelf["labels"], *replacement["labels"]})
        rows = shelf["rows"] + replacement["rows"]
        return super().put_shelf(shelf, {**replacement, "labels": labels, "rows": rows})


@drift("PUT keeps the note that the body leaves out.", "replaceShelf")
class PutKeepsLeftOut(Library):
    def put_shelf(self, shelf: Json, replacement: Json) -> Json:
        kept = {"note": shelf["note"]} if "note" in shelf else {}
        return super().put_shelf(shelf, {**kept, **replacement})


@drift("PUT keeps the room and the sign of the location that the body leaves out.", "replaceShelf")
class PutKeepsLeftOutDeep(Library):
    def put_shelf(self, shelf: Json, replacement: Json) -> Json:
        location = deepcopy(shelf["location"])
        merge(location, replacement["location"])
        return super().put_shelf(shelf, {**replacement, "location": location})


@drift("PUT of what the shelf already is doubles its rows.", "replaceShelf")
class PutAgainDoublesRows(Library):
    def put_shelf(self, shelf: Json, replacement: Json) -> Json:
        if all(shelf.get(name) == value for name, value in replacement.items()):
            replacement = {**replacement, "rows": replacement["rows"] * 2}
        return super().put_shelf(shelf, replacement)


@drift("PATCH ignores an empty list of labels or rows.", "updateShelf")
class EmptyListDoesNotClear(Library):
    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        return super().merge_shelf(shelf, {name: value for name, value in changes.items() if value != []})


@drift("A PATCH that is refused for one field stores its other fields all the same.", "updateShelf")
class RefusedPatchIsStored(Library):
    def read_shelf_patch(self, body: Any, shelf: Json) -> Json:
        try:
            return super().read_shelf_patch(body, shelf)
        except Refused:
            self.merge_shelf(shelf, self.normalise(valid_part(self.shelf_patch_fields, body)))
            raise


def valid_part(fields: dict[str, bodies.Reader], body: Any) -> Json:
    part = {}
    for name, read in fields.items():
        if not isinstance(body, dict) or name not in body:
            continue
        try:
            part[name] = read(body[name], name)
        except Refused:
            continue
    return part


@drift("A PATCH of one shelf changes the labels, the floor and the name of another one.", "updateShelf")
class PatchShowsOnAnother(Library):
    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        other = newest_other(self, shelf)
        if other is not None:
            merge(other, {name: value for name, value in changes.items() if name in ("labels", "name", "location")})
        return super().merge_shelf(shelf, changes)


@drift(
    "The library sorts the labels and loses the last one of several.",
    "createShelf",
    "updateShelf",
    "replaceShelf",
)
class LabelsLoseOne(Library):
    def normalise(self, shelf: Json) -> Json:
        shelf = super().normalise(shelf)
        if len(shelf.get("labels", [])) > 1:
            shelf["labels"].pop()
        return shelf
