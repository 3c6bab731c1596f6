"""Single edits of the spec with their known class, to score the comparison of two versions."""
