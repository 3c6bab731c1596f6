"""What is made of all exchanges of a run: findings with the requests that they cannot be understood without."""

from dataclasses import replace

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Deviation, Finding, Findings
from contract_tests.sending.reading import Reader
from tests.judging.exchanges import KEY, SPEC, exchange

CREATED = {"Idempotency-Key": "one"}


def earlier(place: str, *exchanges: Exchange) -> tuple[str, ...]:
    """What is said of the requests before the last of some, in which a single answer shows a finding."""
    reader, findings = Reader(SPEC, KEY, lambda *_: "own"), Findings()
    numbered = [replace(one, number=number) for number, one in enumerate(exchanges, 1)]
    for one in numbered:
        list(reader.read(one))
    deviation = Deviation("value", "breaking", place, "'true'", "'false'", "/x")
    findings.add(Finding(deviation, "createApp", SHAPE, "https://docs.example", 1, (numbered[-1],)))
    (found,) = reader.told(findings, {})
    return found.earlier


def test_a_wrong_mark_of_a_replay_is_shown_with_the_request_that_came_first() -> None:
    """The mark is wrong where a key came again, or where it did not; what else one answer shows needs no other."""
    rows = [exchange("createApp", 201, {}, sent={"name": "a"}, request_headers=CREATED) for _ in range(2)]
    (line,) = earlier("response 201 header Idempotency-Replayed", *rows)
    assert line.endswith(" with this Idempotency-Key and the same body: 201")
    assert earlier("response 201 header Location", *rows) == ()
    assert earlier("response 201 header Idempotency-Replayed", rows[0]) == ()
