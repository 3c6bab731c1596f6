"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "a6e1a18d4b6cef24a30482c2680cdc418556c7642c8f6aef39c7e1d1ebb15515"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a1418eabfa8d52f1d50a6fbe789d78ade9802668f0a98fd0203654178240bf00"
