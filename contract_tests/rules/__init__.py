"""Rules: what the contract promises, one pytest test each, one file a kind of promise."""
