"""A change of the mock, and the server that comes of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contract_tests.mock import HttpRules, MockOptions, Workspace, create_app
from contract_tests.mutants.wire import Call, Refuse, Rewrite, answer_of
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get, parent, split
from scripts.spec.spec import Spec


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a server differs from the mock: `Change(workspace=Forgetting).app(spec)`.

    Attributes:
        http: The rules for requests, with one broken; only of `operation_id` where it is given.
        workspace: The rules for what is there, with one broken.
        edit: By pointer, what stands instead in the spec that the mock follows; ABSENT for nothing.
        rewrite: Changes answers; only those to `operation_id` with `status` where they are given.
        rewriting: Makes, for each server anew, such a `rewrite`, which may depend on the answers before.
        refuse: Makes, for each server anew, what refuses requests for `operation_id` before the mock sees them.
        middleware: Stands before everything else.
        options: Those of MockOptions.
        about: What it decides about; another change that decides about the same would hide or contradict it.
        operation_id: Of which operation it changes requests and answers; of all if it is not given.
        also: Changes that the server has besides, whose rules for requests are those of other operations.
    """

    http: type[HttpRules] = HttpRules
    workspace: type[Workspace] = Workspace
    edit: Mapping[str, Any] = field(default_factory=dict)
    rewrite: Rewrite | None = None
    rewriting: Callable[[], Rewrite] | None = None
    refuse: Callable[[], Refuse] | None = None
    middleware: Middleware | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    operation_id: str | None = None
    status: str | None = None
    also: tuple[Change, ...] = ()

    @property
    def parts(self) -> tuple[Change, ...]:
        """Each of the changes that the server has, by itself."""
        return (replace(self, also=()), *self.also)

    @property
    def rewrites_only(self) -> bool:
        """Whether the server does all that the mock does, and only its answers are changed on their way out."""
        return (
            self.rewrite is not None
            and replace(self, rewrite=None, operation_id=None, status=None, about="") == Change()
        )

    def rewrites(self, operation: Operation | None, status: int) -> bool:
        """Whether an answer with a status to a request for an operation is one that is rewritten."""
        if not (self.rewrite or self.rewriting) or self.operation_id not in (None, operation and operation.id):
            return False
        return self.status in (None, str(status))

    def app(self, spec: Spec, **options: Any) -> Starlette:
        """Build the server anew; `options` are those of MockOptions and take precedence over the change's own."""
        changes = self.parts
        chosen = MockOptions(**{**_united(change.options for change in changes), **options})
        root = _edited(spec, _united(change.edit for change in changes))
        app = create_app(root, chosen, workspace=_workspace(changes), http=_http(changes))
        for change in changes:
            if change.rewrite or change.rewriting or change.refuse:
                app.add_middleware(_Rewriting, change=change, spec=spec, base_path=app.state.base_path)
        # What compresses or breaks an answer does so to the one that has been rewritten.
        for change in changes:
            if change.middleware:
                app.add_middleware(change.middleware.cls, *change.middleware.args, **change.middleware.kwargs)
        return app


def _united(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}


def _edited(spec: Spec, edit: Mapping[str, Any]) -> dict[str, Any]:
    root = copy.deepcopy(spec.root) if edit else spec.root
    for pointer, new in edit.items():
        holder, name = get(root, spec.locate(parent(pointer))), split(pointer)[-1]
        if new is ABSENT:
            del holder[name]
        else:
            holder[name] = new
    return root


def _workspace(changes: Iterable[Change]) -> type[Workspace]:
    """A workspace with what every change breaks."""
    broken = tuple(dict.fromkeys(change.workspace for change in changes if change.workspace is not Workspace))
    return type("Broken", broken, {}) if len(broken) > 1 else next(iter(broken), Workspace)


def _http(changes: Sequence[Change]) -> type[HttpRules]:
    """Rules that are those of a change for its operation; those of one without an operation for every other."""
    broken = {change.operation_id: change.http for change in changes if change.http is not HttpRules}
    others = broken.pop(None, HttpRules)

    class Only(others):  # type: ignore[misc, valid-type]
        def __init__(self, workspace: Workspace, options: MockOptions) -> None:
            super().__init__(workspace, options)
            self._changed = {name: rules(workspace, options) for name, rules in broken.items()}
            for rules in self._changed.values():
                rules.remembered = self.remembered

        async def answer(self, operation: Any, request: Request) -> Any:
            if operation.id in self._changed:
                return await self._changed[operation.id].answer(operation, request)
            return await super().answer(operation, request)

    return Only


class _Rewriting:
    """Stands before an app: refuses requests, which the app then never sees, and changes answers on their way out."""

    def __init__(self, app: ASGIApp, change: Change, spec: Spec, base_path: str) -> None:
        self._app, self._change, self._spec, self._base_path = app, change, spec, base_path
        self._refuse = change.refuse and change.refuse()
        self._rewrite = change.rewriting() if change.rewriting else change.rewrite

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        path = scope["raw_path"].decode("latin-1").removeprefix(self._base_path)
        operation, _ = self._spec.match(request.method, path) or (None, {})
        if self._change.operation_id not in (None, operation and operation.id):
            await self._app(scope, receive, send)
            return
        call = Call(operation, request.headers, await request.body())
        answer = self._refuse(call) if self._refuse else None
        if answer is None:
            answer = await answer_of(self._app, scope, call.body)
        if self._rewrite and self._change.rewrites(operation, answer.status):
            self._rewrite(call, answer)
        headers = {**answer.headers, "content-length": str(len(answer.body))}
        await Response(answer.body, answer.status, headers)(scope, receive, send)
