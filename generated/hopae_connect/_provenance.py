"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "aa303c2a4c042a5887c5482dc5dbc65497bd62912a8c28842d36b3259887e231"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "0e848b5c3c72b65624c31046ce809f4e78a0ef94ff783a00a87d3f547c6c0250"
