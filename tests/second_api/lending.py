"""The library: its state in memory and its fifteen operations, with a method for each step that may be faulty."""

import secrets
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from . import bodies, seeds
from .bodies import Refused
from .calls import Answer, Call, number_of
from .values import Json, merge, new_token, timestamp

SIZE_DEFAULT, SIZE_MOST = 10, 50
SKIP_MOST = 1_000_000
KEY_LENGTH_MOST = 64
SHELF_STEP, BOOK_STEP = 3, 7
SHELF_DEFAULTS: Json = {"labels": [], "rows": [], "protected": False}
SHELF_GIVEN = ("id", "feed_token", "created", "changed")


class Library:
    """One library with the user's things in it."""

    def __init__(self) -> None:
        self.shelves: dict[int, Json] = {shelf["id"]: deepcopy(shelf) for shelf in seeds.SHELVES}
        self.books: dict[int, Json] = {book["id"]: deepcopy(book) for book in seeds.BOOKS}
        self.loan_rules: dict[int, Json] = {
            number: deepcopy(seeds.CHANGED_LOAN_RULES.get(number, seeds.LOAN_RULES)) for number in self.shelves
        }
        self.settings: Json = deepcopy(seeds.SETTINGS)
        self.last_shelf = max(self.shelves)
        self.last_book = max(self.books)
        self.first_answers: dict[str, tuple[Any, Answer]] = {}

    # Shelves

    def list_shelves(self, call: Call) -> Answer:
        size = number_of(call.query, "size", SIZE_DEFAULT, 1, SIZE_MOST)
        skip = number_of(call.query, "skip", 0, 0, SKIP_MOST)
        shelves = self.listed_shelves()
        window = [self.shelf_entry(shelf) for shelf in shelves[skip : skip + size]]
        meta = {"count": self.shelf_count(shelves, window), "size": size, "skip": skip}
        return Answer(200, {"shelves": window, "meta": meta})

    def create_shelf(self, call: Call) -> Answer:
        shelf = self.read_new_shelf(call.body)
        return self.once(call, lambda: self.shelf_created(self.add_shelf(shelf)))

    def get_shelf(self, call: Call) -> Answer:
        return Answer(200, self.shelf_read(self.find_shelf(call.shelf_id)))

    def update_shelf(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        changes = self.read_shelf_patch(call.body, shelf)
        return Answer(200, self.merge_shelf(shelf, changes))

    def replace_shelf(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        replacement = {**deepcopy(SHELF_DEFAULTS), **self.read_new_shelf(call.body)}
        return Answer(200, self.put_shelf(shelf, replacement))

    def delete_shelf(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        if shelf["protected"]:
            raise Refused(409, "SHELF_PROTECTED", "The shelf is protected")
        self.remove_shelf(shelf)
        return Answer(204)

    def rotate_feed_token(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        return self.once(call, lambda: Answer(200, {"token": self.rotate(shelf)}))

    # Loan rules

    def get_loan_rules(self, call: Call) -> Answer:
        return Answer(200, deepcopy(self.rules_of(self.find_shelf(call.shelf_id))))

    def update_loan_rules(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        self.merge_rules(self.rules_of(shelf), bodies.LOAN_RULES_PATCH(call.body, ""))
        return Answer(204)

    # Books

    def list_books(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        return Answer(200, {"items": [self.book_entry(book) for book in self.listed_books(shelf["id"])]})

    def create_book(self, call: Call) -> Answer:
        shelf = self.find_shelf(call.shelf_id)
        book = self.add_book(shelf["id"], self.read_book(call.body))
        return Answer(201, deepcopy(book))

    def get_book(self, call: Call) -> Answer:
        return Answer(200, self.book_read(self.find_book(call.shelf_id, call.book_id)))

    def delete_book(self, call: Call) -> Answer:
        self.remove_book(self.find_book_to_delete(call.shelf_id, call.book_id))
        return Answer(200)

    # Settings

    def get_settings(self, call: Call) -> Answer:
        return Answer(200, deepcopy(self.settings))

    def update_settings(self, call: Call) -> Answer:
        merge(self.settings, bodies.SETTINGS_PATCH(call.body, ""))
        return Answer(200, deepcopy(self.settings))

    # Steps of operations on shelves

    shelf_fields = bodies.SHELF_FIELDS
    shelf_patch_fields = bodies.SHELF_PATCH_FIELDS
    book_fields = bodies.BOOK_FIELDS

    def read_new_shelf(self, body: Any) -> Json:
        shelf: Json = bodies.record(self.shelf_fields, "name", "location")(body, "")
        return self.normalise(shelf)

    def read_shelf_patch(self, body: Any, shelf: Json) -> Json:
        changes: Json = bodies.record(self.shelf_patch_fields)(body, "")
        return self.normalise(changes)

    def normalise(self, shelf: Json) -> Json:
        if "labels" in shelf:
            shelf["labels"] = sorted(set(shelf["labels"]))
        return shelf

    def find_shelf(self, shelf_id: int) -> Json:
        if shelf_id not in self.shelves:
            raise Refused(404, "SHELF_NOT_FOUND", "There is no such shelf")
        return self.shelves[shelf_id]

    def listed_shelves(self) -> list[Json]:
        return list(self.shelves.values())

    def shelf_count(self, shelves: list[Json], window: list[Json]) -> int:
        return len(shelves)

    def shelf_entry(self, shelf: Json) -> Json:
        return {name: deepcopy(value) for name, value in shelf.items() if name != "feed_token"}

    def shelf_read(self, shelf: Json) -> Json:
        return deepcopy(shelf)

    def shelf_created(self, shelf: Json) -> Answer:
        return Answer(201, deepcopy(shelf), {"Location": f"/v2/shelves/{shelf['id']}"})

    def add_shelf(self, body: Json) -> Json:
        self.last_shelf += SHELF_STEP
        now = timestamp()
        given = {"id": self.last_shelf, "feed_token": new_token(), "created": now, "changed": now}
        shelf = {**deepcopy(SHELF_DEFAULTS), **deepcopy(body), **given}
        self.shelves[self.last_shelf] = shelf
        self.loan_rules[self.last_shelf] = deepcopy(seeds.LOAN_RULES)
        return shelf

    def merge_shelf(self, shelf: Json, changes: Json) -> Json:
        merge(shelf, changes)
        shelf["changed"] = timestamp()
        return deepcopy(shelf)

    def put_shelf(self, shelf: Json, replacement: Json) -> Json:
        kept = {name: shelf[name] for name in SHELF_GIVEN}
        shelf.clear()
        shelf.update(**kept, **deepcopy(replacement))
        shelf["changed"] = timestamp()
        return deepcopy(shelf)

    def remove_shelf(self, shelf: Json) -> None:
        number = shelf["id"]
        del self.shelves[number]
        del self.loan_rules[number]
        self.books = {key: book for key, book in self.books.items() if book["shelf_id"] != number}

    def rotate(self, shelf: Json) -> str:
        shelf["feed_token"] = new_token()
        return str(shelf["feed_token"])

    def once(self, call: Call, act: Callable[[], Answer]) -> Answer:
        """Act, unless the request's key has been used: then repeat the first answer or refuse."""
        if call.key is None:
            return act()
        if not 1 <= len(call.key) <= KEY_LENGTH_MOST:
            raise Refused(400, "INVALID_PARAMETER", f"X-Request-Key: 1 to {KEY_LENGTH_MOST} characters")
        request = (call.operation, call.path, call.body)
        if call.key not in self.first_answers:
            self.first_answers[call.key] = (deepcopy(request), act())
            return self.first_answers[call.key][1]
        first_request, answer = self.first_answers[call.key]
        if request != first_request:
            raise Refused(409, "REQUEST_KEY_REUSED", "The key was used for another request")
        return answer._replace(headers={**answer.headers, "X-Request-Replayed": "yes"})

    # Steps of operations on loan rules and books

    def rules_of(self, shelf: Json) -> Json:
        return self.loan_rules[shelf["id"]]

    def merge_rules(self, rules: Json, changes: Json) -> None:
        merge(rules, changes)

    def read_book(self, body: Any) -> Json:
        book: Json = bodies.record(self.book_fields, "title", "copies")(body, "")
        return book

    def listed_books(self, shelf_id: int) -> list[Json]:
        return [book for book in self.books.values() if book["shelf_id"] == shelf_id]

    def book_entry(self, book: Json) -> Json:
        return deepcopy(book)

    def book_read(self, book: Json) -> Json:
        return deepcopy(book)

    def add_book(self, shelf_id: int, body: Json) -> Json:
        self.last_book += BOOK_STEP
        self.books[self.last_book] = {"id": self.last_book, "shelf_id": shelf_id, "authors": [], **deepcopy(body)}
        return self.books[self.last_book]

    def find_book(self, shelf_id: int, book_id: int) -> Json:
        self.find_shelf(shelf_id)
        book = self.books.get(book_id)
        if book is None or book["shelf_id"] != shelf_id:
            raise Refused(404, "BOOK_NOT_FOUND", "There is no such book on the shelf")
        return book

    def find_book_to_delete(self, shelf_id: int, book_id: int) -> Json:
        return self.find_book(shelf_id, book_id)

    def remove_book(self, book: Json) -> None:
        del self.books[book["id"]]

    # What every refusal says

    def problem(self, operation: str, refused: Refused) -> Json:
        return {"problem": {"kind": refused.kind, "text": refused.text}, "trace": secrets.token_hex(8)}
