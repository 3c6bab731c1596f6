"""Importing this module fills the catalogue."""

from tests.hostile.faults import acting, bodies, echoes, framing, headers, packing, places, status

__all__ = ["acting", "bodies", "echoes", "framing", "headers", "packing", "places", "status"]
