"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "b03c6f5f98acbb43d3910029182d595f1a30c2ff7d4cdf2ad45e98275d9104c2"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "96c763bc0c02f7476bc38067e296b9522b4d227c57f2480ac33bee6ca752c92a"
