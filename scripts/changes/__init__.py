"""What a change of the spec means for callers, and whether a release says so."""
