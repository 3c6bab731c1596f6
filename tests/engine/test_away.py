"""Servers that are away, in part or for a moment: neither drift nor conformance where nothing can be told."""

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"


class LoginPage(HttpRules):
    """Answers every request with a page to log in, or the first ones only."""

    pages = 10_000

    async def answer(self, operation: Any, request: Request) -> Any:
        type(self).pages -= 1
        return HTMLResponse("<html>Log in</html>") if self.pages >= 0 else await super().answer(operation, request)


class Teapot(HttpRules):
    """Answers 418 to whoever wants a report."""

    async def answer(self, operation: Any, request: Request) -> Any:
        if operation.id == "getProductionTestReport":
            return Response(status_code=418)
        return await super().answer(operation, request)


@pytest.mark.parametrize("pages", [10_000, 5])
def test_login_page_is_no_drift(judge: Contract, monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """A page that is none of the API's, for good or for a moment, could not be judged and leaves no finding."""
    monkeypatch.setattr(LoginPage, "pages", pages)
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=LoginPage)) as base_url:
        outcome = judge(base_url, KEY)
    assert (outcome.exit_code, outcome.findings) == (2, []), outcome.output
    assert not (outcome.folder / "overlay.yaml").exists()


def test_operation_that_never_succeeds_does_not_conform(judge: Contract) -> None:
    """A report that always answers 418 is drift, and the run says that it never saw it succeed."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=Teapot)) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 1, outcome.output
    assert "never seen to succeed: getProductionTestReport" in outcome.output
