"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "aa303c2a4c042a5887c5482dc5dbc65497bd62912a8c28842d36b3259887e231"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "7c45c6782d8099583d68cdfc9565c5cc8af98af11fe87c7ff0aa90c7c8ea1760"
