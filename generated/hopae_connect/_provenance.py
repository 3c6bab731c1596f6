"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "9cf0d523be3a3c523b2d4bca1bf4a17a228008acf59d92f9be63515b4ec4ea5c"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "237ecc6a53bb0205ba24f6c52ef50ed6343da85c405fbc7dca3a5f4c02b45cf6"
