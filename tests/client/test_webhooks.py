from __future__ import annotations

import hashlib
import hmac

import pytest
from hopae_connect import WebhookSignatureError, parse_webhook, verify_webhook

SECRET, BODY, NOW = "whsec_t35t", b'{"type":"verification.completed"}', 1_795_000_000


def signature(time: object = NOW, body: bytes = BODY, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), f"{time}.".encode() + body, hashlib.sha256).hexdigest()


def header(time: object) -> str:
    return f"t={time},v1={signature(time)}"


@pytest.mark.parametrize("age", [0, 1, 299, 300, -300])
def test_genuine_and_fresh(age: int) -> None:
    verify_webhook(BODY, header(NOW - age), SECRET, now=NOW)


@pytest.mark.parametrize(("age", "word"), [(301, "old"), (-301, "ahead"), (10**9, "old")])
def test_not_fresh(age: int, word: str) -> None:
    with pytest.raises(WebhookSignatureError, match=f"more than 300 seconds {word}"):
        verify_webhook(BODY, header(NOW - age), SECRET, now=NOW)


@pytest.mark.parametrize(
    "value",
    [
        f"t={NOW},v1={signature(secret='old')},v1={signature()}",
        f"t={NOW},v1={signature()},v1={signature(secret='old')}",
        f"v0=abc, v1={signature()} , t={NOW}",
    ],
)
def test_one_right_signature_among_several_is_enough(value: str) -> None:
    verify_webhook(BODY, value, SECRET, now=NOW)


@pytest.mark.parametrize(
    "value",
    [
        f"t={NOW},v1={signature(secret='other')}",
        f"t={NOW},v1={signature(body=BODY + b' ')}",
        f"t={NOW + 1},v1={signature()}",
        f"t={NOW},v1={signature()[:-1]}",
        f"t={NOW},v1={signature().upper()}",
        f"t={NOW},v1=",
        f"t={NOW},v1=ä",
    ],
)
def test_forged(value: str) -> None:
    with pytest.raises(WebhookSignatureError, match="no signature of the webhook is right"):
        verify_webhook(BODY, value, SECRET, now=NOW)


@pytest.mark.parametrize("value", [None, ""])
def test_missing_header(value: str | None) -> None:
    with pytest.raises(WebhookSignatureError, match="X-Hopae-Signature is missing"):
        verify_webhook(BODY, value, SECRET, now=NOW)


@pytest.mark.parametrize("time", ["", "soon", "-1", "1.5", "²", "9" * 5000, f"{NOW},t={NOW}", f"{NOW},t"])
def test_malformed_time(time: str) -> None:
    with pytest.raises(WebhookSignatureError, match="no single time"):
        verify_webhook(BODY, f"t={time},v1={signature()}", SECRET, now=NOW)


@pytest.mark.parametrize("value", ["garbage", f"v1={signature()}"])
def test_header_without_time(value: str) -> None:
    with pytest.raises(WebhookSignatureError, match="no single time"):
        verify_webhook(BODY, value, SECRET, now=NOW)


def test_header_without_signature() -> None:
    with pytest.raises(WebhookSignatureError, match="no signature v1"):
        verify_webhook(BODY, f"t={NOW},v0=abc", SECRET, now=NOW)


@pytest.mark.parametrize("broken", ["\ud800", "v1=\udcff"])
def test_header_with_surrogates_is_refused(broken: str) -> None:
    """What a framework makes of bytes that are no UTF-8 is a signature that is not right."""
    with pytest.raises(WebhookSignatureError):
        verify_webhook(BODY, f"t={NOW},v1={broken}", SECRET, now=NOW)
    with pytest.raises(WebhookSignatureError):
        verify_webhook(BODY, broken, SECRET, now=NOW)
    with pytest.raises(WebhookSignatureError):
        verify_webhook(broken, header(NOW), SECRET + broken, now=NOW)


def test_text_and_bytes_are_the_same() -> None:
    """Body, header and secret may each be text or bytes."""
    for body in (BODY, BODY.decode()):
        for value in (header(NOW), header(NOW).encode()):
            for secret in (SECRET, SECRET.encode()):
                verify_webhook(body, value, secret, now=NOW)


def test_body_that_was_decoded_with_surrogates_is_genuine() -> None:
    body = b'{"name": "\xff"}'
    verify_webhook(body.decode(errors="surrogateescape"), f"t={NOW},v1={signature(body=body)}", SECRET, now=NOW)


@pytest.mark.parametrize(
    ("tolerance", "age", "genuine"), [(10, 10, True), (10, 11, False), (3600, 3000, True), (0, 0, True), (0, 1, False)]
)
def test_tolerance_is_taken(tolerance: float, age: int, genuine: bool) -> None:
    if genuine:
        verify_webhook(BODY, header(NOW - age), SECRET, tolerance=tolerance, now=NOW)
        return
    with pytest.raises(WebhookSignatureError, match=f"more than {tolerance} seconds old"):
        verify_webhook(BODY, header(NOW - age), SECRET, tolerance=tolerance, now=NOW)


@pytest.mark.parametrize("tolerance", [-1, float("nan")])
def test_tolerance_that_is_none_tolerates_nothing(tolerance: float) -> None:
    with pytest.raises(WebhookSignatureError):
        verify_webhook(BODY, header(NOW), SECRET, tolerance=tolerance, now=NOW)


@pytest.mark.parametrize("body", [BODY, BODY.decode()])
def test_genuine_webhook_is_parsed(body: bytes | str) -> None:
    assert parse_webhook(body, header(NOW), SECRET, now=NOW) == {"type": "verification.completed"}


def test_forged_webhook_is_not_parsed() -> None:
    with pytest.raises(WebhookSignatureError, match="no signature of the webhook is right"):
        parse_webhook(BODY, header(NOW), "other", now=NOW)
    with pytest.raises(WebhookSignatureError, match="300 seconds old"):
        parse_webhook(BODY, header(1), SECRET)


@pytest.mark.parametrize("body", [b"", b"no JSON", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_genuine_webhook_that_holds_no_event_is_named(body: bytes) -> None:
    with pytest.raises(WebhookSignatureError, match="genuine, but its body is no JSON object"):
        parse_webhook(body, f"t={NOW},v1={signature(body=body)}", SECRET, now=NOW)


def test_empty_secret_verifies_nothing() -> None:
    with pytest.raises(WebhookSignatureError, match="no signing secret"):
        verify_webhook(BODY, f"t={NOW},v1={signature(secret='')}", "", now=NOW)


def test_present_time_is_the_default() -> None:
    with pytest.raises(WebhookSignatureError, match="300 seconds old"):
        verify_webhook(BODY, header(1), SECRET)
