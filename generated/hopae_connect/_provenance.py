"""What this package was generated from, and with what."""

SPEC_VERSION = "0.1.0"
SPEC_SHA256 = "1b24d6ac679fb7afff90169d8202ad10a3210bbb6159d8618e77e2846fcc97a7"
GENERATOR = "openapi-python-client 0.29.1"
FORMATTER = "ruff 0.17.5"
INPUTS_SHA256 = "d6e0408ba00ab1040ea8189fca76360d01d75d3e3414530c9094f7e092351c27"
