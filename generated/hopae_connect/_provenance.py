"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "099c292ffc2845b90f7ef6d07b0d4237637c74943c452cbcd583272b31e39d05"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a89861fdc79d8323cc8914481bcc900ba56d1e8d595a0f8cf404eae464f0952f"
