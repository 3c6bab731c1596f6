"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "e4113e798ed7a68997bfbb90524461b3eb54121a9a009a44f93ae4f4c858df14"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a1418eabfa8d52f1d50a6fbe789d78ade9802668f0a98fd0203654178240bf00"
