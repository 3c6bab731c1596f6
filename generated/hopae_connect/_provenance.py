"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "b3e00bb653a27f65df24a6f00e4e1a0d31339747b780be96f753e7c92e38faf0"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "89d7704e3e15964ceabaa1e27a45fa4ca610d918438df568d81e9567ac26b551"
