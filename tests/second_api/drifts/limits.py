"""Drifts of the limits of nested data."""

from typing import Any, ClassVar

from .. import bodies
from ..lending import Library
from ..values import Json
from .drift import drift


def with_rows(read: bodies.Reader) -> dict[str, dict[str, bodies.Reader]]:
    """Return the fields of both kinds of shelf body, with another reader of rows."""
    return {
        "shelf_fields": {**bodies.SHELF_FIELDS, "rows": read},
        "shelf_patch_fields": {**bodies.SHELF_PATCH_FIELDS, "rows": read},
    }


class WithFields(Library):
    """A library that reads shelves with other fields; a base of drifts, none itself."""

    changed_fields: ClassVar[dict[str, dict[str, bodies.Reader]]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.__dict__.update(self.changed_fields)


SHELF_WRITERS = ("createShelf", "updateShelf", "replaceShelf")


@drift("More than five rows are taken.", *SHELF_WRITERS)
class RowsAreUnlimited(WithFields):
    changed_fields = with_rows(bodies.many(bodies.ROW, 500))


@drift("The label of a row may be any text.", *SHELF_WRITERS)
class RowLabelTakesAnyText(WithFields):
    changed_fields = with_rows(
        bodies.many(bodies.record({**bodies.ROW_FIELDS, "label": bodies.text()}, "label", "capacity"), 5)
    )


def row_with_capacity(value: Any, place: str) -> Any:
    return bodies.ROW({"capacity": 1, **value} if isinstance(value, dict) else value, place)


@drift("A row without its required capacity is taken.", *SHELF_WRITERS)
class RowCapacityIsNotRequired(WithFields):
    changed_fields = with_rows(bodies.many(row_with_capacity, 5))


@drift("The genres of a row are refused from the third on, four are documented.", *SHELF_WRITERS)
class GenresAreFewer(WithFields):
    changed_fields = with_rows(
        bodies.many(
            bodies.record({**bodies.ROW_FIELDS, "genres": bodies.many(bodies.text(2, 20), 2)}, "label", "capacity"), 5
        )
    )


@drift("Names of authors are refused beyond 30 characters, 60 are documented.", "createBook")
class AuthorNameIsShorter(Library):
    def read_book(self, body: Any) -> Json:
        book = super().read_book(body)
        for index, author in enumerate(book.get("authors", [])):
            bodies.text(1, 30)(author["name"], f"authors/{index}/name")
        return book
