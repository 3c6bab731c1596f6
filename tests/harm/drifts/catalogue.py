"""What a drift is, the catalogue of all of them, and the forms in which most of them are registered.

@on_created("create-location-foreign", "The body is our app, Location is another's.", lure="location")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.headers["Location"] = place(space.victim()["clientId"])

A drift is made of hooks, each of them optional:

    meanwhile(space, request)        what others do before the request is handled
    resolve(space, request)          the segments that the server takes the path for
    instead(space, request)          an answer in place of the operation
    answer(space, request, answer)   another answer after the operation; it may change the given one in place
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.harm import checks
from tests.harm.messages import PREFIX, Answer, Request
from tests.harm.workspace import Workspace

Hook = TypeVar("Hook", bound=Callable[..., Any])
Creation = Callable[[Workspace, str, Request], Answer | None]
Created = Callable[[Workspace, Answer, Request], Answer | None]
Page = Callable[[Workspace, dict[str, Any], Request], None]


@dataclass
class Drift:
    """A drift.

    `lure` is the kind of answer that a careless run falls for, None where a drift only confuses; `leaves` says that
    even a careful run leaves something.
    """

    name: str
    sentence: str
    lure: str | None = None
    leaves: bool = False
    hooks: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def call(self, hook: str, *arguments: Any) -> Any:
        """Call a hook if the drift has it."""
        return self.hooks[hook](*arguments) if hook in self.hooks else None


FAITHFUL = Drift("faithful", "The server follows the documentation.")
DRIFTS: dict[str, Drift] = {}


def drift(hook: str, name: str, sentence: str, lure: str | None = None, leaves: bool = False) -> Callable[[Hook], Hook]:
    """Register the function as a hook of a drift; several hooks of one name make one drift."""

    def register(function: Hook) -> Hook:
        known = DRIFTS.setdefault(name, Drift(name, sentence, lure, leaves))
        known.hooks[hook] = function
        return function

    return register


def on_create(name: str, sentence: str, **marks: Any) -> Callable[[Creation], Creation]:
    """Register what happens in place of createApp."""

    def register(function: Creation) -> Creation:
        def instead(space: Workspace, request: Request) -> Answer | None:
            if request.operation == "create_app":
                return function(space, asked_name(space, request), request)
            return None

        drift("instead", name, sentence, **marks)(instead)
        return function

    return register


def on_created(name: str, sentence: str, operation: str = "create_app", **marks: Any) -> Callable[[Created], Created]:
    """Register what changes the answer of a creation."""

    def register(function: Created) -> Created:
        def changed(space: Workspace, request: Request, answer: Answer) -> Answer | None:
            return function(space, answer, request) if is_created(request, answer, operation) else None

        drift("answer", name, sentence, **marks)(changed)
        return function

    return register


def on_page(name: str, sentence: str, **marks: Any) -> Callable[[Page], Page]:
    """Register what changes the list of apps."""

    def register(function: Page) -> Page:
        def changed(space: Workspace, request: Request, answer: Answer) -> None:
            if request.operation == "list_apps" and answer.status == 200:
                function(space, answer.body, request)

        drift("answer", name, sentence, **marks)(changed)
        return function

    return register


def asked_name(space: Workspace, request: Request) -> str:
    """The name of a valid creation; raises the documented refusal."""
    name: str = checks.name(checks.json_object(request.body))
    space.names.append(name)
    return name


def place(*parts: str) -> str:
    """The address of an app, or of what lies below it."""
    return "/".join((f"{PREFIX}/apps", *parts))


def is_created(request: Request, answer: Answer, operation: str = "create_app") -> bool:
    """Whether this is the answer of a creation that was carried out."""
    return request.operation == operation and answer.status == 201


def names_ours(space: Workspace, request: Request) -> bool:
    """Whether the path names an app of the run."""
    return len(request.segments) > 1 and space.made(request.segments[1])


def made(space: Workspace, name: str) -> Answer:
    """Make the app and answer as documented."""
    app = space.add_app(name, "run")
    return Answer(201, app, {"Location": place(app["clientId"])})


def failed(space: Workspace) -> Answer:
    """The answer of a server that failed."""
    error = {"code": "SYSTEM_INTERNAL_ERROR", "message": "failed"}
    return Answer(500, {"error": error, "request_id": space.uuid()})


def looked_up(space: Workspace, request: Request, same: Callable[[str], str]) -> list[str] | None:
    """The segments with the app's identifier replaced by the first known one that is the same."""
    if len(request.segments) < 2 or request.segments[1] in space.apps:
        return None
    for client_id in space.apps:
        if same(client_id) == same(request.segments[1]):
            return [request.segments[0], client_id, *request.segments[2:]]
    return None
