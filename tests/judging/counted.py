"""A finding of some of many answers, with how often it was seen, for tests."""

from collections.abc import Callable
from dataclasses import replace

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Deviation, Finding, Findings
from contract_tests.judging.how_often import HowOften
from tests.judging.exchanges import SPEC, exchange

COMES_AND_GOES = "though the same request was also answered as expected: it comes and goes"
PLACE = "response 200 body /total"


def told(
    exchanges: list[Exchange],
    shows: Callable[[Exchange], bool],
    *,
    rule: str = SHAPE,
    place: str = PLACE,
    kind: str = "type",
    times: int = 1,
) -> Finding:
    """The finding of those exchanges that show it, each numbered and with so many deviations."""
    often, findings = HowOften(SPEC), Findings()
    for one in (replace(one, number=number) for number, one in enumerate(exchanges, 1)):
        often.note(one)
        if rule != SHAPE:
            often.looked(one, rule, "listApps", kind, place)
        for _ in range(times if shows(one) else 0):
            deviation = Deviation(kind, "breaking", place, "integer", "string", "/x")
            findings.add(Finding(deviation, "listApps", rule, "https://docs.example", 1, (one,)))
    (finding,) = findings.all()
    return often.told(finding, findings.numbers(finding), explains=True)


def page(offset: int | None, status: int = 200) -> Exchange:
    return exchange("listApps", status, {}, query="" if offset is None else f"?limit=10&offset={offset}")
