"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "b03c6f5f98acbb43d3910029182d595f1a30c2ff7d4cdf2ad45e98275d9104c2"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "27a1a89bb7e3ae761514d93e0704bd9a51da53feaedaad6efd4bb9997ef050b8"
