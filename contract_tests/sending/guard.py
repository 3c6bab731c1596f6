"""The guard before production: a run creates things that cannot be deleted."""

from __future__ import annotations

import httpx

from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.options import Target
from scripts.spec.spec import Spec


def refuse_production(spec: Spec, target: Target) -> None:
    """Refuse a target that is the production server, or a key that is for it.

    Raises:
        CouldNotRun: the run would touch production.
    """
    production = spec.environments()["production"]
    if httpx.URL(target.base_url).host == httpx.URL(production["url"]).host:
        raise CouldNotRun("the base URL is the production server; a run creates things that cannot be deleted")
    if target.key.startswith(production["key-prefix"]):
        raise CouldNotRun("the key is a production key; use a key of the sandbox")
