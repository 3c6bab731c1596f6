"""A run against a mock of its own, without the command around it.

with mock_run(workspace=Forgetting) as run:
    TargetData(run).resources.create(run.spec.operations["createApp"], {})
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, Workspace, create_app, load_spec, serve
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from scripts.spec.reading import load_spec as load_contract
from scripts.spec.spec import Spec

KEY = "sk_workspace_test_for_the_tests"

_mocked = cache(load_spec)


@contextmanager
def mock_run(
    spec: Spec | None = None,
    *,
    document: dict[str, Any] | None = None,
    http: type[HttpRules] = HttpRules,
    workspace: type[Workspace] = Workspace,
) -> Iterator[Run]:
    """A run of a contract, the project's if none is given, against a mock that follows a document, by its rules."""
    app = create_app(document or _mocked(), MockOptions(key=KEY), http=http, workspace=workspace)
    with serve(app) as base_url:
        options = Options(Budget(600, 12, 12), 10.0, seed=1)
        run = Run(spec or load_contract(), Target("mock", base_url, KEY), options)
        try:
            yield run
        finally:
            run.close()
