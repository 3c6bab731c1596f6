"""Servers that show other windows than the ones that were asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"


class Pages(HttpRules):
    """Shows the page in which the offset lies."""

    def window(self, paging: Any, items: Sequence[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
        limit, offset = parameters[paging.limit], parameters[paging.offset]
        start = offset // limit * limit
        return {**super().window(paging, items, parameters), paging.items_field: items[start : start + limit]}


class WithoutLastPage(HttpRules):
    """Shows no page that is not full, but for the first."""

    def window(self, paging: Any, items: Sequence[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
        limit, offset = parameters[paging.limit], parameters[paging.offset]
        shown = items[offset : offset + limit]
        return {
            **super().window(paging, items, parameters),
            paging.items_field: shown if len(shown) == limit or not offset else [],
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (HttpRules, set[str]()),
        (Pages, {"response 200 body /data"}),
        (WithoutLastPage, {"response 200 body /data"}),
    ],
)
def test_windows_that_show_something_else_are_told(judge: Contract, rules: type[HttpRules], places: set[str]) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=rules)) as base_url:
        outcome = judge(base_url, KEY, "--rule", "paging/windows-of-any-size")
    assert {one["place"] for one in outcome.findings} == places, outcome.output
    assert outcome.report["inconclusive"] == []
