"""A contract run: its pytest session, the cases that Schemathesis generates, and replay of findings."""
