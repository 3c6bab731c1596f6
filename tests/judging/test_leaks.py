"""Secrets are found wherever an answer shows them."""

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.leaks import LONGEST_KEPT, Leaks
from contract_tests.judging.shapes import Shapes
from tests.judging.exchanges import KEY, SPEC, exchange, sample

SECRET = "whsec_8f2b1c7d9e"
SHOWN = sample("AppPage")["data"][0]


def app(name: str) -> Exchange:
    return exchange("getApp", 200, {**SHOWN, "name": name})


def test_a_text_that_was_read_before_is_searched_for_secrets_learnt_since() -> None:
    leaks = Leaks(Shapes(SPEC), KEY)
    for text in (f"my {SECRET}", "x" * LONGEST_KEPT + SECRET):
        assert leaks.read(app(text)) == []
    leaks.know([SECRET])
    for text in (f"my {SECRET}", "x" * LONGEST_KEPT + SECRET):
        assert [one.place for one in leaks.read(app(text))] == ["response 200 body /name"]
    assert leaks.read(app("another")) == []
