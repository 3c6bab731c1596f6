"""Which server is judged: the one that the environment names, or the sandbox of the contract."""

from __future__ import annotations

from collections.abc import Mapping

from contract_tests.sending.options import Target
from scripts.spec.spec import Spec


def target_of_environment(spec: Spec, environment: Mapping[str, str]) -> Target:
    """The server that CONNECT_BASE_URL names, with CONNECT_API_KEY and, if it is set, CONNECT_CLIENT_ID.

    What the variables hold is taken as it is: whether a run may go there is for the guard to say.

    Args:
        spec: The contract, which knows the sandbox that is taken when the environment names no server.
        environment: The variables, such as `os.environ`.
    """
    base_url = environment.get("CONNECT_BASE_URL") or spec.environments()["sandbox"]["url"]
    key = environment.get("CONNECT_API_KEY") or ""
    return Target("sandbox", base_url, key, environment.get("CONNECT_CLIENT_ID") or None)
