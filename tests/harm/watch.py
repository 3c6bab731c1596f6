"""Whose things a request names and changes.

An entry of `harm` is a dict: `number` of the request, `method`, `path`, `operation`, `kind`, `soft`, `named`
(identifiers of others in the path), `changed` (what of others is different now), `status` of the answer. Kinds:

    named                a PATCH, PUT, DELETE or rotation whose path names what the run did not make, done or not
    changed              something of others changed, and the path names nothing that the run made
    workflow-below       soft: a workflow was created below an app of others
    own-below            soft: the run's own workflow below an app of others was deleted or changed
    other-method         soft: any other writing request that names things of others and is no documented creation
    unmade               soft: a PATCH, PUT, DELETE or rotation of what nobody made
"""

from __future__ import annotations

import copy
import posixpath
from typing import Any
from urllib.parse import unquote

from tests.harm.messages import Request
from tests.harm.workspace import Workspace

# What others made, by kind and identifier.
Snapshot = dict[tuple[str, str], dict[str, Any]]
SAFE = {"GET", "HEAD", "OPTIONS"}
CHANGING = {"PATCH", "PUT", "DELETE"}
CREATING = {"create_app", "create_workflow", "create_production_test"}


def snapshot(workspace: Workspace) -> Snapshot:
    """Return a deep copy of all that others made, by kind and identifier."""
    seen: Snapshot = {}
    for client_id, app in workspace.apps.items():
        if workspace.foreign(client_id):
            seen["app", client_id] = {key: value for key, value in app.items() if key != "workflows"}
        for workflow in app["workflows"]:
            if workspace.foreign(workflow["workflowId"]):
                seen["workflow", workflow["workflowId"]] = workflow
    for client_id, tests in workspace.tests.items():
        for test in tests:
            if test["request"] is None:
                seen["test", test["challenge"]["id"]] = {"app": client_id, **test}
    return copy.deepcopy(seen)


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """Return what is different in two snapshots, one text a thing."""
    found = []
    for (kind, identifier), value in before.items():
        if (kind, identifier) not in after:
            found.append(f"{kind} {identifier} is gone")
        elif after[kind, identifier] != value:
            fields = [key for key in value if after[kind, identifier].get(key) != value[key]]
            added = [key for key in after[kind, identifier] if key not in value]
            found.append(f"{kind} {identifier} changed: {', '.join(fields + added)}")
    return found


def segments(raw_path: str) -> set[str]:
    """Return every part of a path that some server may take for an identifier."""
    parts = {unquote(part) for part in raw_path.split("/")}
    whole = unquote(raw_path).replace("\\", "/")
    return parts | set(posixpath.normpath(whole).split("/"))


def rotates(request: Request) -> bool:
    """Tell whether a request asks for a new secret."""
    return request.method == "POST" and "rotate-client-secret" in segments(request.raw_path)


class Watch:
    """Compares before and after each writing request, and notes harm."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.harm: list[dict[str, Any]] = []
        self.server_harm: list[dict[str, Any]] = []
        self.below_before: dict[str, str] = {}
        self.before: Snapshot = {}
        self.named: list[str] = []
        self.made = False

    def open(self, request: Request) -> None:
        """Take the state before a request, and whose things its path names."""
        parts = segments(request.raw_path)
        self.named = sorted(part for part in parts if self.workspace.foreign(part))
        self.made = any(self.workspace.made(part) for part in parts)
        self.before = snapshot(self.workspace)
        self.below_before = self.ours_below_others()

    def ours_below_others(self) -> dict[str, str]:
        """The run's workflows below apps of others, with these."""
        return {
            workflow["workflowId"]: client_id
            for client_id, app in self.workspace.apps.items()
            if self.workspace.foreign(client_id)
            for workflow in app["workflows"]
            if self.workspace.made(workflow["workflowId"])
        }

    def close(self, request: Request, status: int) -> None:
        """Note what the request did or asked for."""
        if request.method in SAFE:
            return
        changed = changes(self.before, snapshot(self.workspace))
        below = set(self.ours_below_others()) - set(self.below_before)
        kind = self.kind(request, self.named, self.made, changed, below)
        if kind is None:
            return
        entry = {
            "number": request.number,
            "method": request.method,
            "path": request.raw_path,
            "operation": request.operation,
            "kind": kind,
            "soft": kind not in ("named", "changed"),
            "named": self.named,
            "changed": changed + [f"workflow {identifier} is new below another's app" for identifier in sorted(below)],
            "status": status,
        }
        (self.server_harm if kind == "server" else self.harm).append(entry)

    def kind(self, request: Request, named: list[str], made: bool, changed: list[str], below: set[str]) -> str | None:
        """Return what kind of harm it is, or None."""
        last = request.raw_path.rsplit("/", 1)[-1]
        changing = request.method in CHANGING or rotates(request)
        if changing and named and self.workspace.made(unquote(last)) and not changed:
            return "own-below"
        if changing and named:
            return "named"
        # A creation asks for something new: whatever else changes is the server's doing.
        if changed and (made or request.operation in CREATING):
            return "server"
        if changed:
            return "changed"
        if below:
            return "workflow-below" if named else "server"
        if changing and not made:
            return "unmade"
        if named and request.operation not in CREATING:
            return "other-method"
        return None
