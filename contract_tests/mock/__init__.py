"""A stateful stand-in for the Workspace API, in memory, that follows its documentation.

Routes, credentials, parameters, limits, paging, ownership and idempotency come from the spec; what an operation does
is its handler. A production test settles `settle_seconds` after its creation: it becomes a challenge, or, when its
title contains `FAILURE_MARKER`, stays a request whose status is `failed`.

Where the documentation is silent the mock has chosen: a parameter or a body that the spec does not allow, a repeated
parameter and a body of another media type get 400; unknown fields and parameters are ignored; an Idempotency-Key that
returns on another path is a conflict; refused requests are not remembered; an empty list of providers is a test
without claims; HEAD is answered like GET.
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
