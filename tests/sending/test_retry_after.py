"""How long a server asks to wait."""

import pytest

from contract_tests.sending.retry_after import retry_after_seconds


@pytest.mark.parametrize(("value", "seconds"), [("0", 0.0), (" 7 ", 7.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)])
def test_seconds_and_dates_are_understood(value: str, seconds: float) -> None:
    assert retry_after_seconds(value) == seconds


@pytest.mark.parametrize(
    "value", [None, "", "²", "٣", "-1", "1.5", "soon", "9" * 400, "Wed, 99 Oct 99999999 00:00:00 GMT"]
)
def test_anything_else_says_nothing(value: str | None) -> None:
    assert retry_after_seconds(value) is None
