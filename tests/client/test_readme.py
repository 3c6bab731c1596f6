"""Every Python snippet of README.md runs against the mock as it stands."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.client.conftest import Mock
from tests.client.snippets import run

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^#+ ", README, flags=re.MULTILINE)[1:]
USAGE, *SNIPPETS = [
    (section.splitlines()[0], snippet)
    for section in SECTIONS
    for snippet in re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
]
BODY, SECRET = b'{"type": "verification.completed"}', "whsec_t35t"


def webhook() -> dict[str, Any]:
    """What the receiver of a webhook has."""
    now = int(time.time())
    signature = hmac.new(SECRET.encode(), f"{now}.".encode() + BODY, hashlib.sha256).hexdigest()
    return {"body": BODY, "headers": {"X-Hopae-Signature": f"t={now},v1={signature}"}, "secret": SECRET}


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    logger = logging.getLogger("hopae_connect")
    yield
    logger.setLevel(logging.NOTSET)


@pytest.mark.usefixtures("logging_as_before")
@pytest.mark.parametrize("snippet", [pytest.param(snippet, id=section) for section, snippet in SNIPPETS])
def test_a_snippet_runs_after_that_of_the_usage(snippet: str, mock: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT_API_KEY", mock.key)
    monkeypatch.setenv("CONNECT_BASE_URL", mock.base_url)
    run(webhook(), USAGE[1], snippet)


def test_the_readme_has_a_snippet_for_each_part_of_the_client() -> None:
    client = README.partition("\n## The client\n")[2].partition("\n## ")[0]
    without = {"Types", "Versioning", "Speed", "Known limits"}
    parts = {part.splitlines()[0]: part for part in client.split("\n### ")[1:]}
    assert {name for name, part in parts.items() if "```python" not in part} == without
