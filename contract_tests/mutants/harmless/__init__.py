"""Harmless variants: servers that differ from the mock where the documentation leaves them free; no run may object."""
