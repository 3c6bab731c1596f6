"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "786260832d509284fb6e469b169a7579ddcf4efb238afe346b17fa96c067cc9b"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "6a67cff533c2021087fece515ed6b1c94643c8abaa1af6796d1f3ebfee1dcf34"
