"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "54f8d38f587554650994f78438e7b28e18c22867725d63dc17098f5be88c6d31"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a1418eabfa8d52f1d50a6fbe789d78ade9802668f0a98fd0203654178240bf00"
