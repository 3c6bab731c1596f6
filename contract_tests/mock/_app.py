import logging
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ._answers import Answer, RefusalError
from ._handlers import FINDERS, HANDLERS, Finder, Handler, Tables
from ._http import HttpRules
from ._options import MockOptions
from ._spec import Operation, base_path, operations
from ._workspace import Workspace

NO_CONTENT = 204

logger = logging.getLogger(__name__)


def create_app(
    spec: dict[str, Any],
    options: MockOptions | None = None,
    *,
    workspace: type[Workspace] = Workspace,
    http: type[HttpRules] = HttpRules,
    handlers: Mapping[str, Handler] | None = None,
    finders: Mapping[str, Finder] | None = None,
) -> Starlette:
    """Return the mock of `spec` as an ASGI application with a freshly seeded workspace.

    `workspace` and `http` are the classes whose methods are the mock's rules. `handlers` and `finders` add to the
    mock's own, or take their place. Raise MockError when an operation has no handler, or an identifier's
    collection no finder.
    """
    options = options or MockOptions()
    entrance = http(workspace(options), options)
    tables = Tables({**HANDLERS, **(handlers or {})}, {**FINDERS, **(finders or {})})
    paths: dict[str, dict[str, Operation]] = {}
    for operation in operations(spec, tables):
        paths.setdefault(operation.path, {})[operation.method] = operation
    # The first route that fits is taken: `/apps/batch` stands before `/apps/{client_id}`.
    concrete_first = sorted(paths.items(), key=lambda item: [step.startswith("{") for step in item[0].split("/")])
    routes = [Route(path, PathItem(entrance, methods)) for path, methods in concrete_first]
    app = Starlette(routes=routes, exception_handlers={404: _unknown_path})
    app.router.redirect_slashes = False
    app.state.base_path = base_path(spec)
    return app


class PathItem:
    """The operations of one path, as an ASGI application: `Route(path, PathItem(rules, {"GET": operation}))`."""

    def __init__(self, http: HttpRules, methods: Mapping[str, Operation]) -> None:
        self._http = http
        self._methods = methods
        self._allow = ", ".join(sorted(methods))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for the path."""
        try:
            answer = await self._answer(scope, receive)
        except RefusalError as refusal:
            answer = refusal.answer()
        except ClientDisconnect:
            return
        except Exception:
            logger.exception("the mock failed")
            answer = RefusalError(500, "SYSTEM_INTERNAL_ERROR", "The mock failed").answer()
        headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        if answer.body:
            headers.append((b"content-type", b"application/json"))
        if answer.status != NO_CONTENT:
            headers.append((b"content-length", b"%d" % len(answer.body)))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        operation = self._methods.get(method)
        if operation is None:
            raise RefusalError(405, "METHOD_NOT_ALLOWED", f"The path has no {method}", allow=self._allow)
        return await self._http.answer(operation, Request(scope, receive))


async def _unknown_path(request: Request, exception: Exception) -> Response:
    answer = RefusalError(404, "RESOURCE_NOT_FOUND", "There is no such path").answer()
    return Response(answer.body, answer.status, media_type="application/json")
