"""Nights after which nobody may say that all is well, each with the exit code and the words that are due."""

import os
from collections.abc import Mapping

from tests.nights import faults
from tests.nights.night import CREATE_TEST, LIST_TESTS, READ_REPORT, Delivery, Edit, Instead, Lifecycle, Night, Reply
from tests.nights.scenario import CONFORMS, COULD_NOT_RUN, DRIFT, Act, Expect, Scenario, expect, new_key

NEVER = Lifecycle((3600.0, 3600.0))
WELL = Night(tests_per_app=0)
SCENARIOS: list[Scenario] = []

CARRIED = expect(DRIFT, carried=True)
CARRIED_UNRUN = expect(DRIFT, COULD_NOT_RUN, carried=True)
NOT_RUN = expect(COULD_NOT_RUN, findings="none")
UNSENT = expect(COULD_NOT_RUN, findings="none", untouched=True, words=("key",))
BAD_URL = expect(COULD_NOT_RUN, findings="none", untouched=True, words=("url|address|CONNECT_BASE_URL",))
NOT_WELL = expect(DRIFT, COULD_NOT_RUN)


def night(*instead: Instead, edits: tuple[Edit, ...] = (), apps: int = 3, life: Lifecycle | None = None) -> Night:
    """Return a night in a workspace where no test exists yet."""
    return Night(apps=apps, tests_per_app=0, lifecycle=life or Lifecycle(), instead=instead, edits=edits)


def single(name: str, tonight: Night, expected: Expect, **others: object) -> None:
    """Add a scenario of one run."""
    SCENARIOS.append(Scenario(name, (Act(tonight, expected, **others),)))  # type: ignore[arg-type]


def second_night(
    name: str, tonight: Night, expected: Expect = CARRIED, *more: Act, drift: Night | None = None, **others: object
) -> None:
    """Add a scenario whose first night ends in drift; by default a field is missing from the report."""
    first = Act(drift or night(edits=faults.REPORT_DRIFTS), expect(DRIFT, findings="some"))
    second = Act(tonight, expected, **others)  # type: ignore[arg-type]
    SCENARIOS.append(Scenario(name, (first, second, *more)))


DRIFTED = faults.REPORT_DRIFTS
UNSETTLED = night(edits=DRIFTED, life=NEVER)
second_night("the issue's two nights: nothing settles on the second", UNSETTLED)
second_night("two nights on which nothing settles", UNSETTLED, CARRIED, Act(UNSETTLED, CARRIED))
second_night("the app is gone", night(apps=0, edits=DRIFTED), CARRIED_UNRUN)
second_night(
    "only an app that cannot be tested is left",
    Night(apps=1, tests_per_app=0, first_app="chip-based only", edits=DRIFTED),
    CARRIED_UNRUN,
)
second_night(
    "the budget is spent by rate limits", night(*faults.always(faults.LIMITED, first=8), edits=DRIFTED), CARRIED_UNRUN
)
second_night("preflight: the key is refused", night(*faults.always(faults.UNAUTHORIZED)), CARRIED_UNRUN)
second_night("preflight: 503", night(*faults.always(faults.UNAVAILABLE)), CARRIED_UNRUN)
second_night("preflight: a maintenance page", night(*faults.always(faults.MAINTENANCE)), CARRIED_UNRUN)
second_night("preflight: nobody listens", WELL, CARRIED_UNRUN, base_url="http://127.0.0.1:9/connect/v1")
second_night("preflight: the key holds a blank", WELL, CARRIED_UNRUN, key="sk_workspace_test_a b")
second_night("the report answers 503", night(*faults.always(faults.UNAVAILABLE, READ_REPORT)), CARRIED_UNRUN)
second_night("the report answers 403", night(*faults.always(faults.FORBIDDEN, READ_REPORT)), CARRIED_UNRUN)
second_night("the report answers 404", night(*faults.always(faults.MISSING, READ_REPORT)), CARRIED)
second_night("no creation is answered", night(*faults.always("cut", CREATE_TEST), edits=DRIFTED), CARRIED_UNRUN)
second_night(
    "creations are forbidden", night(*faults.always(faults.FORBIDDEN, CREATE_TEST), edits=DRIFTED), CARRIED_UNRUN
)
second_night(
    "apps without a name, then no apps",
    night(apps=0, edits=faults.APPS_DRIFT),
    CARRIED_UNRUN,
    drift=night(edits=faults.APPS_DRIFT),
)
second_night(
    "another title, then creations are forbidden",
    night(*faults.always(faults.FORBIDDEN, CREATE_TEST)),
    CARRIED_UNRUN,
    drift=night(edits=faults.TITLE_DRIFTS),
)
second_night("a run against the mock in between", WELL, expect(CONFORMS, DRIFT), Act(UNSETTLED, CARRIED), target="mock")
second_night("repaired and looked at", WELL, expect(CONFORMS, findings="none", gone=True, ran=True))
second_night(
    "carried over, then repaired", UNSETTLED, CARRIED, Act(WELL, expect(CONFORMS, findings="none", gone=True, ran=True))
)
second_night(
    "the history breaks, and nothing settles",
    UNSETTLED,
    expect(CONFORMS, DRIFT, COULD_NOT_RUN, qualified=READ_REPORT),
    before=faults.broken_history,
)

