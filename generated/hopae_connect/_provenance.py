"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "d9dc686cddfa4969ec6de3484ff7af0c63868fd1a52a71e850a06cb89caeec6e"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a1418eabfa8d52f1d50a6fbe789d78ade9802668f0a98fd0203654178240bf00"
