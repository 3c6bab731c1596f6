"""How a server writes a secret so that a search for it passes by: the encodings that the issue names.

name, text = disguise(random.Random(1), secret)
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable
from urllib.parse import quote

from tests.hostile.canaries import Secret

Encoding = Callable[[str], str]


def percent(text: str) -> str:
    """Every character percent-encoded, the harmless ones too."""
    return "".join(f"%{byte:02x}" for byte in text.encode())


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _base64_shifted(text: str) -> str:
    return base64.urlsafe_b64encode(b"u:" + text.encode()).decode().rstrip("=")


ENCODINGS: dict[str, Encoding] = {
    "plain": str,
    "upper-case": str.upper,
    "lower-case": str.lower,
    "percent-encoded": percent,
    "percent-encoded in part": lambda text: quote(text[:5]) + percent(text[5:]),
    "percent-encoded twice": lambda text: quote(percent(text)),
    "\\u-escaped": lambda text: "".join(f"\\u{ord(character):04x}" for character in text),
    "as decimal entities": lambda text: "".join(f"&#{ord(character)};" for character in text),
    "as hexadecimal entities": lambda text: "".join(f"&#x{ord(character):X};" for character in text),
    "in base64": _base64,
    "in base64url without padding": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "in base64 behind a user name": _base64_shifted,
}

CASES = {"upper-case", "lower-case"}
"""They can only come first: the base64 of another case is other bytes."""


def disguise(source: random.Random, secret: Secret) -> tuple[str, str]:
    """The secret, or its part without the prefix, in up to two encodings; with their names."""
    text = secret.value if source.random() < 0.6 else secret.part
    inner = source.choice(list(ENCODINGS))
    if source.random() < 0.6:
        return inner, ENCODINGS[inner](text)
    outer = source.choice([name for name in ENCODINGS if name not in CASES])
    return f"{inner}, then {outer}", ENCODINGS[outer](ENCODINGS[inner](text))
