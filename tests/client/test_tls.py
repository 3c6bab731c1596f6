"""Calls over TLS, whose connection is made, or breaks on the way."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from hopae_connect import APIConnectionError, BadRequestError

from tests.client.conftest import Connected
from tests.client.servers import Behaviour, Connection, Server, answer, answers, serving

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
ServeTls = Callable[[Behaviour], Server]


@pytest.fixture
def serve_tls(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> ServeTls:
    """Serve with a certificate that clients trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return lambda behaviour: stack.enter_context(serving(behaviour, context))


def test_refusal_comes_over_tls(serve_tls: ServeTls, connected: Connected) -> None:
    url = serve_tls(answers(answer(400))).url
    with pytest.raises(BadRequestError):
        connected(lambda connect: connect.apps.get("FK5b0KSM"), url)


def break_the_encryption(connection: Connection, number: int) -> None:
    connection.break_the_encryption()


@pytest.mark.parametrize(("verb", "attempts"), [("get", 3), ("post", 1)])
def test_request_may_have_arrived_when_its_encryption_breaks(
    serve_tls: ServeTls, connected: Connected, verb: str, attempts: int
) -> None:
    """It is sent again only where that does no harm."""
    server = serve_tls(break_the_encryption)
    with pytest.raises(APIConnectionError, match=r"^\w+ /new: \w+Error: \[SSL") as caught:
        connected(lambda connect: getattr(connect, verb)("/new", max_retries=2), server.url)
    assert (len(server.requests), caught.value.permanent) == (attempts, False)
