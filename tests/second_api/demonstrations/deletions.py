"""Demonstrations of drifts of deletions: each says whether the fault of its name shows."""

from ..api import BARE, Api, at


def delete_does_nothing(api: Api) -> bool:
    shelf = api.make()
    assert api.status("DELETE", at(shelf)) == 204
    return api.status("GET", at(shelf)) == 200


def delete_takes_neighbour(api: Api) -> bool:
    first, second = api.make(), api.make()
    api.status("DELETE", at(first))
    return api.status("GET", at(second)) == 404


def delete_empties_the_shelf(api: Api) -> bool:
    shelf = api.make()
    first, second = api.book(shelf), api.book(shelf)
    api.status("DELETE", at(shelf, first))
    return api.status("GET", at(shelf, second)) == 404


def deleted_shelf_is_listed(api: Api) -> bool:
    shelf = api.make()
    api.status("DELETE", at(shelf))
    return shelf["id"] in [item["id"] for item in api.listed()]


def deleted_book_is_listed(api: Api) -> bool:
    shelf = api.make()
    book = api.book(shelf)
    api.status("DELETE", at(shelf, book))
    return bool(api.read(shelf, "/books")["items"])


def deleted_shelf_is_read(api: Api) -> bool:
    shelf = api.make()
    api.status("DELETE", at(shelf))
    return api.status("GET", at(shelf)) == 200


def deleting_again_succeeds(api: Api) -> bool:
    shelf = api.make()
    return [api.status("DELETE", at(shelf)) for _ in range(2)] != [204, 404]


def deleted_shelf_lists_books(api: Api) -> bool:
    shelf = api.make()
    api.status("DELETE", at(shelf))
    return api.status("GET", f"{at(shelf)}/books") == 200


def protected_shelf_is_deleted(api: Api) -> bool:
    return api.status("DELETE", at(api.make({**BARE, "protected": True}))) != 409


def delete_answers_200(api: Api) -> bool:
    return api.status("DELETE", at(api.make())) == 200


def no_content_has_body(api: Api) -> bool:
    answer = api.send("DELETE", at(api.make()))
    # The server that is used here drops the body and leaves its type.
    return answer.status_code == 204 and "content-type" in answer.headers


def delete_answers_body(api: Api) -> bool:
    shelf = api.make()
    return api.send("DELETE", at(shelf, api.book(shelf))).content != b""


def book_is_deleted_by_another_shelf(api: Api) -> bool:
    first, second = api.make(), api.make()
    book = api.book(first)
    return api.status("DELETE", at(second, book)) != 404 or api.status("GET", at(first, book)) != 200
