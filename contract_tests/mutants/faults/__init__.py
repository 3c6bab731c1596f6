"""Mutants: one file a kind of promise that they break, each with a function `mutants`."""
