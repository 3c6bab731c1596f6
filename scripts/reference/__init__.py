"""The pages of the documentation site that are made from the contract, the client and the examples at build time."""
