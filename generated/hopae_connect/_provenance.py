"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "aa303c2a4c042a5887c5482dc5dbc65497bd62912a8c28842d36b3259887e231"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "0739c699db8beb3027ff978c432f7da58dc04c960aebb927b908f604dd8165ab"
