"""A second API, of another shape than the first: its contract, its own server and faults of behaviour."""
