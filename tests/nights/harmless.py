"""Ordinary nights. Each must end in exit 0, without a finding, in three minutes
unless it is slow itself, with no budget spent.

Some are the weather and the neighbours of a shared sandbox, the others what the documentation leaves open.
`mention` and `words` are what a report has to say about such a night, though it is no finding.
"""

from tests.nights.night import Choices, Delivery, Lifecycle, Neighbours, Night, Shape, Weather
from tests.nights.scenario import CONFORMS, HARMLESS_SECONDS, Act, Scenario, expect

REPEATED = r"50[234]|gateway|repeated|repeats|retried|retries|tried again|dropped"
CLOCK = r"clock"
SLOW_SECONDS = 600
SCENARIOS: list[Scenario] = []


def variant(
    name: str,
    night: Night,
    *,
    words: str = "",
    mention: str = "",
    budgets: bool = True,
    seconds: int = HARMLESS_SECONDS,
) -> None:
    """Add a harmless night."""
    expected = expect(
        CONFORMS,
        findings="none",
        within_budget=budgets,
        words=(words,) if words else (),
        mention=(mention,) if mention else (),
    )
    SCENARIOS.append(Scenario(name, (Act(night, expected),), seconds=seconds))


def weather(name: str, mention: str = "", **switches: object) -> None:
    """Add a night with this weather."""
    variant(name, Night(weather=Weather(**switches)), mention=mention)  # type: ignore[arg-type]


def delivery(name: str, **switches: object) -> None:
    """Add a night on which answers travel like this."""
    variant(name, Night(delivery=Delivery(**switches)))  # type: ignore[arg-type]


def choices(name: str, **switches: object) -> None:
    """Add a night on which the server decides like this what nobody documented."""
    variant(name, Night(choices=Choices(**switches)))  # type: ignore[arg-type]


def lifecycle(name: str, *, neighbours: Neighbours | None = None, **switches: object) -> None:
    """Add a night on which tests become challenges like this."""
    life = Lifecycle(**switches)  # type: ignore[arg-type]
    variant(name, Night(lifecycle=life, neighbours=neighbours or Neighbours()))


variant("plain", Night())

weather("gateway pages", REPEATED, gateway=0.05)
weather("gateway envelopes with Retry-After", REPEATED, gateway=0.05, gateway_body="json")
weather("gateway without a body", REPEATED, gateway=0.05, gateway_body="empty")
weather("503 only", REPEATED, gateway=0.05, gateway_statuses=(503,))
weather("504 after the work was done", REPEATED, gateway=0.05, gateway_statuses=(504,), gateway_after=True)
weather("dropped connections", REPEATED, drop=0.02)
weather("connections reset", drop=0.03, drop_at=("reset",))
weather("answers cut amid the body", drop=0.03, drop_at=("body",))
weather("answers cut amid the head", drop=0.03, drop_at=("head",))
weather("5 % gateways, 2 % dropped", REPEATED, gateway=0.05, drop=0.02)
weather("every creation's answer lost", lose_create_every=1)
weather("every third creation's answer lost", lose_create_every=3)
weather("rate limit now and then, in seconds", limited=0.03)
weather("rate limit now and then, as a date", limited=0.03, retry_after="date")
weather("rate limit with Retry-After 0", limited=0.05, retry_after="zero")
weather("twenty requests a second", burst=20)

EVERYBODY = Neighbours(share=0.3, apps=True, tests=True, reorder=True)
variant("neighbours make and delete apps", Night(neighbours=Neighbours(share=0.3, apps=True)))
variant("neighbours make and delete tests", Night(neighbours=Neighbours(share=0.3, tests=True)))
variant("apps and tests change places", Night(neighbours=Neighbours(share=0.3, reorder=True)))
variant("apps and tests change places between any two requests", Night(neighbours=Neighbours(share=1, reorder=True)))
variant("neighbours do everything", Night(neighbours=EVERYBODY))
variant("neighbours act between any two requests", Night(apps=6, neighbours=Neighbours(share=1, apps=True, tests=True)))
variant(
    "apps that nobody touched disappear",
    Night(apps=40, neighbours=Neighbours(share=0.3, apps=True, untouched_apps_go=True)),
)
variant("more apps than a page, and neighbours", Night(apps=130, neighbours=EVERYBODY))
variant("foreign tests of the same title", Night(neighbours=Neighbours(same_title=True)))
variant("claims arrive and challenges complete", Night(neighbours=Neighbours(share=0.5, claims=True)))

