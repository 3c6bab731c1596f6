"""JSON as a run reads it."""

import json
from typing import Any

import pytest

from contract_tests.judging.json_reading import DEEPEST, MOST_VALUES, NotJson, read_json


@pytest.mark.parametrize("value", [None, True, 1, 1.5, "é 🪪", [1, [2]], {"a": {"b": []}}, -(10**30)])
def test_json_is_read_as_it_is(value: Any) -> None:
    assert read_json(json.dumps(value).encode()) == value


def test_byte_order_mark_makes_no_difference() -> None:
    assert read_json(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"<html>", "not JSON"),
        (b"{} {}", "not JSON"),
        (b'{"a": NaN}', "NaN, which is no JSON"),
        (b"[Infinity]", "Infinity, which is no JSON"),
        (b"[-Infinity]", "-Infinity, which is no JSON"),
        (b'{"a": 1, "a": 2}', "a name that stands twice in one object"),
        (b'"\\ud800"', "half of a surrogate pair"),
        (b'{"\\udfff": 1}', "half of a surrogate pair"),
        (b"9" * 10_000, "a number of more than 40 digits"),
        (b"1e999", "a number that is out of range"),
        ("{}".encode("utf-16"), "not UTF-8"),
        (b'"\xff"', "not UTF-8"),
        (b"[" * 450 + b"]" * 450, f"nested deeper than {DEEPEST}"),
        (b"[" * 100_000, f"nested deeper than {DEEPEST}"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, f"nested deeper than {DEEPEST}"),
        (b"[" + b"1," * (MOST_VALUES + 1) + b"1]", f"more than {MOST_VALUES} values"),
    ],
)
def test_what_no_honest_answer_holds_is_said_in_words(body: bytes, problem: str) -> None:
    found = read_json(body)
    assert isinstance(found, NotJson)
    assert found.problem == problem


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    assert isinstance(read_json(b"[" * DEEPEST + b"]" * DEEPEST), list)
