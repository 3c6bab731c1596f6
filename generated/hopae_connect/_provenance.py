"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "aa303c2a4c042a5887c5482dc5dbc65497bd62912a8c28842d36b3259887e231"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "b4fe300bb5ad4ca3834beb9833f140fd106e1bf6d019711a1d46f6a84103d004"
