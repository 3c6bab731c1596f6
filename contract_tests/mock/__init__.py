"""A stateful stand-in for the Workspace API, in memory, that follows its documentation.

Routes, credentials, parameters, limits, paging, ownership and idempotency come from the spec; what an operation does
is its handler. A production test settles `settle_seconds` after its creation: it becomes a challenge, or, when its
title contains `FAILURE_MARKER`, stays a request whose status is `failed`.

Where the documentation is silent the mock has chosen:

- A parameter or a body that the spec does not allow, a repeated parameter and a body of another media type get 400.
  Unknown fields and parameters are ignored, and formats are not checked. HEAD is answered like GET.
- An Idempotency-Key that returns on another path is a conflict; refused requests are not remembered. What the path
  names is looked for before the key: a replay for a deleted app is not found.
- An empty list of providers is a production test without claims.
- A change of an app ignores identifiers and secrets, takes redirect URIs as they are given (their replacement alone
  lowers hosts and drops duplicates) and an empty logo for none. Whatever changes an app, its workflows too, moves its
  `updatedAt`, where it has one. Its deletion is answered without a body.
- A change of a webhook configuration is answered with the configuration. Of a webhook secret the end alone is shown,
  wherever an app is; an app that has no configuration delivers nothing.
- A workflow's entry and every way lead to a node of it, before and after a change, or it gets 400; more is not asked of
  a graph. Deleting the default workflow gets the code of an invalid `workflow_id`; any workflow of an app can be made
  its default, the present one too. What a node can be is the same for every app.
- A provider is activated where the app has it enabled. What a list of providers is to include and is not known is
  ignored.
- A custom domain is looked up where it is asked for, `settle_seconds` long; then it is active, or invalid where a host
  contains `invalid`. Hosts are below one domain when their last two labels are the same. Without a custom domain there
  is nothing to verify, which gets 400, and a deletion does nothing.
- One app or workflow too many gets 409 `RESOURCE_CONFLICT`: `max_apps` and `max_workflows_per_app` of `MockOptions`.
"""

from ._answers import MockError, RefusalError
from ._app import create_app
from ._http import HttpRules
from ._options import MockOptions
from ._production_tests import FAILURE_MARKER, ProductionTest
from ._server import serve
from ._spec import load_spec
from ._workspace import Workspace

__all__ = [
    "FAILURE_MARKER",
    "HttpRules",
    "MockError",
    "MockOptions",
    "ProductionTest",
    "RefusalError",
    "Workspace",
    "create_app",
    "load_spec",
    "serve",
]
