"""Faults of behaviour, written by hand: each is a library with one step gone wrong.

None of them touches what the user had before: a fault that hits a neighbour picks one that was made since.
"""

from . import changes, creations, deletions, limits, loan_rules, rotations
from .drift import DRIFTS, Drift

__all__ = ["DRIFTS", "Drift", "changes", "creations", "deletions", "limits", "loan_rules", "rotations"]
