"""What a night brings: every switch of the stand-in sandbox, with the plain night as the default.

A `Night` is data. It says how big the workspace is, what the server does where the documentation leaves a choice,
how answers travel, what the network and other people do meanwhile and, for a server that is not well, what is wrong.
Everything that is left to chance follows `Night.seed`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

JsonValue = Any
Headers = tuple[tuple[str, str], ...]

LIST_APPS = "listApps"
LIST_TESTS = "listProductionTests"
CREATE_TEST = "createProductionTest"
READ_REPORT = "getProductionTestReport"
OPERATIONS = (LIST_APPS, LIST_TESTS, CREATE_TEST, READ_REPORT)
EVERY_OPERATION = "*"


@dataclass(frozen=True)
class Reply:
    """An answer before it travels. A body of `bytes` or `None` is sent as it is, anything else as JSON."""

    status: int
    body: JsonValue = None
    headers: Headers = ()
    media_type: str = "application/json"
    wait_seconds: float = 0.0


@dataclass(frozen=True)
class Delivery:
    """How answers travel. None of it changes what an answer says."""

    delay_seconds: float = 0.0
    slower_by_seconds: float = 0.0
    pause_every: int = 0
    pause_seconds: float = 0.0
    piece_bytes: int = 0
    chunked: bool = False
    encoding: str = ""
    bom: bool = False
    protocol: str = "HTTP/1.1"
    interim: tuple[int, ...] = ()
    header_case: str = "usual"
    header_order: str = "usual"
    extra_headers: Headers = ()
    media_type: str = ""
    json_style: str = "compact"
    reason: str | None = None
    close: str = ""
    date: bool = True


@dataclass(frozen=True)
class Weather:
    """What lies between the caller and the service: gateways, cut connections, lost answers, rate limits."""

    gateway: float = 0.0
    gateway_statuses: tuple[int, ...] = (502, 503, 504)
    gateway_body: str = "html"
    gateway_after: bool = False
    drop: float = 0.0
    drop_at: tuple[str, ...] = ("start", "head", "body", "reset")
    lose_create_every: int = 0
    limited: float = 0.0
    retry_after: str = "seconds"
    burst: int = 0
    in_a_row: int = 2


@dataclass(frozen=True)
class Neighbours:
    """Other people in the workspace. `share` is the chance that one of them acts after a request of the run."""

    share: float = 0.0
    apps: bool = False
    tests: bool = False
    reorder: bool = False
    untouched_apps_go: bool = False
    same_title: bool = False
    appear_when_one_fails: bool = False
    claims: bool = False


@dataclass(frozen=True)
class Lifecycle:
    """How a request becomes a challenge. Every `fail_every`-th does not."""

    settle_seconds: tuple[float, float] = (1.0, 1.0)
    fail_every: int = 0
    failed: str = "listed"
    scheduled_first_seconds: float = 0.0
    scheduled_at_once: bool = False
    create_seconds: float = 0.0


@dataclass(frozen=True)
class Choices:
    """What the documentation leaves open. Each value is as right as the next."""

    paging_limits: str = "refuse"
    null: str = "refuse"
    unknown_field: str = "ignore"
    empty_title: str = "accept"
    fraction: str = "refuse"
    empty_key: str = "absent"
    key_elsewhere: str = "conflict"
    errors_remembered: bool = False
    same_body: str = "value"
    location: str = "connect"
    ineligible_code: str = "VALIDATION_INVALID_PARAMETER"
    limited_code: str = "RATE_LIMIT_EXCEEDED"
    other_method: int = 404
    body_first: bool = False
    order: str = "creation"
    provider_order: str = "asked"


@dataclass(frozen=True)
class Shape:
    """Which optional fields the answers carry."""

    app: str = "sample"
    payload_extra: bool = False
    absent: str = "null"
    challenge: str = "sample"
    breakdown: str = "claimed"
    details: bool = True


@dataclass(frozen=True)
class Instead:
    """Something else than the answer, from the `first` matching request on, for `count` of them.

    `what` is a `Reply`, `"cut"` (the connection is closed without a byte) or `"hang"` (nothing comes, the connection
    stays). With `carried_out` the request takes effect all the same.
    """

    operation: str
    what: Reply | str
    first: int = 1
    count: int = 1_000_000
    carried_out: bool = False


@dataclass(frozen=True)
class Edit:
    """A change to the body of an operation's successes: the drift of a server that is not well."""

    operation: str
    change: Callable[[JsonValue], JsonValue]


@dataclass(frozen=True)
class Night:
    """One night of the stand-in sandbox."""

    seed: int = 1
    apps: int = 3
    tests_per_app: int = 2
    tests_in_first_app: int | None = None
    first_app: str = ""
    unavailable_provider: str = ""
    clock_seconds: float = 0.0
    delivery: Delivery = field(default_factory=Delivery)
    weather: Weather = field(default_factory=Weather)
    neighbours: Neighbours = field(default_factory=Neighbours)
    lifecycle: Lifecycle = field(default_factory=Lifecycle)
    choices: Choices = field(default_factory=Choices)
    shape: Shape = field(default_factory=Shape)
    instead: tuple[Instead, ...] = ()
    edits: tuple[Edit, ...] = ()
