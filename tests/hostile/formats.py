"""Whether a report is a file of its kind: strict JSON, SARIF 2.1.0, HAR 1.2, JUnit, and pages that run nothing.

list(problems(Path("drift.sarif")))   # [] when it is sound
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import yaml
from markdown_it import MarkdownIt

from tests.hostile.schemas import HAR, SARIF

SIZE_LIMIT_BYTES = 100_000_000
MARKERS = ("hostile-tag", "hostile.invalid")
MENTION = "@hostile-mention"
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "data", "srcset", "poster", "background"}


def problems(path: Path) -> Iterator[str]:
    """What is wrong with a report, judged by its name; nothing for a file of another name."""
    check = CHECKS.get(path.name)
    if check is None:
        return
    if path.stat().st_size > SIZE_LIMIT_BYTES:
        yield f"{path.name} has {path.stat().st_size} bytes"
        return
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{path.name} is no UTF-8: {error}"
        return
    for problem in check(text):
        yield f"{path.name}: {problem}"


def strict_json(text: str) -> Any:
    """The value of the text. Raises ValueError for NaN, Infinity, a name that stands twice and nesting too deep."""
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_duplicates)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError(f"a name stands twice among {sorted(members)[:5]}")
    return members


def _json(text: str, schema: dict[str, Any]) -> Iterator[str]:
    try:
        value = strict_json(text)
    except ValueError as error:
        yield f"no JSON: {str(error)[:200]}"
        return
    breach = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(value))
    if breach is not None:
        yield f"{breach.json_path}: {breach.message[:200]}"


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from (f"line {number}: {problem}" for problem in _json(line, {"type": "object"}))


def _junit(text: str) -> Iterator[str]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield "it has a document type"
        return
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        yield f"no XML: {error}"
        return
    if root.tag not in ("testsuites", "testsuite"):
        yield f"the root is {root.tag}"
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        if suite.get("name") is None or suite.get("tests", str(len(cases))) != str(len(cases)):
            yield f"a suite without name, or with {len(cases)} cases where it says {suite.get('tests')}"
    if any(case.get("name") is None for case in root.iter("testcase")):
        yield "a test case without name"


class _LivePage(HTMLParser):
    """What a browser would act on though it came from the server."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.code += tag in ("code", "pre")
        if tag.startswith("hostile-tag"):
            self.live.append(f"the server's element <{tag}>")
        for name, value in attributes:
            acts = name in URL_ATTRIBUTES or name.startswith("on")
            if name.startswith("hostile-tag") or (acts and any(marker in (value or "") for marker in MARKERS)):
                self.live.append(f"the server's text in {tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if MENTION in data and self.mentions and self.code <= 0:
            self.live.append("a live mention")

    mentions = False


def _page(text: str) -> Iterator[str]:
    page = _LivePage()
    page.feed(text)
    yield from page.live[:3]


def _markdown(text: str) -> Iterator[str]:
    page = _LivePage()
    page.mentions = True
    page.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    yield from page.live[:3]


def _overlay(text: str) -> Iterator[str]:
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield f"no YAML: {str(error)[:200]}"
        return
    if not isinstance(value, dict) or not isinstance(value.get("actions"), list) or "overlay" not in value:
        yield "no overlay: `overlay` or `actions` is missing"


CHECKS: dict[str, Callable[[str], Iterator[str]]] = {
    "drift.json": lambda text: _json(text, {"type": "object"}),
    "drift.sarif": lambda text: _json(text, SARIF),
    "drift.har": lambda text: _json(text, HAR),
    "history.jsonl": _lines,
    "junit.xml": _junit,
    "drift.html": _page,
    "drift.md": _markdown,
    "overlay.yaml": _overlay,
}
