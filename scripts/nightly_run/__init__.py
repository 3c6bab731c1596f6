"""The nightly run: its parts, their common verdict, and the issue in which drift is tracked."""
