"""Commands of this repository, each also a target of the Makefile."""
