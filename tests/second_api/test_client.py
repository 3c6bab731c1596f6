"""The client that is generated for the second API: typed strictly, and true to its envelope, pages and identifiers."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.second_api.run import ROOT, Prepared
from tests.second_api.seeds import SEEDED_SHELVES
from tests.second_api.server import KEY, create_app
from tests.second_api.serving import served

# The names of this client are in no module that type checkers of this repository know.
CALLS = """
import json, sys
from hopae_connect import APIStatusError, AuthenticatedClient, IdempotencyConflictError
from hopae_connect.api.books import create_book, delete_book
from hopae_connect.api.shelves import (
    create_shelf, delete_shelf, get_loan_rules, get_shelf, list_shelves, rotate_feed_token, update_loan_rules
)
from hopae_connect.models import BookCreate, LoanRulesPatch, ShelfCreate, ShelfLocation

client = AuthenticatedClient(sys.argv[1], base_url=sys.argv[2])
seen = {"walked": [shelf.id for shelf in list_shelves.iterate(client=client, page_size=2)]}
body = ShelfCreate("Odes", ShelfLocation(1))
shelf = create_shelf.sync(client=client, body=body, x_request_key="one")
again = create_shelf.sync_detailed(client=client, body=body, x_request_key="one")
seen["replayed"] = [again.replayed, again.parsed == shelf]
try:
    create_shelf.sync(client=client, body=ShelfCreate("Elegies", ShelfLocation(1)), x_request_key="one")
except IdempotencyConflictError as error:
    seen["conflict"] = [error.code, error.message]
update_loan_rules.sync(shelf.id, client=client, body=LoanRulesPatch.from_dict({"closed_on": ["monday"]}))
seen["closed_on"] = [day.value for day in get_loan_rules.sync(shelf.id, client=client).closed_on]
token = rotate_feed_token.sync(shelf.id, client=client).token
seen["token"] = token == get_shelf.sync(shelf.id, client=client).feed_token
book = create_book.sync(shelf.id, client=client, body=BookCreate("Odes", 1))
seen["deleted"] = [delete_book.sync(shelf.id, book.id, client=client), delete_shelf.sync(shelf.id, client=client)]
refused = get_shelf.sync_detailed(shelf.id, client=client)
seen["refused"] = [refused.status_code, type(refused.parsed).__name__, refused.parsed.problem.kind]
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(prepared: Prepared) -> Any:
    """What a program says that calls the faithful server with the client."""
    with served(create_app()) as url:
        command = [sys.executable, "-c", CALLS, KEY, url]
        done = subprocess.run(
            command, cwd=ROOT, env=prepared.environment, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_iterator_walks_all_pages(seen: Any) -> None:
    assert set(seen["walked"]) == SEEDED_SHELVES


def test_an_answer_with_another_header_is_known_as_a_replay(seen: Any) -> None:
    assert seen["replayed"] == [True, True]


def test_errors_say_code_and_message_from_another_envelope(seen: Any) -> None:
    assert seen["conflict"] == ["REQUEST_KEY_REUSED", "The key was used for another request"]
    assert seen["refused"] == [404, "ProblemAnswer", "SHELF_NOT_FOUND"]


def test_enumerations_in_arrays_are_decoded(seen: Any) -> None:
    assert seen["closed_on"] == ["monday"]


def test_integer_identifiers_and_rotations_work(seen: Any) -> None:
    assert seen["token"] is True


def test_success_without_a_body_is_none(seen: Any) -> None:
    assert seen["deleted"] == [None, None]


@pytest.mark.slow
def test_client_passes_strict_type_checks(prepared: Prepared) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir=/dev/null", "hopae_connect"]
    done = subprocess.run(command, cwd=prepared.client, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