lifecycle("every third request fails, listed", fail_every=3)
lifecycle("every third request fails and is not listed any more", fail_every=3, failed="not listed")
lifecycle("every second request fails, is listed for a second, then not", fail_every=2, failed="listed for a second")
lifecycle(
    "a request disappears as a foreign test appears",
    fail_every=2,
    failed="not listed",
    neighbours=Neighbours(appear_when_one_fails=True),
)
lifecycle(
    "failures beside foreign tests of the same title",
    fail_every=2,
    failed="not listed",
    neighbours=Neighbours(same_title=True),
)
lifecycle("settles at once", settle_seconds=(0.0, 0.0))
lifecycle("scheduled in the creation's answer", scheduled_at_once=True, scheduled_first_seconds=1.0)
lifecycle("scheduled for two seconds, then a challenge", scheduled_first_seconds=2.0)
lifecycle("settles in any order within four seconds", settle_seconds=(0.0, 4.0))
lifecycle("settles after fifteen seconds", settle_seconds=(15.0, 15.0))
variant("settles after ten minutes", Night(lifecycle=Lifecycle((600.0, 600.0))), budgets=False)
lifecycle("creating takes a second and a half", create_seconds=1.5)

variant("clock ten minutes fast", Night(clock_seconds=600), words=CLOCK)
variant("clock ten minutes slow", Night(clock_seconds=-600), words=CLOCK)
variant("clock two minutes slow", Night(clock_seconds=-120), words=CLOCK)
variant("clock three seconds fast", Night(clock_seconds=3))
delivery("no Date header", date=False)

delivery("a fifth of a second later", delay_seconds=0.2)
# Half a thousand requests, each slower than the one before, take longer than a night has otherwise.
variant("slower and slower, up to a second", Night(delivery=Delivery(slower_by_seconds=0.002)), seconds=SLOW_SECONDS)
delivery("every fortieth answer takes four seconds", pause_every=40, pause_seconds=4.0)
delivery("seven bytes at a time", piece_bytes=7)
delivery("chunks of one byte", piece_bytes=1, chunked=True)
delivery("gzip", encoding="gzip")
delivery("deflate in chunks", encoding="deflate", chunked=True)
delivery("byte-order mark", bom=True)
delivery("byte-order mark, gzip, in pieces", bom=True, encoding="gzip", piece_bytes=5)
delivery("HTTP/1.0", protocol="HTTP/1.0")
delivery("early hints", interim=(103,))
delivery("early hints twice, then a continue", interim=(103, 103, 100))
delivery("lower-case header names", header_case="lower", header_order="reversed")
delivery("upper-case header names", header_case="upper")
delivery("any case, any order", header_case="mixed", header_order="shuffled")
delivery("no reason phrase", reason="")
delivery("another reason phrase", reason="All is well")
delivery("charset", media_type="application/json; charset=utf-8")
delivery("charset, quoted, upper case", media_type='Application/JSON;Charset="UTF-8"')
delivery(
    "a CDN's headers",
    extra_headers=(
        ("CF-Ray", "8f2a-ZRH"),
        ("X-Request-Id", "5"),
        ("Set-Cookie", "a=b; Path=/"),
        ("Set-Cookie", "c=d"),
        ("Age", "0"),
        ("Vary", "Accept-Encoding"),
        ("ETag", 'W/"1"'),
        ("Strict-Transport-Security", "max-age=1"),
        ("Via", "1.1 x"),
        ("X-RateLimit-Remaining", "9"),
        ("Cache-Control", "no-store"),
        ("Server", "cloudflare"),
        ("Alt-Svc", 'h3=":443"'),
    ),
)
delivery("spread JSON", json_style="spread")
delivery("JSON in ASCII", json_style="ascii")
delivery("every letter escaped", json_style="escaped")
delivery("members in reverse", json_style="reversed")
delivery("members in any order", json_style="shuffled")
delivery("every connection closed", close="announced")
delivery("every tenth connection closed without a word", close="silent")

