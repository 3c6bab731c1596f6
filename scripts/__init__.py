"""Commands of this repository, each also a target of the Makefile."""

import signal
import sys
from pathlib import Path

if Path(sys.argv[0]).resolve().parent == Path(__file__).resolve().parent:
    # Ctrl-C while a command still imports what it needs ends it without a traceback; then `_command.run` takes over.
    # This file is the first of the repository that a command imports.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
