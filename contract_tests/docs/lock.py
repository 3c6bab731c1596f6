"""openapi/docs.lock.yaml: the facts of the pages as they were distilled, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract_tests.docs.page import Page, PageFacts
from contract_tests.docs.samples import outline

_HEADER = """\
# The facts of the documentation pages, as this contract was distilled from them. Written by `make docs-lock`.
# words: what a page says, by place. samples: the fields that its samples show, with their JSON types.
# calls: its curl lines. unreadable: what it says that no program reads; written by hand and kept.
# text_sha256 is the digest of the page's Markdown with white space squeezed, null where only another rendering
# of the page was at hand; facts_sha256 is that of words, samples and calls.
"""
# What happened to a fact, by whether it was there and is there.
_WHAT = {(False, True): "added", (True, False): "removed", (True, True): "changed"}


class LockError(Exception):
    """The lock cannot be read; the message is one line."""


@dataclass(frozen=True)
class LockedPage:
    """The facts of one page: `read_lock(path)["listApps"].facts`.

    `unreadable` holds what people noted beside them: `fact` and `reason`.
    """

    url: str
    text_sha256: str | None = None
    facts: PageFacts = field(default_factory=dict)
    samples: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    unreadable: list[dict[str, str]] = field(default_factory=list)

    @property
    def facts_sha256(self) -> str:
        """The digest of the facts."""
        facts = json.dumps([self.facts, self.samples, self.calls], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(facts.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A fact that is not as it was locked: `what` is `added`, `removed` or `changed`; `was` and `now` are its value."""

    operation: str
    what: str
    place: str
    was: Any
    now: Any

    def line(self) -> str:
        """The change in one line."""
        sides = [side for side in (self.was, self.now) if side is not None]
        texts = (side if isinstance(side, str) else json.dumps(side, ensure_ascii=False) for side in sides)
        values = " -> ".join(texts)
        return f"{self.what} {self.operation} {self.place}" + (f": {values}" if values else "")


def lock_page(url: str, page: Page, unreadable: list[dict[str, str]]) -> LockedPage:
    """A page as it goes into the lock, with the notes that were there before."""
    return LockedPage(
        url=url,
        text_sha256=page.text_sha256,
        facts={place: dict(sorted(facts.items())) for place, facts in sorted(page.facts.items())},
        samples=outline(page.samples),
        calls=sorted({f"{call.method} {call.url}" for call in page.calls}),
        unreadable=unreadable,
    )


def changes(operation: str, locked: LockedPage, now: LockedPage) -> Iterator[Change]:
    """What differs between a locked page and a page of today, fact by fact."""
    before, after = _flat(locked), _flat(now)
    if not before:
        yield Change(operation, "added", "the page", None, f"{len(after)} facts")
        return
    differing = [place for place in before | after if before.get(place) != after.get(place)]
    for place in differing:
        what = _WHAT[place in before, place in after]
        yield Change(operation, what, place, before.get(place), after.get(place))
    if not differing and locked.text_sha256 not in (None, now.text_sha256):
        yield Change(operation, "changed", "text, without a change of any fact", None, None)


def read_lock(path: Path, *, verify: bool = True) -> dict[str, LockedPage]:
    """The locked pages by operation; none when there is no file yet.

    Args:
        path: The lock.
        verify: Whether the facts must be those of the digest.

    Raises:
        LockError: The file is not a lock, or its facts are not those that its digest was made of.
    """
    if not path.exists():
        return {}
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))["pages"]
        pages = {name: _locked(entry) for name, entry in entries.items()}
        edited = [name for name, page in pages.items() if page.facts_sha256 != entries[name]["facts_sha256"]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise LockError(f"{path.name} cannot be read: {type(error).__name__}") from error
    if verify and edited:
        raise LockError(f"{path.name}: the facts of {edited[0]} are not those of its digest; run make docs-lock")
    return pages


def write_lock(path: Path, pages: dict[str, LockedPage]) -> None:
    """Write the lock, whole or not at all."""
    document = {"format": 1, "pages": {name: _entry(page) for name, page in pages.items()}}
    text = yaml.dump(document, Dumper=_Dumper, sort_keys=False, width=118, allow_unicode=True, default_flow_style=False)
    partial = path.with_suffix(".partial")
    partial.write_text(_HEADER + text, encoding="utf-8")
    partial.replace(path)


def _locked(entry: dict[str, Any]) -> LockedPage:
    return LockedPage(
        url=entry["url"],
        text_sha256=entry["text_sha256"],
        facts=dict(entry["words"]),
        samples=dict(entry["samples"]),
        calls=list(entry["calls"]),
        unreadable=[{"fact": note["fact"], "reason": note["reason"]} for note in entry["unreadable"]],
    )


def _entry(page: LockedPage) -> dict[str, Any]:
    return {
        "url": page.url,
        "text_sha256": page.text_sha256,
        "facts_sha256": page.facts_sha256,
        "words": {place: _Line(facts) for place, facts in page.facts.items()},
        "samples": page.samples,
        "calls": page.calls,
        "unreadable": page.unreadable,
    }


def _flat(page: LockedPage) -> dict[str, Any]:
    """Every fact by its place, as a report names it."""
    flat: dict[str, Any] = {}
    for place, facts in page.facts.items():
        flat[place] = None
        flat |= {f"{place} {kind}": value for kind, value in facts.items()}
    for side, fields in page.samples.items():
        flat |= {f"/{side}/sample{field if field != '/' else ''} type": kind for field, kind in fields.items()}
    return flat | {f"/operation call {call}": None for call in page.calls}


class _Line(dict[str, Any]):
    """A mapping that the lock writes in one line."""


class _Dumper(yaml.SafeDumper):
    """Writes the lock."""


_Dumper.add_representer(
    _Line, lambda dumper, line: dumper.represent_mapping("tag:yaml.org,2002:map", line, flow_style=True)
)
