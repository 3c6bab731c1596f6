"""The guard before a run: where it may go, and with which key."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import replace

import httpx

from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.options import Target
from scripts.spec.spec import Spec

HOST = re.compile(r"[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*")
LONGEST_HOST = 253
KEY = re.compile(r"[\x21-\x7e]+")
URL_NAME, KEY_NAME = "CONNECT_BASE_URL", "CONNECT_API_KEY"


def admitted(spec: Spec, target: Target, allowed_hosts: Iterable[str] = ()) -> Target:
    """The target as requests will be sent to it: a normal base URL and a bare key.

    A run goes to the sandbox of the spec or to this machine, and to another host only where it was named. The
    production server is refused under any name of its own.

    Args:
        spec: Knows the servers and the prefixes of their keys.
        target: What the user gave.
        allowed_hosts: The hosts that were named on purpose.

    Raises:
        CouldNotRun: The run must not go there, or not with this key; the message holds neither user info nor key.
    """
    url = base_url(target.base_url)
    environments = spec.environments()
    sandbox, production = (httpx.URL(environments[name]["url"]) for name in ("sandbox", "production"))
    named = {normal_host(host) for host in allowed_hosts}
    host = _host(url)
    if host == _host(production):
        raise CouldNotRun("the base URL is the production server; a run creates things that cannot be deleted")
    if not is_loopback(host) and host not in {_host(sandbox), *named}:
        raise CouldNotRun(f"{host} is neither the sandbox nor this machine; name it with --allow-host {host}")
    if url.scheme != "https" and not is_loopback(host):
        raise CouldNotRun(f"{URL_NAME} is plain http, which would send the key in the clear; use https")
    key = bare_key(target.key)
    if not key.startswith(environments["sandbox"]["key-prefix"]):
        raise CouldNotRun(
            f"{KEY_NAME} is no key of the sandbox; those start with {environments['sandbox']['key-prefix']}"
        )
    return replace(target, base_url=str(url).rstrip("/"), key=key)


def base_url(text: str) -> httpx.URL:
    """A base URL as httpx will send it, with its host in the one normal form.

    Raises:
        CouldNotRun: It is none; the message does not repeat it.
    """
    try:
        url = httpx.URL(text)
        # An encoded host that stands for no name fails here.
        has_host = bool(url.host)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise CouldNotRun(f"{URL_NAME} is not a URL; write one such as https://host/connect/v1") from None
    if any(character.isspace() for character in text):
        raise CouldNotRun(f"{URL_NAME} holds a blank or a line break")
    if url.scheme not in ("http", "https") or not has_host:
        raise CouldNotRun(f"{URL_NAME} is not an http or https URL with a host")
    if url.userinfo:
        raise CouldNotRun(f"{URL_NAME} has user info before its host; leave it out")
    if url.query or url.fragment or "?" in text or "#" in text:
        raise CouldNotRun(f"{URL_NAME} has a query or a fragment; leave it out")
    if url.port is not None and not 0 < url.port < 65536:
        raise CouldNotRun(f"{URL_NAME} has a port that is none")
    return url.copy_with(host=normal_host(_host(url)))


def normal_host(host: str) -> str:
    """A host in lower case without a trailing dot.

    Raises:
        CouldNotRun: It is neither a host name nor an address.
    """
    normal = host.strip("[]").lower().removesuffix(".")
    try:
        return str(ipaddress.ip_address(normal))
    except ValueError:
        if HOST.fullmatch(normal) and len(normal) <= LONGEST_HOST:
            return normal
    raise CouldNotRun("the host is neither a host name nor an address")


def _host(url: httpx.URL) -> str:
    """The host of a URL as it is sent, where a name outside ASCII is encoded."""
    return url.raw_host.decode("ascii")


def is_loopback(host: str) -> bool:
    """Whether a normal host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bare_key(text: str) -> str:
    """A key without blanks around it.

    Raises:
        CouldNotRun: It is empty, or holds what no header can carry.
    """
    key = text.strip(" \t")
    if not key:
        raise CouldNotRun(f"no key: set {KEY_NAME} to a workspace key of the sandbox")
    if not KEY.fullmatch(key):
        raise CouldNotRun(f"{KEY_NAME} holds a blank, a line break or another character that no key has")
    return key