variant("one app", Night(apps=1))
variant("two apps, no test yet", Night(apps=2, tests_per_app=0))
variant("1,000 apps", Night(apps=1_000))
variant("10,000 apps", Night(apps=10_000))
variant("10,000 apps, a twentieth of a second each", Night(apps=10_000, delivery=Delivery(delay_seconds=0.05)))
variant("an app with 1,000 tests", Night(tests_in_first_app=1_000))
variant(
    "1,000 apps, 1,000 tests, newest first",
    Night(apps=1_000, tests_in_first_app=1_000, choices=Choices(order="newest")),
)
variant("the first app has no provider", Night(first_app="no provider"))
variant("the first app has a chip-based provider only", Night(first_app="chip-based only"))
variant(
    "an enabled provider is not available here",
    Night(unavailable_provider="mitid", choices=Choices(ineligible_code="PROVIDER_NOT_ELIGIBLE")),
)

variant("every optional field", Night(shape=Shape("all", True, "null", "various", "all")))
variant("no optional field", Night(shape=Shape("none", absent="absent", details=True)))
variant("bare webhook configuration, no redirect", Night(shape=Shape("bare webhook")))
variant("completed, sponsored and expired challenges", Night(shape=Shape(challenge="various")))

choices("limits beyond the range are moved into it", paging_limits="clamp")
choices("limits beyond the range count as none", paging_limits="default")
choices("null counts as absent", null="absent")
choices("unknown fields are refused", unknown_field="refuse")
choices("an empty title is refused", empty_title="refuse")
choices("a fraction is rounded down", fraction="down")
choices("an empty key is refused", empty_key="refuse")
choices("a key elsewhere is a new one", key_elsewhere="new")
choices("a key elsewhere gets the first answer", key_elsewhere="replay")
choices("errors are remembered", errors_remembered=True)
choices("only the same bytes are the same body", same_body="bytes")
choices("absolute Location", location="absolute")
choices("Location below /v1", location="v1")
choices("absolute Location below /v1", location="absolute v1")
choices("other methods get 405", other_method=405)
choices("the body is checked before the app", body_first=True)
choices("newest first", order="newest")
choices("ordered by identifier", order="identifier", provider_order="sorted")

BAD_SKY = Weather(gateway=0.05, drop=0.02)
variant(
    "the issue's night: gateways, drops, neighbours", Night(weather=BAD_SKY, neighbours=EVERYBODY), mention=REPEATED
)
variant(
    "the issue's night in a large workspace", Night(apps=1_000, weather=BAD_SKY, neighbours=EVERYBODY), mention=REPEATED
)
variant(
    "a lost answer while the creation still runs",
    Night(weather=Weather(lose_create_every=2), lifecycle=Lifecycle(create_seconds=1.5)),
)
variant(
    "lost answers, foreign titles, failures",
    Night(
        weather=Weather(lose_create_every=2),
        lifecycle=Lifecycle((0.0, 3.0), fail_every=4, failed="not listed"),
        neighbours=Neighbours(share=0.3, tests=True, reorder=True, same_title=True),
    ),
)
variant(
    "clock slow, gateways, gzip in pieces, newest first",
    Night(
        clock_seconds=-590,
        weather=BAD_SKY,
        choices=Choices(order="newest", location="absolute"),
        delivery=Delivery(encoding="gzip", piece_bytes=9, header_case="mixed", json_style="shuffled"),
    ),
    words=CLOCK,
)
variant(
    "clock fast, rate limit, every field, claims",
    Night(
        clock_seconds=590,
        weather=Weather(limited=0.03, retry_after="date"),
        neighbours=Neighbours(share=0.5, claims=True),
        shape=Shape("all", True, "null", "various", "all"),
    ),
    words=CLOCK,
)
