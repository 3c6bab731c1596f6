"""Servers that are away, in part or for a moment: neither drift nor conformance where nothing can be told."""

from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contract_tests.mock import MockOptions, create_app, load_spec, serve
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"


@pytest.fixture
def spec_path(first_operations: Path) -> Path:
    """A contract of a few operations."""
    return first_operations


class LoginPage:
    """Answers every request with a page to log in, or the first ones only."""

    def __init__(self, app: ASGIApp, pages: int) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._pages -= 1
        page = HTMLResponse("<html>Log in</html>")
        await (page if self._pages >= 0 else self._app)(scope, receive, send)


class Teapot:
    """Answers 418 to whoever wants a report."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wants_report = scope["path"].endswith("/report")
        await (Response(status_code=418) if wants_report else self._app)(scope, receive, send)


@pytest.mark.slow
@pytest.mark.parametrize("pages", [10_000, 5])
def test_login_page_is_no_drift(judge: Contract, pages: int) -> None:
    """A page that is none of the API's, for good or for a moment, could not be judged and leaves no finding."""
    app = create_app(load_spec(), MockOptions(key=KEY))
    app.add_middleware(LoginPage, pages=pages)
    with serve(app) as base_url:
        outcome = judge(base_url, KEY)
    assert (outcome.exit_code, outcome.findings) == (2, []), outcome.output
    assert not (outcome.folder / "overlay.yaml").exists()


@pytest.mark.slow
def test_operation_that_never_succeeds_does_not_conform(judge: Contract) -> None:
    """A report that always answers 418 is drift, and the run says that it never saw it succeed."""
    app = create_app(load_spec(), MockOptions(key=KEY))
    app.add_middleware(Teapot)
    with serve(app) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 1, outcome.output
    assert "getProductionTestReport was never seen to succeed" in outcome.output
