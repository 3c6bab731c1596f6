"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "a4359a3a6ed6391bdc16603c4106840f327973b26fa191f15b4c93c3db4bc85b"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "237ecc6a53bb0205ba24f6c52ef50ed6343da85c405fbc7dca3a5f4c02b45cf6"
