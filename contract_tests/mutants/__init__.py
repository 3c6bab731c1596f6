"""Drifts put into the mock, to score the contract run: does it name what was changed, and nothing that was not?"""
