"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "0f6b50f734cab4dc31db2a3b389bab3ac6e6e6def15089294e31cf9010b174aa"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a1418eabfa8d52f1d50a6fbe789d78ade9802668f0a98fd0203654178240bf00"
