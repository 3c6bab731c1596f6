"""Proposals: an OpenAPI Overlay that would bring the spec to what a run observed, and its adoption."""
