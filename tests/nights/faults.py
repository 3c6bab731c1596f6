"""What is wrong with a server that is not well: pages in place of answers, edits of bodies, JSON that is none."""

import json
from pathlib import Path

from tests.nights.night import CREATE_TEST, EVERY_OPERATION, LIST_APPS, READ_REPORT, Edit, Instead, JsonValue, Reply

HTML = "text/html; charset=utf-8"
MAINTENANCE = Reply(200, b"<!doctype html><html><body><h1>We'll be back soon</h1></body></html>", media_type=HTML)
LOGIN = Reply(200, b"<!doctype html><form action=/login><input name=password></form>", media_type=HTML)
HTML_AS_JSON = Reply(200, b"<html><body>maintenance</body></html>")
EMPTY = Reply(200, None)
NOTHING_OF_THE_API = Reply(200, {})
HEALTH = Reply(200, {"status": "ok"})
PLAIN_OK = Reply(200, b"OK", media_type="text/plain")
CAPTIVE = Reply(302, None, (("Location", "/login"),))
NOT_FOUND_PAGE = Reply(404, b"<html><h1>404 Not Found</h1></html>", media_type=HTML)
NOT_JSON = Reply(200, b'{"challenge": ')


def envelope(status: int, code: str, *headers: tuple[str, str]) -> Reply:
    """Return a documented error."""
    body = {"error": {"code": code, "message": "no"}, "request_id": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55"}
    return Reply(status, body, headers)


TEAPOT = envelope(418, "IM_A_TEAPOT")
UNAUTHORIZED = envelope(401, "AUTH_INVALID_CREDENTIALS")
FORBIDDEN = envelope(403, "AUTH_FORBIDDEN")
MISSING = envelope(404, "RESOURCE_NOT_FOUND")
INTERNAL = envelope(500, "SYSTEM_INTERNAL_ERROR")
LIMITED = envelope(429, "RATE_LIMIT_EXCEEDED", ("Retry-After", "3600"))
UNAVAILABLE = Reply(503, b"<html>503</html>", media_type=HTML)


def always(what: Reply | str, operation: str = EVERY_OPERATION, **others: object) -> tuple[Instead, ...]:
    """Return the fault that an operation, or every one, gets this instead of its answer."""
    return (Instead(operation, what, **others),)  # type: ignore[arg-type]


def _report_without_total(body: JsonValue) -> JsonValue:
    del body["stats"]["totalClaims"]
    return body


def _apps_without_name(body: JsonValue) -> JsonValue:
    for app in body["data"]:
        del app["name"]
    return body


def _other_title(body: JsonValue) -> JsonValue:
    body["payload"]["title"] = "Untitled"
    return body


def raw_report(total: str) -> Edit:
    """Return the drift of a report whose number of claims is written like this."""

    def change(body: JsonValue) -> bytes:
        body["stats"]["totalClaims"] = 1234567
        return json.dumps(body).replace("1234567", total).encode()

    return Edit(READ_REPORT, change)


REPORT_DRIFTS = (Edit(READ_REPORT, _report_without_total),)
APPS_DRIFT = (Edit(LIST_APPS, _apps_without_name),)
TITLE_DRIFTS = (Edit(CREATE_TEST, _other_title),)

PLUGIN = """
def pytest_collection_modifyitems(items):
    items.clear()


def pytest_sessionfinish(session):
    session.exitstatus = 0
"""


def write_plugin(work: Path, directory: Path) -> None:
    """Put a pytest plugin that throws every test away where `PYTHONPATH={work}` finds it."""
    (work / "nights_hostile_plugin.py").write_text(PLUGIN)


def file_in_place_of_reports(work: Path, directory: Path) -> None:
    """Make a file where the reports should go."""
    directory.write_text("a file")


def directory_in_place_of_history(work: Path, directory: Path) -> None:
    """Make a directory where the history should be."""
    (work / "history.json").mkdir()


def broken_history(work: Path, directory: Path) -> None:
    """Break the history."""
    (work / "history.json").write_bytes(b'{"runs": [\xff')


def stale_reports(work: Path, directory: Path) -> None:
    """Leave the reports of an earlier run behind."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "junit.xml").write_text("<testsuites><!-- left behind by an earlier run --></testsuites>")
