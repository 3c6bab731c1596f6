"""A watched server on a port of its own, in a thread."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn

from tests.harm.messages import PREFIX
from tests.harm.server import Server, create_app


@contextlib.contextmanager
def live(drift: str | None = None, seed: int | None = None) -> Iterator[tuple[str, Server]]:
    """Serve on loopback; yields the base URL and the app, whose `state` tells what happened."""
    app = create_app(drift, seed)
    # Without the protocol asyncio does not turn Nagle's algorithm off, and every answer waits 40 ms.
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{PREFIX}", app
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
