"""Demonstrations of drifts of limits: each says whether the fault of its name shows."""

from typing import Any

from ..api import BARE, BOOK, ROWS, Api, at


def writes(api: Api, body: dict[str, Any]) -> set[int]:
    """Return the statuses with which the three writers of shelves answer the same rows."""
    shelf = api.make()
    creation = api.status("POST", "/shelves", {**BARE, **body})
    return {creation, api.status("PATCH", at(shelf), body), api.status("PUT", at(shelf), {**BARE, **body})}


def rows_are_unlimited(api: Api) -> bool:
    return writes(api, {"rows": ROWS[:1] * 6}) != {400}


def row_label_takes_any_text(api: Api) -> bool:
    return writes(api, {"rows": [{"label": "R100", "capacity": 1}]}) != {400}


def row_capacity_is_not_required(api: Api) -> bool:
    return writes(api, {"rows": [{"label": "R1"}]}) != {400}


def genres_are_fewer(api: Api) -> bool:
    return writes(api, {"rows": [{"label": "R1", "capacity": 1, "genres": ["aa", "bb", "cc", "dd"]}]}) == {400}


def author_name_is_shorter(api: Api) -> bool:
    return api.status("POST", f"{at(api.make())}/books", {**BOOK, "authors": [{"name": "a" * 60}]}) == 400
