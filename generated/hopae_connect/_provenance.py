"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "97f3e0f4326c6160e3645ba9de17f3b121a4b12387d1134b03290d9e34007319"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "15668e028f77ee19404f0a68c8436f46bc65b10aaa7288215a29ba0123417dab"
