"""What a nightly run keeps out of everything that it writes or shows: the key, and what a base URL should not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_plus

from contract_tests.judging.secrets import Secrets

KEY = re.compile(r"[\s\"'\ufeff]*(?:bearer\s+)?(.*?)[\s\"'\ufeff]*", re.IGNORECASE | re.DOTALL)
USER_INFO = re.compile(r"([^/?#]*)@")


def secrets_of(environment: Mapping[str, str]) -> Secrets:
    """The secrets that the environment of a run holds: the key, and the user info and the query of the base URL."""
    secrets = Secrets()
    key = environment.get("CONNECT_API_KEY", "")
    # However it was pasted, a run sends it bare.
    bare = KEY.fullmatch(key)
    for text in (key, bare[1] if bare else "", *_in_url(environment.get("CONNECT_BASE_URL", "").strip())):
        for form in {text, unquote_plus(text)}:
            secrets.add(form)
    return secrets


def _in_url(url: str) -> Iterator[str]:
    """The secret parts of a URL, each alone and with what is around it, since a short one is not found alone."""
    url = url.partition("//")[2] or url
    user_info = USER_INFO.match(url)
    query = url.partition("#")[0].partition("?")[2]
    if user_info:
        yield from (user_info[1], f"{user_info[1]}@", *user_info[1].split(":", 1), url.partition("/")[0])
    if query:
        yield from (query, f"?{query}", *(pair.partition("=")[2] for pair in query.split("&")))
    if user_info or query:
        yield url
