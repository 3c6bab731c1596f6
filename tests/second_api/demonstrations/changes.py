"""Demonstrations of drifts of changes: each says whether the fault of its name shows."""

from typing import Any

from ..api import BARE, FULL, LOCATION, ROWS, Api, at


def patch_stores_nothing(api: Api) -> bool:
    return bool(api.change(api.make(), {"name": "Other"})["name"] != "Other")


def patch_clears_unnamed(api: Api) -> bool:
    after = api.change(api.make(), {"name": "Other"})
    return (after.get("note"), after["labels"], after["rows"]) != ("A note", ["a", "b"], ROWS)


def patch_clears_unnamed_deep(api: Api) -> bool:
    after = api.change(api.make(), {"location": {"sign": {"colour": "blue"}}})
    return bool(after["location"] != {**LOCATION, "sign": {"text": "Poems", "colour": "blue"}})


def patch_only_answers(api: Api) -> bool:
    shelf = api.make()
    after = api.change(shelf, {"name": "Other"})
    return bool(after["name"] == "Other" and api.read(shelf)["name"] != "Other")


def collection_shows_old_state(api: Api) -> bool:
    shelf = api.make()
    api.change(shelf, {"name": "Other"})
    return bool(api.read(shelf)["name"] == "Other" and api.entry(shelf)["name"] != "Other")


def put_appends(api: Api) -> bool:
    after = api.change(api.make(), {**BARE, "labels": ["c"], "rows": ROWS[:1]}, "PUT")
    return bool(after["labels"] != ["c"] or after["rows"] != ROWS[:1])


def put_keeps_left_out(api: Api) -> bool:
    return "note" in api.change(api.make(), BARE, "PUT")


def put_keeps_left_out_deep(api: Api) -> bool:
    return bool(api.change(api.make(), BARE, "PUT")["location"] != BARE["location"])


def put_again_doubles_rows(api: Api) -> bool:
    shelf = api.make(BARE)
    first, second = (api.change(shelf, FULL, "PUT") for _ in range(2))
    return bool(first["rows"] != second["rows"])


def empty_list_does_not_clear(api: Api) -> bool:
    after = api.change(api.make(), {"labels": [], "rows": []})
    return bool(after["labels"] or after["rows"])


def refused_patch_is_stored(api: Api) -> bool:
    shelf = api.make()
    assert api.status("PATCH", at(shelf), {"name": "Other", "rows": [{"label": "x"}]}) == 400
    return bool(api.read(shelf) != shelf)


def patch_shows_on_another(api: Api) -> bool:
    first, second = api.make(), api.make()
    api.change(first, {"labels": ["z"]})
    return bool(api.read(second) != second)


def labels_lose_one(api: Api) -> bool:
    return bool(api.make({**BARE, "labels": ["b", "a", "b"]})["labels"] != ["a", "b"])


def changed_rules(api: Api, body: Any) -> list[Any]:
    shelf = api.make()
    api.send("PATCH", f"{at(shelf)}/loan-rules", {"days": 30, "reminder": {"text": "Soon"}})
    api.send("PATCH", f"{at(shelf)}/loan-rules", body)
    return [api.read(shelf, "/loan-rules") for _ in range(2)]


def loan_rules_store_nothing(api: Api) -> bool:
    return bool(changed_rules(api, {"renewals": 5})[0]["renewals"] != 5)


def loan_rules_forget(api: Api) -> bool:
    first, second = changed_rules(api, {"renewals": 5})
    return bool(first != second)


def loan_rules_lose_the_rest(api: Api) -> bool:
    rules = changed_rules(api, {"reminder": {"enabled": False}})[0]
    return bool((rules["days"], rules["reminder"]) != (30, {"enabled": False, "text": "Soon"}))


def loan_rules_are_shared(api: Api) -> bool:
    first, second = api.make(), api.make()
    api.send("PATCH", f"{at(first)}/loan-rules", {"days": 30})
    return bool(api.read(second, "/loan-rules")["days"] == 30)


def loan_rules_answer_200(api: Api) -> bool:
    return api.status("PATCH", f"{at(api.make())}/loan-rules", {"days": 30}) == 200
