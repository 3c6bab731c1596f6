"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "b03c6f5f98acbb43d3910029182d595f1a30c2ff7d4cdf2ad45e98275d9104c2"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "15668e028f77ee19404f0a68c8436f46bc65b10aaa7288215a29ba0123417dab"
