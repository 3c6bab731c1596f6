"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "64a136f98a6e0a683f29e6b7813cb45ea173326ab8235ce1652233c3f3819caf"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "460ad21e4ac38823b3aa0a9c401945acb69dc39d3d1dd545e08bae3fe93f6ae1"
