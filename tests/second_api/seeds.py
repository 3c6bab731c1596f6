"""What the user has in the library before anyone else comes."""

from typing import Any

SHELVES: list[dict[str, Any]] = [
    {
        "id": 1011,
        "name": "Poetry of the user",
        "note": "Do not lend the first edition",
        "labels": ["poetry", "rare"],
        "location": {"floor": 1, "room": "B07", "sign": {"text": "Poems", "colour": "green"}},
        "rows": [{"label": "R1", "capacity": 40, "genres": ["sonnets"]}, {"label": "R2", "capacity": 35}],
        "protected": True,
        "feed_token": "feed_a1a1a1a1a1a1a1a1a1a1a1a1",
        "created": "2026-01-05T08:00:00.000Z",
        "changed": "2026-02-11T16:20:00.500Z",
    },
    {
        "id": 1014,
        "name": "Travel",
        "labels": ["maps", "travel"],
        "location": {"floor": 0, "room": "A01"},
        "rows": [{"label": "R1", "capacity": 60}],
        "protected": False,
        "feed_token": "feed_b2b2b2b2b2b2b2b2b2b2b2b2",
        "created": "2026-01-06T09:30:00.000Z",
        "changed": "2026-01-06T09:30:00.000Z",
    },
    {
        "id": 1017,
        "name": "Gardening",
        "note": "",
        "labels": [],
        "location": {"floor": -1},
        "rows": [],
        "protected": False,
        "feed_token": "feed_c3c3c3c3c3c3c3c3c3c3c3c3",
        "created": "2026-01-07T10:00:00.000Z",
        "changed": "2026-03-01T12:00:00.000Z",
    },
    {
        "id": 1020,
        "name": "Travel",
        "labels": ["travel"],
        "location": {"floor": 2, "room": "C12", "sign": {"colour": "red"}},
        "rows": [],
        "protected": False,
        "feed_token": "feed_d4d4d4d4d4d4d4d4d4d4d4d4",
        "created": "2026-01-08T11:00:00.000Z",
        "changed": "2026-01-08T11:00:00.000Z",
    },
    {
        "id": 1023,
        "name": "Cooking",
        "labels": ["food"],
        "location": {"floor": 1, "sign": {"text": "Eat"}},
        "rows": [{"label": "R10", "capacity": 200, "genres": []}],
        "protected": False,
        "feed_token": "feed_e5e5e5e5e5e5e5e5e5e5e5e5",
        "created": "2026-01-09T12:00:00.000Z",
        "changed": "2026-01-10T12:00:00.000Z",
    },
    {
        "id": 1026,
        "name": "Maps",
        "labels": ["maps", "rare"],
        "location": {"floor": 9, "room": "Z99"},
        "rows": [],
        "protected": True,
        "feed_token": "feed_f6f6f6f6f6f6f6f6f6f6f6f6",
        "created": "2026-01-10T13:00:00.000Z",
        "changed": "2026-01-10T13:00:00.000Z",
    },
    {
        "id": 1029,
        "name": "New arrivals",
        "labels": [],
        "location": {"floor": 0},
        "rows": [],
        "protected": False,
        "feed_token": "feed_070707070707070707070707",
        "created": "2026-01-11T14:00:00.000Z",
        "changed": "2026-01-11T14:00:00.000Z",
    },
]

BOOKS: list[dict[str, Any]] = [
    {
        "id": 50010,
        "shelf_id": 1011,
        "title": "Collected Poems",
        "isbn": "9780140424386",
        "copies": 1,
        "authors": [{"name": "Ada Verse", "role": "writer"}],
    },
    {"id": 50017, "shelf_id": 1011, "title": "Odes", "copies": 3, "authors": []},
    {"id": 50024, "shelf_id": 1014, "title": "Islands", "copies": 2, "authors": [{"name": "Tom Line"}]},
    {
        "id": 50031,
        "shelf_id": 1011,
        "title": "Elegies",
        "copies": 1,
        "authors": [{"name": "Ida Grave", "role": "writer"}, {"name": "Jo Tongue", "role": "translator"}],
    },
    {"id": 50038, "shelf_id": 1014, "title": "Islands", "isbn": "9791090724266", "copies": 1, "authors": []},
]

LOAN_RULES: dict[str, Any] = {
    "days": 21,
    "renewals": 2,
    "closed_on": ["sunday"],
    "reminder": {"enabled": True, "text": "Please bring it back"},
}
CHANGED_LOAN_RULES: dict[int, dict[str, Any]] = {
    1014: {"days": 7, "renewals": 0, "closed_on": [], "reminder": {"enabled": False, "text": ""}},
}

SETTINGS: dict[str, Any] = {
    "library_name": "Hill Street Library",
    "languages": ["en", "de"],
    "contact": {"desk": "Ground floor, left", "phone": "555-0117"},
}

SEEDED_SHELVES = frozenset(shelf["id"] for shelf in SHELVES)
SEEDED_BOOKS = frozenset(book["id"] for book in BOOKS)
