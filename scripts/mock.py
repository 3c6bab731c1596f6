"""Serve the embedded mock alone until Ctrl-C, and print how to call it."""

import argparse
import contextlib
import sys
import threading
from typing import NoReturn

from contract_tests.mock import MockError, MockOptions, create_app, load_spec, serve


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message}\n")


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port number (0 to 65535)")
    return port


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 <= float(text) < float("inf"):
            return float(text)
    raise argparse.ArgumentTypeError(f"{text} is not a number of seconds")


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted. Return 0, or 2 when the mock cannot be served."""
    parser = _Parser(description=__doc__)
    parser.add_argument("--port", type=_port, default=4010, help="0 takes a free one (default: 4010)")
    parser.add_argument("--settle-seconds", type=_seconds, default=1.0, help="pending to challenge (default: 1)")
    chosen = parser.parse_args(arguments)
    options = MockOptions(settle_seconds=chosen.settle_seconds)
    try:
        with serve(create_app(load_spec(), options), chosen.port) as base_url:
            print(f"URL   {base_url}\nKey   {options.key}")
            print(f"Try   curl -H 'Authorization: Bearer {options.key}' '{base_url}/apps?limit=1'", flush=True)
            threading.Event().wait()
    except MockError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