SILENT = expect(DRIFT, COULD_NOT_RUN, about=CREATE_TEST)
single("every creation breaks the connection", night(*faults.always("cut", CREATE_TEST)), SILENT)
single(
    "every creation is made and breaks the connection",
    night(*faults.always("cut", CREATE_TEST, carried_out=True)),
    SILENT,
)
single("every creation hangs", night(*faults.always("hang", CREATE_TEST)), SILENT)
for name, status in {"500": faults.INTERNAL, "503": faults.UNAVAILABLE, "429": faults.LIMITED}.items():
    single(
        f"every creation answers {name}",
        night(*faults.always(status, CREATE_TEST)),
        expect(CONFORMS, DRIFT, COULD_NOT_RUN, qualified=CREATE_TEST),
    )
single(
    "every creation answers 403",
    night(*faults.always(faults.FORBIDDEN, CREATE_TEST)),
    expect(CONFORMS, DRIFT, COULD_NOT_RUN, qualified=CREATE_TEST),
)
single(
    "the report always answers 418",
    night(*faults.always(faults.TEAPOT, READ_REPORT)),
    expect(DRIFT, findings="some", words=("418",)),
)
for what in (faults.INTERNAL, faults.FORBIDDEN, faults.MISSING, faults.UNAUTHORIZED):
    single(
        f"the report always answers {what.status}",
        night(*faults.always(what, READ_REPORT)),
        expect(CONFORMS, DRIFT, COULD_NOT_RUN, qualified=READ_REPORT),
    )
single(
    "the report breaks every connection",
    night(*faults.always("cut", READ_REPORT)),
    expect(DRIFT, COULD_NOT_RUN, about=READ_REPORT),
)
single(
    "the list of tests breaks every connection",
    night(*faults.always("cut", LIST_TESTS)),
    expect(DRIFT, COULD_NOT_RUN, about=LIST_TESTS),
)
single("the report is always empty", night(*faults.always(faults.EMPTY, READ_REPORT)), expect(DRIFT, findings="some"))
single("the report is half a JSON", night(*faults.always(faults.NOT_JSON, READ_REPORT)), expect(DRIFT, findings="some"))
single("the report is a login page", night(*faults.always(faults.LOGIN, READ_REPORT)), expect(DRIFT, findings="some"))
for name, total in {"NaN": "NaN", "Infinity": "Infinity", "a name twice": '0, "totalClaims": 0'}.items():
    single(
        f"JSON that is none: {name}",
        night(edits=(faults.raw_report(total),)),
        expect(DRIFT, findings="some", words=("NaN|Infinity|twice|duplicate|not JSON|no JSON|invalid JSON",)),
    )
single("nothing settles", night(life=NEVER), expect(CONFORMS, COULD_NOT_RUN, findings="none", qualified=READ_REPORT))
single("no app at all", night(apps=0), expect(CONFORMS, COULD_NOT_RUN, findings="none", qualified=CREATE_TEST))

PAGES: Mapping[str, Reply] = {
    "a maintenance page": faults.MAINTENANCE,
    "a login page": faults.LOGIN,
    "HTML called JSON": faults.HTML_AS_JSON,
    "an empty 200": faults.EMPTY,
    "an empty object": faults.NOTHING_OF_THE_API,
    "a health check": faults.HEALTH,
    "OK": faults.PLAIN_OK,
}
for name, page in PAGES.items():
    single(f"{name} for every operation", night(*faults.always(page)), NOT_RUN)
for name in ("a maintenance page", "a login page", "an empty 200"):
    single(f"{name} at preflight", night(*faults.always(PAGES[name], count=5)), NOT_RUN)
single("a maintenance page from the fortieth request on", night(*faults.always(faults.MAINTENANCE, first=40)), NOT_WELL)
single("a redirect to a login page", night(*faults.always(faults.CAPTIVE)), NOT_WELL)
single("everything answers 503", night(*faults.always(faults.UNAVAILABLE)), NOT_RUN)
single("everything answers 500", night(*faults.always(faults.INTERNAL)), NOT_RUN)
single("everything answers 401", night(*faults.always(faults.UNAUTHORIZED)), NOT_RUN)
single("everything answers 403", night(*faults.always(faults.FORBIDDEN)), NOT_RUN)
single("everything answers 429", night(*faults.always(faults.LIMITED)), NOT_RUN)
single("every connection breaks", night(*faults.always("cut")), NOT_RUN)
single("everything hangs", night(*faults.always("hang")), NOT_RUN)
single("the key is revoked after forty requests", night(*faults.always(faults.UNAUTHORIZED, first=40)), NOT_WELL)
single("the service goes down after forty requests", night(*faults.always("cut", first=40)), NOT_WELL)
single(
    "every answer takes thirty seconds",
    Night(tests_per_app=0, delivery=Delivery(delay_seconds=30.0)),
    expect(CONFORMS, DRIFT, COULD_NOT_RUN, qualified=READ_REPORT),
)

