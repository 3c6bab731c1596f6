"""Every Python snippet of README.md and of the pages about the client runs against the mock as it stands."""

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

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "client" / "guide.md"
# What is no program of a caller's; tests/engine/test_new_operation.py takes its parts from there.
ELSEWHERE = {ROOT / "docs" / "project" / "add-an-operation.md"}
DOCUMENTS = sorted({ROOT / "README.md", *ROOT.glob("docs/**/*.md")} - ELSEWHERE)
BODY, SECRET = b'{"type": "verification.completed"}', "whsec_t35t"


def sections(document: Path) -> list[tuple[str, str]]:
    """The sections of a document: what they are called, and their text; what stands before the first is one, too."""
    parts = re.split(r"^##+ ", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(part.partition("\n")[0].removeprefix("# "), part) for part in parts]


def snippets(document: Path) -> list[tuple[str, str]]:
    """The Python snippets of a document, each with the section that it stands in."""
    python = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [(section, snippet) for section, text in sections(document) for snippet in python.findall(text)]


def programs() -> Iterator[Any]:
    """Each snippet after the first one of its document, which says whom to call."""
    for document in DOCUMENTS:
        for number, (section, snippet) in enumerate(found := snippets(document)):
            before = [found[0][1]] if number else []
            yield pytest.param([*before, snippet], id=f"{document.stem}: {section}")


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


@pytest.mark.slow
@pytest.mark.usefixtures("logging_as_before")
@pytest.mark.parametrize("program", list(programs()))
def test_a_snippet_runs_after_the_first_one(program: list[str], mock: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT_API_KEY", mock.key)
    monkeypatch.setenv("CONNECT_BASE_URL", mock.base_url)
    run(webhook(), *program)


def test_the_guide_has_a_snippet_for_each_part_of_the_client() -> None:
    without = {"The client in Python", "Types", "Versioning", "Speed", "Known limits"}
    assert {section for section, text in sections(GUIDE) if "```python" not in text} == without
