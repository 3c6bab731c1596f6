"""What a read shows of a change is explained by the change, and what two answers disagree about by neither alone."""

from dataclasses import replace
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation, Finding, Findings
from contract_tests.judging.how_often import HowOften
from tests.judging.exchanges import SPEC, exchange

PLACE = "response 200 body /logo of getApp"


def told(exchanges: list[Exchange], odd: set[int], *, since: str = "", place: str = PLACE) -> Finding:
    """The finding of `updateApp` that some reads show, all of which a rule looked at."""
    often, findings = HowOften(SPEC), Findings()
    deviation = Deviation("change", "breaking", place, "'a'", "absent", "/x", since=since)
    for one in (replace(one, number=number) for number, one in enumerate(exchanges, 1)):
        often.note(one)
        if one.operation is SPEC.operations["getApp"]:
            often.looked(one, "change/stored", "updateApp", "change", place)
        if one.number in odd:
            findings.add(Finding(deviation, "updateApp", "change/stored", "https://docs.example", 1, (one,)))
    (finding,) = findings.all()
    return often.told(finding, findings.numbers(finding), explains=True)


def changed(*names: str, path: str = "App00001", status: int = 200) -> list[Exchange]:
    """A change of some fields and the read after it."""
    sent: dict[str, Any] = dict.fromkeys(names, "x")
    return [exchange(name, status, {}, sent=sent, path={"client_id": path}) for name in ("updateApp", "getApp")]


def test_fields_of_the_change_before_each_read_are_told() -> None:
    """A read sends no field; the last change of the same thing that was taken does."""
    alone, beside = changed("logo"), changed("logo", "name")
    refused, of_another = changed("logo", status=400)[:1], changed("logo", path="App00002")[:1]
    finding = told([*alone, *beside, *alone, *beside[:1], *refused, *of_another, beside[1]], {4, 10})
    assert (finding.occurrences, finding.answers, finding.common) == (
        2,
        4,
        ("only when name is sent, which may be chance",),
    )


def test_answers_that_were_held_against_another_are_not_counted_with_the_others() -> None:
    """Where nothing else shows the thing, an answer is neither right nor wrong."""
    reads = changed("logo") * 3
    finding = told(reads, {2}, since="as listApps showed it", place="response 200 body /logo")
    assert (finding.occurrences, finding.answers) == (1, None)
    finding = told(reads, {2, 4, 6}, since="as listApps showed it", place="response 200 body /logo")
    assert (finding.occurrences, finding.answers) == (3, 3)
