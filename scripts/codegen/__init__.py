"""Makes the client package from the spec, and checks the spec."""
