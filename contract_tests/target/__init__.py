"""What a run knows and owns of the target: collections, real values, request bodies, what it made."""