ENVIRONMENTS: Mapping[str, Mapping[str, str]] = {
    "--collect-only": {"PYTEST_ADDOPTS": "--collect-only"},
    "-k nothing": {"PYTEST_ADDOPTS": "-k no_such_rule"},
    "--maxfail": {"PYTEST_ADDOPTS": "--maxfail=1 -x"},
    "an unknown option": {"PYTEST_ADDOPTS": "--no-such-option"},
    "a plugin that throws tests away": {
        "PYTEST_PLUGINS": "nights_hostile_plugin",
        "PYTHONPATH": f"{{modules}}{os.pathsep}{{work}}",
    },
    "a plugin that does not exist": {"PYTEST_PLUGINS": "no_such_plugin"},
    "no plugins": {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
}
for name, environment in ENVIRONMENTS.items():
    single(
        f"pytest is told {name}",
        WELL,
        expect(CONFORMS, findings="none", ran=True),
        env=environment,
        before=faults.write_plugin,
    )
for name in ("--collect-only", "-k nothing", "a plugin that throws tests away"):
    single(
        f"pytest is told {name}, and a field is missing",
        night(edits=DRIFTED),
        expect(DRIFT, findings="some"),
        env=ENVIRONMENTS[name],
        before=faults.write_plugin,
    )

KEYS: Mapping[str, str] = {
    "a blank": "sk_workspace_test_0123 4567",
    "a line break": "sk_workspace_test_0123\n4567",
    "a line break at the end": "sk_workspace_test_01234567\n",
    "a header": "sk_workspace_test_0123\r\nX-Evil: 1",
    "a tab": "sk_workspace_test_0123\t4567",
    "an umlaut": "sk_workspace_test_schlüssel",
    "full-width letters": "sk_workspace_test_\uff41\uff42\uff43",
    "a no-break space": "sk_workspace_test_0123\u00a04567",
    "blanks only": "   ",
    "nothing": "",
}
for name, key in KEYS.items():
    single(f"a key with {name}", WELL, UNSENT, key=key)
for name, url in {
    "no scheme": "127.0.0.1:{port}/connect/v1",
    "another scheme": "ftp://127.0.0.1:{port}/connect/v1",
    "a port too high": "http://127.0.0.1:99999/connect/v1",
    "a blank": "http://127.0.0.1:{port}/connect /v1",
    "a line break": "http://127.0.0.1:{port}/connect/v1\nx",
}.items():
    single(f"a base URL with {name}", WELL, BAD_URL, base_url=url)
single(
    "https on an http port",
    WELL,
    expect(COULD_NOT_RUN, findings="none", words=("https|TLS|SSL",)),
    base_url="https://127.0.0.1:{port}/connect/v1",
)
single(
    "an unknown host",
    WELL,
    expect(COULD_NOT_RUN, findings="none", words=("host|resolve",), untouched=True),
    base_url="https://nights.invalid/connect/v1",
)
single(
    "nobody listens",
    WELL,
    expect(COULD_NOT_RUN, findings="none", words=("refused",)),
    base_url="http://127.0.0.1:9/connect/v1",
)
SCENARIOS.append(
    Scenario(
        "a certificate that nobody trusts",
        (Act(WELL, expect(COULD_NOT_RUN, findings="none", words=("certificat",))),),
        tls=True,
    )
)
WRONG_PATH = expect(COULD_NOT_RUN, findings="none", words=("path|404|base url",))
single("a wrong path", WELL, WRONG_PATH, base_url="http://127.0.0.1:{port}/connect/v2")
single("no path", WELL, WRONG_PATH, base_url="http://127.0.0.1:{port}")
single("a wrong path on a web server", night(*faults.always(faults.NOT_FOUND_PAGE)), WRONG_PATH)
single("somebody else's key", WELL, expect(COULD_NOT_RUN, findings="none", words=("key|401",)), key=new_key())

single(
    "the reports have nowhere to go", WELL, expect(COULD_NOT_RUN, reports=False), before=faults.file_in_place_of_reports
)
single(
    "the history is a directory",
    WELL,
    expect(COULD_NOT_RUN, reports=False),
    before=faults.directory_in_place_of_history,
)
single(
    "an earlier junit.xml, and a preflight that fails",
    night(*faults.always(faults.UNAUTHORIZED)),
    NOT_RUN,
    before=faults.stale_reports,
)
