"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "264ca865b31bc611dabbc50dff67d9154a78ae72be27edffcf9fdecb367fb7f5"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "a89861fdc79d8323cc8914481bcc900ba56d1e8d595a0f8cf404eae464f0952f"
