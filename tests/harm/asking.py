"""Clients of a watched server in process."""

from __future__ import annotations

from typing import Any

import httpx

from tests.harm.messages import PREFIX
from tests.harm.server import KEY, Server

BASE = f"http://watched.test{PREFIX}"
HEADERS = {"Authorization": f"Bearer {KEY}"}
WORKFLOW = {
    "name": "Mine",
    "entryNodeId": "a",
    "nodes": [{"id": "a", "type": "request", "next": "b"}, {"id": "b", "type": "response"}],
}


def client(app: Server, **options: Any) -> httpx.AsyncClient:
    """A client of an app in process."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE, headers=HEADERS, timeout=10, **options)
