"""Demonstrations of drifts of creations, reads and rotations: each says whether the fault of its name shows."""

from ..api import Api, at


def create_stores_another_value(api: Api) -> bool:
    shelf = api.make()
    return bool(api.read(shelf) != shelf)


def created_shelf_is_not_listed(api: Api) -> bool:
    return api.make()["id"] not in [item["id"] for item in api.listed()]


def created_shelf_is_listed_twice(api: Api) -> bool:
    shelf = api.make()
    pages = [api.send("GET", "/shelves", params={"size": 4, "skip": skip}).json()["shelves"] for skip in (0, 4, 8)]
    return [item["id"] for page in pages for item in page].count(shelf["id"]) != 1


def book_is_listed_by_other_shelves(api: Api) -> bool:
    first, second = api.make(), api.make()
    api.book(first)
    return bool(api.read(second, "/books")["items"])


def book_is_read_by_another_shelf(api: Api) -> bool:
    first, second = api.make(), api.make()
    return api.status("GET", at(second, api.book(first))) != 404


def read_differs_from_collection(api: Api) -> bool:
    shelf = api.make()
    book = api.book(shelf)
    return bool(api.read(shelf, "/books")["items"] != [api.send("GET", at(shelf, book)).json()])


def identifiers_are_strings(api: Api) -> bool:
    shelf = api.make()
    api.book(shelf)
    return isinstance(api.read(shelf, "/books")["items"][0]["id"], str)


def count_is_of_the_window(api: Api) -> bool:
    return bool(api.send("GET", "/shelves", params={"size": 2}).json()["meta"] != {"count": 7, "size": 2, "skip": 0})


def count_keeps_deleted(api: Api) -> bool:
    api.status("DELETE", at(api.make()))
    return bool(api.send("GET", "/shelves").json()["meta"]["count"] != len(api.listed()))


def another_error_envelope(api: Api) -> bool:
    return "problem" not in api.send("GET", f"{at(api.make())}/books/1").json()


def creation_replay_makes_another(api: Api) -> bool:
    first, second = (api.make(headers={"X-Request-Key": "one"}) for _ in range(2))
    return first != second


def rotation_shows_old_token(api: Api) -> bool:
    shelf = api.make()
    return bool(api.send("POST", f"{at(shelf)}/feed-token").json()["token"] == shelf["feed_token"])


def rotation_replay_makes_another(api: Api) -> bool:
    path, headers = f"{at(api.make())}/feed-token", {"X-Request-Key": "two"}
    first, second = (api.send("POST", path, headers=headers) for _ in range(2))
    assert second.headers["x-request-replayed"] == "yes"
    return bool(first.json() != second.json())


def read_does_not_show_rotated_token(api: Api) -> bool:
    shelf = api.make()
    token = api.send("POST", f"{at(shelf)}/feed-token").json()["token"]
    return bool(api.read(shelf)["feed_token"] != token)
