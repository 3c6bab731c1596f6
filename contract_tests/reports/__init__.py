"""The reports of a run, all made from its drift.json, which is redacted already."""
