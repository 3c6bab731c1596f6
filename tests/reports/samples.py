"""Reports made by hand, through the same classes as those of a run."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from contract_tests.judging.baseline import Accepted
from contract_tests.judging.finding import Deviation, Finding, Severity
from contract_tests.judging.redact import Redactor
from contract_tests.judging.report import InconclusiveRule, Left, Report
from contract_tests.judging.shapes import Shapes
from contract_tests.reports import history
from contract_tests.reports.changes import with_causes
from tests.judging.exchanges import KEY, SPEC, envelope, exchange

OPERATIONS = list(SPEC.operations)
REDACTOR = Redactor(Shapes(SPEC), KEY)
STARTED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
# What a page, an issue or a terminal would obey if it took it for anything but text.
HOSTILE = (
    "</script></style><img src=x onerror=\"document.title='owned'\"> | `` ``` ```` [a](javascript:alert(1)) @octocat"
    " #123\n# heading \\| {{ 7 * 7 }} {% raw %} \x1b[31mred\x1b[0m \u202egnp.exe\u202c \x00 \ud800 \u200b --> ]]> &lt; "
    f"{'unbroken' * 60}"
)


def finding(
    place: str = "response 200 body /total",
    *,
    kind: str = "type",
    severity: Severity = "breaking",
    operation: str = "listApps",
    rule: str = "shape",
    expected: str = "integer",
    observed: str = "string",
    pointer: str = "/components/schemas/AppPage/properties/total",
    occurrences: int = 1,
    message: str = "no",
) -> Finding:
    answer = envelope("RESOURCE_NOT_FOUND")
    answer["error"]["message"] = message
    evidence = exchange(operation, 404, answer, sent={"title": message} if operation.startswith("create") else None)
    deviation = Deviation(kind, severity, place, expected, observed, pointer)
    documentation = SPEC.operations[operation].documentation
    return Finding(deviation, operation, rule, documentation, occurrences, (evidence,))


DRIFT = (
    finding(
        "response 200 body /data/*/name", kind="missing-field", expected="present", observed="absent", occurrences=9
    ),
    finding(
        "response 201 header Location",
        kind="format",
        operation="createProductionTest",
        rule="creation/location",
        expected="'https://x.example/apps/FK5b0KSM'",
        observed="'https://x.example/v1/apps/FK5b0KSM'",
        pointer="/paths/~1apps~1{client_id}~1production-tests/post/responses/201",
    ),
    finding(
        "response 200 body /data/*/colour",
        kind="undocumented-field",
        severity="additive",
        operation="listProductionTests",
    ),
)


def judged(
    findings: Sequence[Finding] = (),
    *,
    failure: str | None = None,
    kind: str = "sandbox",
    accepted: Sequence[Finding] = (),
    inconclusive: Sequence[InconclusiveRule] = (),
    days: float = 0,
    exercised: bool = True,
    seen: Sequence[Any] = (),
    notes: Sequence[str] = (),
    not_applicable: Sequence[InconclusiveRule] = (),
    left: Sequence[Left] = (),
) -> Report:
    """The report of a run that began so many days after STARTED."""
    return Report(
        verdict="could-not-run" if failure else "drift" if findings else "conforms",
        failure=failure,
        target={"kind": kind, "base_url": "http://target/connect/v1", "client_id": None},
        spec_version=SPEC.version,
        spec_sha256="ab" * 32,
        started_at=STARTED + timedelta(days=days),
        duration_seconds=2.5,
        requests=263,
        created=["req_1"],
        findings=list(findings),
        accepted=[(one, _entry(one)) for one in accepted],
        stale={"unused": [Accepted("listApps", "value", "gone", "announced", date(2027, 1, 31))] if accepted else []},
        inconclusive=list(inconclusive),
        exercised={("paging/limit", "listApps"): 4, ("client/sync", "createProductionTest"): 2} if exercised else {},
        unseen={"listApps": ["/data/*/logo"]} if exercised else {},
        seen=list(seen),
        notes=list(notes),
        not_applicable=list(not_applicable),
        left=list(left),
    )


def report(findings: Sequence[Finding] = (), **parts: Any) -> Any:
    """The same as a run has it before it is written, parsed."""
    return judged(findings, **parts).as_json(REDACTOR)


def written(made: Any, past: Sequence[Any] = ()) -> Any:
    """A report as drift.json has it, after some runs: with its history and its causes."""
    return with_causes(history.annotate(made, past, SPEC.operations), SPEC)[0]


def said(*found: Finding) -> list[str]:
    """The sentences of a report with some findings."""
    return [cause["sentence"] for cause in written(report(found))["causes"]]


def _entry(one: Finding) -> Accepted:
    return Accepted(one.operation, one.deviation.kind, one.deviation.place, "announced for spring", date(2027, 1, 31))


def seen(*unread: str) -> list[Any]:
    """What a run saw: a success of every operation but those that are named, which refused."""
    return [
        {
            "operation": operation,
            "succeeded": operation not in unread,
            "statuses": [404] if operation in unread else [200, 201, 404],
            "places": [] if operation in unread else ["/data", "/data/*", "/data/*/name", "/total"],
        }
        for operation in OPERATIONS
    ]


def carrying_report() -> Any:
    """A report that found nothing and carries over what earlier runs found, some of it in a history of before."""
    old = history.entry(report([finding("response 200 body /old", operation="listProductionTests")]))
    old["findings"] = [{name: one[name] for name in ("id", "severity", "headline")} for one in old["findings"]]
    unread = ("listApps", "createProductionTest", "listProductionTests")
    made = report(
        days=9,
        seen=seen(*unread),
        inconclusive=[
            InconclusiveRule("creation/location", "createProductionTest", "the budget of 9 requests is spent")
        ],
        notes=["the server's clock is 300 s ahead"],
    )
    night = history.annotate(report(DRIFT, days=2, seen=seen()), [old])
    return written(made, [history.entry(night | {"carried": [*night["gone"], *night["carried"]]})])


def full_report() -> Any:
    """A report with something in every section, and a history behind it."""
    made = report(
        DRIFT,
        accepted=[finding("response 200 body /limit", kind="value", rule="paging/limit")],
        inconclusive=[InconclusiveRule("ownership/foreign", "listProductionTests", "the workspace has one app only")],
        days=9,
        not_applicable=[InconclusiveRule("change/stored", "getProductionTestReport", "no operation makes a report")],
        left=[Left("createProductionTest", "req_1", "deleteProductionTest answered 500")],
    )
    return written(made, past_runs())


def busy_report() -> Any:
    """A report with seven changes, enough for filters."""
    others = [
        finding(f"response 200 body /{name}", pointer=f"/components/schemas/AppPage/properties/{name}")
        for name in ("first", "second", "third", "fourth")
    ]
    return written(report([*DRIFT, *others]))


def past_runs() -> list[Any]:
    """Nine runs: four conform, one could not run, four drift."""
    reports = [
        *(report(days=day) for day in range(4)),
        report(failure="nobody listens", days=4),
        *(report([DRIFT[0], finding("response 200 body /gone")], days=day) for day in range(5, 9)),
    ]
    return [history.entry(one) for one in reports]


def hostile_report() -> Any:
    """A report in which everything that a target can choose is hostile."""
    bad = finding(HOSTILE, expected=HOSTILE, observed=HOSTILE, message=HOSTILE, kind="undocumented-field")
    made = report(
        [bad, finding("x", operation="createProductionTest", message=HOSTILE)],
        accepted=[finding(f"accepted {HOSTILE}")],
        inconclusive=[InconclusiveRule("paging/limit", "listApps", HOSTILE)],
        not_applicable=[InconclusiveRule("change/stored", "listApps", HOSTILE)],
        left=[Left("createProductionTest", HOSTILE, HOSTILE)],
    )
    return written(made | {"failure": HOSTILE})


def many(count: int) -> Any:
    """A report with so many findings, each with a cause of its own."""
    severities: tuple[Severity, Severity] = ("breaking", "additive")
    found = [
        finding(
            f"response 200 body /field_{number}",
            severity=severities[number % 2],
            operation=OPERATIONS[number % 4],
            pointer=f"/components/schemas/AppPage/properties/field_{number}",
        )
        for number in range(count)
    ]
    return written(report(found))
