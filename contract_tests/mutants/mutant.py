"""What a mutant is, and the ways to build the server that bears it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.applications import Starlette

from contract_tests.mock import HttpRules, MockOptions, Workspace, create_app
from contract_tests.mutants.wire import Refuse, Rewrite, Rewriting
from contract_tests.spec import Spec

HARMLESS = "harmless"


class App(Protocol):
    """Builds a server anew; options are those of MockOptions and take precedence over the mutant's own."""

    def __call__(self, **options: Any) -> Starlette:
        """Build the server."""
        ...


@dataclass(frozen=True)
class Mutant:
    """A server that differs from the mock in one respect.

    `operations` are the ids of those that the change shows on: a finding that names one of them kills the mutant. A
    harmless variant shows on none. `unseen` says why no client could tell, where none could.
    """

    name: str
    kind: str
    operations: tuple[str, ...]
    what: str
    app: App = field(repr=False)
    unseen: str = ""


def changed(
    spec: Spec,
    *,
    http: type[HttpRules] = HttpRules,
    workspace: type[Workspace] = Workspace,
    edit: Callable[[Spec], None] | None = None,
    rewrite: Rewrite | None = None,
    refuse: Callable[[], Refuse] | None = None,
    operation_id: str | None = None,
    status: int | None = None,
    **options: Any,
) -> App:
    """The mock of `spec` with a change.

    Args:
        http, workspace: Classes that break a rule of the mock.
        edit: Changes the copy of the spec that the mock follows.
        rewrite: Changes answers; only those to `operation_id` with `status` where they are given.
        refuse: Makes, for each server anew, what refuses requests for `operation_id` before the mock sees them.
        options: Those of MockOptions.
    """

    def build(**more: Any) -> Starlette:
        followed = Spec(copy.deepcopy(spec.document)) if edit else spec
        if edit:
            edit(followed)
        app = create_app(followed.document, MockOptions(**{**options, **more}), workspace=workspace, http=http)
        if rewrite or refuse:
            app.add_middleware(
                Rewriting,
                spec=spec,
                rewrite=rewrite,
                refuse=refuse and refuse(),
                operation_id=operation_id,
                status=status,
            )
        return app

    return build
