import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from ._answers import MockError

START_TIMEOUT_SECONDS = 10.0
BACKLOG = 2048


class _Server(uvicorn.Server):
    """A server that announces its start and stops at once, where uvicorn polls."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def main_loop(self) -> None:
        self._ticks = asyncio.create_task(super().main_loop())
        self.ready.set()
        await asyncio.wait([self._ticks])

    def stop(self) -> None:
        self._ticks.get_loop().call_soon_threadsafe(self._ticks.cancel)


@contextlib.contextmanager
def serve(app: Starlette, port: int = 0) -> Iterator[str]:
    """Serve `app` on 127.0.0.1 from a thread of its own, and yield its base URL.

    Port 0 takes a free port. Raise MockError when the port cannot be had.
    """
    listener = _listen(port)
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    if not server.ready.wait(START_TIMEOUT_SECONDS):
        raise MockError("the mock did not start")
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{app.state.base_path}"
    finally:
        server.stop()
        thread.join()


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio switches Nagle's algorithm off for what the socket accepts: else every
    # answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "it is not a port number"
        raise MockError(f"cannot serve on port {port}: {reason}") from error
    return listener
