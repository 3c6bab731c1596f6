"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "aa303c2a4c042a5887c5482dc5dbc65497bd62912a8c28842d36b3259887e231"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "237ecc6a53bb0205ba24f6c52ef50ed6343da85c405fbc7dca3a5f4c02b45cf6"
