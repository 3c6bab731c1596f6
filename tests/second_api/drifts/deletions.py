"""Drifts of deletions."""

from copy import deepcopy

from ..calls import Answer, Call
from ..lending import Library
from ..seeds import SEEDED_BOOKS, SEEDED_SHELVES
from ..values import Json
from .drift import RemembersDeleted, drift, newest_other


@drift("DELETE of a shelf answers 204 and deletes nothing.", "deleteShelf")
class DeleteDoesNothing(Library):
    def remove_shelf(self, shelf: Json) -> None:
        return


@drift("DELETE of a shelf deletes the newest other shelf too.", "deleteShelf")
class DeleteTakesNeighbour(Library):
    def remove_shelf(self, shelf: Json) -> None:
        other = newest_other(self, shelf)
        if other is not None:
            super().remove_shelf(other)
        super().remove_shelf(shelf)


@drift("DELETE of a book takes all books of the shelf along.", "deleteBook")
class DeleteEmptiesTheShelf(Library):
    def remove_book(self, book: Json) -> None:
        for other in self.listed_books(book["shelf_id"]):
            if other["id"] not in SEEDED_BOOKS:
                super().remove_book(other)


@drift("A deleted shelf is still in the collection.", "deleteShelf", "listShelves")
class DeletedShelfIsListed(RemembersDeleted):
    def listed_shelves(self) -> list[Json]:
        return super().listed_shelves() + list(self.deleted.values())

    def remove_book(self, book: Json) -> None:
        Library.remove_book(self, book)


@drift("A deleted book is still in the collection of its shelf.", "deleteBook", "listBooks")
class DeletedBookIsListed(RemembersDeleted):
    def listed_books(self, shelf_id: int) -> list[Json]:
        deleted = [book for book in self.deleted.values() if book.get("shelf_id") == shelf_id]
        return super().listed_books(shelf_id) + deleted


@drift("A deleted shelf can still be read.", "deleteShelf", "getShelf")
class DeletedShelfIsRead(RemembersDeleted):
    def get_shelf(self, call: Call) -> Answer:
        if call.shelf_id in self.deleted:
            return Answer(200, deepcopy(self.deleted[call.shelf_id]))
        return super().get_shelf(call)


@drift("A shelf that is deleted again answers 204 instead of 404.", "deleteShelf")
class DeletingAgainSucceeds(RemembersDeleted):
    def delete_shelf(self, call: Call) -> Answer:
        return Answer(204) if call.shelf_id in self.deleted else super().delete_shelf(call)


@drift("A deleted shelf still lists its books, none.", "deleteShelf", "listBooks")
class DeletedShelfListsBooks(RemembersDeleted):
    def list_books(self, call: Call) -> Answer:
        return Answer(200, {"items": []}) if call.shelf_id in self.deleted else super().list_books(call)


@drift("A protected shelf is deleted instead of refused.", "deleteShelf")
class ProtectedShelfIsDeleted(Library):
    def delete_shelf(self, call: Call) -> Answer:
        if call.shelf_id in SEEDED_SHELVES:
            return super().delete_shelf(call)
        self.remove_shelf(self.find_shelf(call.shelf_id))
        return Answer(204)


@drift("DELETE of a shelf answers 200 and a body instead of 204 and none.", "deleteShelf")
class DeleteAnswers200(Library):
    def delete_shelf(self, call: Call) -> Answer:
        super().delete_shelf(call)
        return Answer(200, {"deleted": call.shelf_id})


@drift("DELETE of a book answers 200 with a body instead of nothing.", "deleteBook")
class DeleteAnswersBody(Library):
    def delete_book(self, call: Call) -> Answer:
        book = deepcopy(self.find_book_to_delete(call.shelf_id, call.book_id))
        super().delete_book(call)
        return Answer(200, book)


@drift("DELETE of a book works by the path of another shelf.", "deleteBook")
class BookIsDeletedByAnotherShelf(Library):
    def find_book_to_delete(self, shelf_id: int, book_id: int) -> Json:
        if book_id in self.books and book_id not in SEEDED_BOOKS:
            return self.books[book_id]
        return super().find_book_to_delete(shelf_id, book_id)


# Most servers and clients drop the body of a 204.
@drift("DELETE of a shelf answers 204 with a body.", "deleteShelf", subtle=True)
class NoContentHasBody(Library):
    def delete_shelf(self, call: Call) -> Answer:
        super().delete_shelf(call)
        return Answer(204, {"deleted": call.shelf_id})
