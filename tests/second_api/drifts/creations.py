"""Drifts of creations and reads."""

from copy import deepcopy

from ..bodies import Refused
from ..calls import Answer, Call
from ..lending import Library
from ..seeds import SEEDED_SHELVES
from ..values import Json
from .drift import RemembersDeleted, drift


@drift(
    "The answer of a creation shows the floor as it was sent, the library stores the next one.",
    "createShelf",
    "getShelf",
    "listShelves",
)
class CreateStoresAnotherValue(Library):
    def create_shelf(self, call: Call) -> Answer:
        answer = super().create_shelf(call)
        shelf = self.shelves.get(answer.body["id"])
        if shelf is not None and shelf["location"] == answer.body["location"]:
            shelf["location"]["floor"] = shelf["location"]["floor"] % 9 + 1
        return answer


@drift("A new shelf is not in the collection.", "createShelf", "listShelves")
class CreatedShelfIsNotListed(Library):
    def listed_shelves(self) -> list[Json]:
        return [shelf for shelf in super().listed_shelves() if shelf["id"] in SEEDED_SHELVES]


@drift("A new shelf is in the collection twice, at the top and at the end.", "createShelf", "listShelves")
class CreatedShelfIsListedTwice(Library):
    def listed_shelves(self) -> list[Json]:
        shelves = super().listed_shelves()
        return [shelf for shelf in shelves if shelf["id"] not in SEEDED_SHELVES] + shelves


@drift("A new book is shown by the collections of other new shelves too.", "listBooks", "createBook")
class BookIsListedByOtherShelves(Library):
    def listed_books(self, shelf_id: int) -> list[Json]:
        if shelf_id in SEEDED_SHELVES:
            return super().listed_books(shelf_id)
        return [book for book in self.books.values() if book["shelf_id"] not in SEEDED_SHELVES]


@drift("A book can be read by the path of another shelf.", "getBook")
class BookIsReadByAnotherShelf(Library):
    def get_book(self, call: Call) -> Answer:
        self.find_shelf(call.shelf_id)
        book = self.books.get(call.book_id)
        return Answer(200, deepcopy(book)) if book is not None else super().get_book(call)


@drift("The read of a book shows one copy more than the collection.", "getBook", "listBooks")
class ReadDiffersFromCollection(Library):
    def book_read(self, book: Json) -> Json:
        return {**super().book_read(book), "copies": book["copies"] + 1}


@drift("The list of books shows identifiers as strings.", "listBooks")
class IdentifiersAreStrings(Library):
    def book_entry(self, book: Json) -> Json:
        return {**super().book_entry(book), "id": str(book["id"])}


@drift("The count of a page is that of its window, not of all shelves.", "listShelves")
class CountIsOfTheWindow(Library):
    def shelf_count(self, shelves: list[Json], window: list[Json]) -> int:
        return len(window)


@drift("The count of shelves goes on counting the deleted ones.", "listShelves", "deleteShelf")
class CountKeepsDeleted(RemembersDeleted):
    def shelf_count(self, shelves: list[Json], window: list[Json]) -> int:
        return len(shelves) + sum("shelf_id" not in thing for thing in self.deleted.values())


@drift("The refusals of reading a book come in another envelope.", "getBook")
class AnotherErrorEnvelope(Library):
    def problem(self, operation: str, refused: Refused) -> Json:
        if operation == "get_book":
            return {"error": {"code": refused.kind, "message": refused.text}}
        return super().problem(operation, refused)


@drift("A creation that is repeated with its key makes a second shelf.", "createShelf")
class CreationReplayMakesAnother(Library):
    def create_shelf(self, call: Call) -> Answer:
        return super().create_shelf(call._replace(key=None))
