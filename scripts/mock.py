"""Serve the embedded mock alone until Ctrl-C, and print how to call it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence

from scripts._command import Parser, command, port, run, seconds

from contract_tests.mock import MockError, MockOptions, create_app, load_spec, serve


@command(MockError)
def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted, and return 0."""
    parser = Parser(__doc__)
    parser.add_argument("--port", type=port, default=4010, help="0 takes a free one (default: 4010)")
    parser.add_argument("--settle-seconds", type=seconds, default=1.0, help="pending to challenge (default: 1)")
    chosen = parser.parse_args(argv)
    options = MockOptions(settle_seconds=chosen.settle_seconds)
    with (
        contextlib.suppress(KeyboardInterrupt),
        serve(create_app(load_spec(), options), chosen.port) as base_url,
    ):
        print(f"URL   {base_url}\nKey   {options.key}")
        print(f"Try   curl -H 'Authorization: Bearer {options.key}' '{base_url}/apps?limit=1'", flush=True)
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    run(main)
