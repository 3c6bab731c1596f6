"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "e4e48a39340e2721b62d8a71edede7c97dccf5884ca2579b060681604c8c8913"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "89d7704e3e15964ceabaa1e27a45fa4ca610d918438df568d81e9567ac26b551"
