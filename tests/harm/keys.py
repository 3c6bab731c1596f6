"""Idempotency keys: the work is done once for a key."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from typing import Any

from tests.harm import checks
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace

KEYED = {"create_app", "create_workflow", "create_production_test", "rotate_client_secret"}


def once(workspace: Workspace, request: Request, work: Callable[[], Answer]) -> Answer:
    """Do the work once for a key: the same body gets the first answer again, another one a conflict."""
    key = request.headers.get("idempotency-key")
    if key is None or request.operation not in KEYED:
        return work()
    if len(key) > 255:
        raise checks.invalid("Idempotency-Key", None, "must have at most 255 characters")
    try:
        said = json.dumps(json.loads(request.body or b"null"), sort_keys=True)
    except ValueError:
        said = repr(request.body)
    place = (key, *request.segments)
    if place not in workspace.keys:
        answer = work()
        workspace.keys[place] = {"said": said, "answer": copy.deepcopy(answer), "ready": 0.0}
        return answer
    return replay(workspace.keys[place], said)


def replay(entry: dict[str, Any], said: str) -> Answer:
    """Return the first answer of a key again."""
    if entry["said"] != said:
        raise checks.Refused(409, "IDEMPOTENCY_KEY_CONFLICT", "the key came with another body")
    if entry["ready"] > time.monotonic():
        raise checks.Refused(409, "IDEMPOTENCY_REQUEST_IN_PROGRESS", "the first request is still running")
    answer: Answer = copy.deepcopy(entry["answer"])
    answer.headers["Idempotency-Replayed"] = "true"
    answer.replayed = True
    return answer
