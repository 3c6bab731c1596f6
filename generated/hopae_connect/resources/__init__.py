"""The resources of the API, one module each, and one for their raw responses."""
