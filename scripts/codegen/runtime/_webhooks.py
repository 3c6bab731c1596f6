"""Tells webhooks of the API from forgeries."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

from ._exceptions import WebhookSignatureError

SIGNATURE_HEADER = "X-Hopae-Signature"
TOLERANCE_SECONDS = 300


def verify_webhook(
    body: bytes | str,
    signature: bytes | str | None,
    secret: bytes | str,
    *,
    tolerance: float = TOLERANCE_SECONDS,
    now: float | None = None,
) -> None:
    """Return if a webhook is genuine and fresh.

    Args:
        body: The raw body, exactly as it was received.
        signature: The header `X-Hopae-Signature`: `t=<unix seconds>,v1=<hex>`, perhaps with several `v1`.
        secret: The signing secret of the app's webhook.
        tolerance: How many seconds the webhook may be old, or ahead.
        now: Seconds since the epoch, when it is not the present.

    Raises:
        WebhookSignatureError: The header is missing or malformed, the webhook is older or further ahead than is
            tolerated, or no `v1` is the HMAC-SHA256 of `<t>.<body>`.
    """
    problem = _problem(_bytes(body), signature, _bytes(secret), tolerance, time.time() if now is None else now)
    # A traceback shows variables, and these are secret.
    del body, secret
    if problem:
        raise WebhookSignatureError(problem)


def parse_webhook(
    body: bytes | str,
    signature: bytes | str | None,
    secret: bytes | str,
    *,
    tolerance: float = TOLERANCE_SECONDS,
    now: float | None = None,
) -> dict[str, Any]:
    """Return the event of a webhook that is genuine and fresh; takes what `verify_webhook` does.

    Raises:
        WebhookSignatureError: The webhook cannot be trusted, or its body is no JSON object.
    """
    event = None
    problem = _problem(_bytes(body), signature, _bytes(secret), tolerance, time.time() if now is None else now)
    if not problem:
        event = _event(body)
    del body, secret
    if not isinstance(event, dict):
        raise WebhookSignatureError(problem or "the webhook is genuine, but its body is no JSON object")
    return event


def _problem(body: bytes, signature: bytes | str | None, secret: bytes, tolerance: float, now: float) -> str | None:
    """Return why a webhook cannot be trusted; None when it can."""
    if not secret:
        return "there is no signing secret to check the webhook with"
    if not signature:
        return f"the header {SIGNATURE_HEADER} is missing"
    parts = list(_pairs(_bytes(signature)))
    times = [value for name, value in parts if name == b"t"]
    candidates = [value for name, value in parts if name == b"v1"]
    if len(times) != 1 or not (times[0].isdigit() and len(times[0]) < 16):
        return f"the header {SIGNATURE_HEADER} holds no single time t=<unix seconds>"
    if not candidates:
        return f"the header {SIGNATURE_HEADER} holds no signature v1=<hex>"
    age = now - int(times[0])
    if not abs(age) <= tolerance:
        return f"the webhook is more than {tolerance:g} seconds {'old' if age > 0 else 'ahead'}"
    expected = hmac.new(secret, times[0] + b"." + body, "sha256").hexdigest().encode()
    if not any(hmac.compare_digest(expected, candidate) for candidate in candidates):
        return "no signature of the webhook is right: another secret, or a changed body"
    return None


def _event(body: bytes | str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _pairs(signature: bytes) -> Iterator[tuple[bytes, bytes]]:
    for part in signature.split(b","):
        name, _, value = part.strip().partition(b"=")
        yield name, value


def _bytes(text: bytes | str) -> bytes:
    if not isinstance(text, str):
        return text
    try:
        # A framework that decoded what is no UTF-8 has left surrogates in the place of bytes.
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
