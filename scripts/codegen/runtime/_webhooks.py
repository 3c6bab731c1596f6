"""Tells webhooks of the API from forgeries."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator

from ._exceptions import WebhookSignatureError

SIGNATURE_HEADER = "X-Hopae-Signature"
TOLERANCE_SECONDS = 300


def verify_webhook(body: bytes, signature: str | None, secret: str, *, now: float | None = None) -> None:
    """Return if a webhook is genuine and fresh.

    Args:
        body: The raw body, exactly as it was received.
        signature: The header `X-Hopae-Signature`: `t=<unix seconds>,v1=<hex>`, perhaps with several `v1`.
        secret: The signing secret of the app's webhook.
        now: Seconds since the epoch, when it is not the present.

    Raises:
        WebhookSignatureError: The header is missing or malformed, the webhook is more than 300 seconds old or
            ahead, or no `v1` is the HMAC-SHA256 of `<t>.<body>`.
    """
    if not secret:
        raise WebhookSignatureError("there is no signing secret to check the webhook with")
    timestamp, candidates = _parts(signature)
    age = (time.time() if now is None else now) - int(timestamp)
    if abs(age) > TOLERANCE_SECONDS:
        direction = "old" if age > 0 else "ahead"
        raise WebhookSignatureError(f"the webhook is more than {TOLERANCE_SECONDS} seconds {direction}")
    expected = hmac.new(secret.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest().encode()
    if not any(hmac.compare_digest(expected, candidate.encode()) for candidate in candidates):
        raise WebhookSignatureError("no signature of the webhook is right: another secret, or a changed body")


def _parts(signature: str | None) -> tuple[str, list[str]]:
    if not signature:
        raise WebhookSignatureError(f"the header {SIGNATURE_HEADER} is missing")
    parts = list(_pairs(signature))
    times = [value for name, value in parts if name == "t"]
    candidates = [value for name, value in parts if name == "v1"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdecimal() and len(times[0]) < 16):
        raise WebhookSignatureError(f"the header {SIGNATURE_HEADER} holds no single time t=<unix seconds>")
    if not candidates:
        raise WebhookSignatureError(f"the header {SIGNATURE_HEADER} holds no signature v1=<hex>")
    return times[0], candidates


def _pairs(signature: str) -> Iterator[tuple[str, str]]:
    for part in signature.split(","):
        name, _, value = part.strip().partition("=")
        yield name, value
