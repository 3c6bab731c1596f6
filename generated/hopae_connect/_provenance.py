"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "64a136f98a6e0a683f29e6b7813cb45ea173326ab8235ce1652233c3f3819caf"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "15668e028f77ee19404f0a68c8436f46bc65b10aaa7288215a29ba0123417dab"
