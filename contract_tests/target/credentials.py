"""Credentials that are not the key of a run, some of which hold most of it."""

from __future__ import annotations

from contract_tests.judging.redact import basic_credentials
from scripts.spec.spec import Spec

# None stands for a request without the header.
Credentials = dict[str, str | None]


def wrong_credentials(spec: Spec, key: str) -> Credentials:
    """Authorization headers that must be refused, by words that say what each holds: `{"no key": None, ...}`.

    None of them is a key that anybody has: each is made up, or made from the key of the run. One that would be that
    key is left out, as its other case is where a key has no letters.

    Args:
        spec: Knows the environments and how their keys begin.
        key: The key of the run.
    """
    own, others = _prefixes(spec, key)
    secret = key.removeprefix(own)
    found: Credentials = {
        "no key": None,
        "an empty header": "",
        "the scheme Bearer without a key": "Bearer",
        "a made-up key": f"Bearer {own}{'0' * 32}",
        "a key in another case": f"Bearer {own}{secret.swapcase()}",
        "a key with another last character": f"Bearer {key[:-1]}{'0' if key[-1] != '0' else '1'}",
        "a key cut by one character": f"Bearer {key[:-1]}",
        "a key extended by one character": f"Bearer {key}0",
        # With the right key, since a server that takes it in another scheme takes more than is documented.
        "the key as user name of Basic credentials": basic_credentials(key),
        "the key under the scheme Token": f"Token {key}",
        "the key without a scheme": key,
    }
    found |= {f"a key of the {name} environment": f"Bearer {prefix}{secret}" for name, prefix in others.items()}
    return {words: header for words, header in found.items() if header != f"Bearer {key}"}


def _prefixes(spec: Spec, key: str) -> tuple[str, dict[str, str]]:
    """How keys begin in the environment of a key, and in each of the others by its name."""
    prefixes = {name: one["key-prefix"] for name, one in spec.environments().items()}
    own = next((prefix for prefix in prefixes.values() if key.startswith(prefix)), "")
    return own, {name: prefix for name, prefix in prefixes.items() if prefix != own}
