"""Which server is judged: the one that the environment names, or the sandbox of the contract."""

from __future__ import annotations

from collections.abc import Mapping

from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.options import Target
from scripts.spec.spec import Spec


def target_of_environment(spec: Spec, environment: Mapping[str, str]) -> Target:
    """The server that CONNECT_BASE_URL names, with CONNECT_API_KEY and, if it is set, CONNECT_CLIENT_ID.

    Args:
        spec: The contract, which knows the sandbox that is taken when the environment names no server.
        environment: The variables, such as `os.environ`.

    Raises:
        CouldNotRun: There is no key, or the base URL is none.
    """
    base_url = environment.get("CONNECT_BASE_URL") or spec.environments()["sandbox"]["url"]
    key = environment.get("CONNECT_API_KEY")
    if not key:
        raise CouldNotRun("no key: set CONNECT_API_KEY to a workspace key of the sandbox")
    if not base_url.startswith(("http://", "https://")):
        raise CouldNotRun("CONNECT_BASE_URL is not an http or https URL")
    return Target("sandbox", base_url.rstrip("/"), key, environment.get("CONNECT_CLIENT_ID") or None)
