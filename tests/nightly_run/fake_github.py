"""A stand-in for the REST API of GitHub on loopback, with the issues of one repository and its nightly workflow."""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

REPOSITORY = "owner/repository"
TOKEN = "token-of-the-tests"
LONGEST_BODY = 65_536


class GitHub:
    """Keeps issues, comments and runs on schedule; answers with `refusal` instead while there is one."""

    def __init__(self) -> None:
        self.issues: list[dict[str, Any]] = []
        self.comments: dict[int, list[str]] = {}
        self.writes: list[str] = []
        self.workflow = {"state": "active", "created_at": "2026-01-01T03:00:00Z"}
        self.scheduled: list[dict[str, str]] = []
        self.refusal: Response | None = None
        self.page_size = 100
        self.url = ""

    def add(self, **members: Any) -> dict[str, Any]:
        """Add an issue as if somebody had opened it."""
        issue = {
            "number": len(self.issues) + 1,
            "title": "An issue",
            "body": None,
            "state": "open",
            "labels": [],
            "user": {"type": "User"},
        } | members
        self.issues.append(issue)
        return issue

    def states(self) -> list[str]:
        """The states of all issues, the oldest first."""
        return [issue["state"] for issue in self.issues]

    async def list(self, request: Request) -> Response:
        """GET the issues of a state, by pages."""
        query = request.query_params
        found = [issue for issue in self.issues if issue["state"] == query["state"]]
        size, page = min(self.page_size, int(query["per_page"])), int(query.get("page", "1"))
        headers = {}
        if page * size < len(found):
            headers["Link"] = f'<{request.url.include_query_params(page=page + 1)}>; rel="next"'
        return JSONResponse(found[(page - 1) * size : page * size], headers=headers)

    async def create(self, request: Request) -> Response:
        """POST an issue."""
        body = await request.json()
        labels = [{"name": name} for name in body.pop("labels")]
        return JSONResponse(self.add(**body, labels=labels, user={"type": "Bot"}), status_code=201)

    async def update(self, request: Request) -> Response:
        """PATCH an issue."""
        issue = self.issues[request.path_params["number"] - 1]
        issue |= await request.json()
        return JSONResponse(issue)

    async def comment(self, request: Request) -> Response:
        """POST a comment."""
        body = await request.json()
        self.comments.setdefault(request.path_params["number"], []).append(body["body"])
        return JSONResponse({}, status_code=201)

    async def nightly(self, request: Request) -> Response:
        """GET the nightly workflow, or its newest runs on schedule."""
        if not request.url.path.endswith("/runs"):
            return JSONResponse(self.workflow)
        query = request.query_params
        found = self.scheduled[: int(query["per_page"])] if query["event"] == "schedule" else []
        return JSONResponse({"total_count": len(self.scheduled), "workflow_runs": found})

    async def answer(self, request: Request) -> Response:
        """Let the token in, refuse what is too long, and note what is written."""
        if self.refusal is not None:
            return self.refusal
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"message": "Bad credentials"}, status_code=401)
        if request.method != "GET":
            self.writes.append(request.method)
            if len((await request.json()).get("body", "")) > LONGEST_BODY:
                return JSONResponse({"message": "Validation Failed: body is too long"}, status_code=422)
        if "/workflows/" in request.url.path:
            return await self.nightly(request)
        if request.url.path.endswith("/comments"):
            return await self.comment(request)
        handlers = {"GET": self.list, "POST": self.create, "PATCH": self.update}
        return await handlers[request.method](request)

    @contextlib.contextmanager
    def serve(self) -> Iterator[None]:
        """Serve on a free port of loopback, at `url`."""
        issues, workflow = (f"/repos/{REPOSITORY}/{below}" for below in ("issues", "actions/workflows/nightly.yml"))
        app = Starlette(
            routes=[
                Route(issues, self.answer, methods=["GET", "POST"]),
                Route(issues + "/{number:int}", self.answer, methods=["PATCH"]),
                Route(issues + "/{number:int}/comments", self.answer, methods=["POST"]),
                Route(workflow, self.answer, methods=["GET"]),
                Route(workflow + "/runs", self.answer, methods=["GET"]),
            ]
        )
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()
