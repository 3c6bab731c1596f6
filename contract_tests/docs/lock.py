"""openapi/docs.lock.yaml: what the documentation pages said when they were last accepted, by place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract_tests.docs.page import Page
from contract_tests.docs.samples import shown
from contract_tests.docs.tokens import opposites, paragraphs
from scripts.spec.reading import Loader

_HEADER = """\
# What the documentation pages said when they were last accepted. Written by `make docs-lock`.
# places: by field or section its type, whether it is required, the tokens of its text that carry facts, the words of
# it that have an opposite, and a digest of each paragraph; the first two alone where no Markdown was at hand.
# shown: the fields of the answer that the samples show, and names of the API's own in them, such as those of events.
# unreadable: facts that no token carries; by hand, and kept.
# index: the pages of the API reference that llms.txt lists.
"""


class LockError(Exception):
    """The lock cannot be read; the message is one line."""


@dataclass(frozen=True)
class LockedPage:
    """What is locked of one page: `read_lock(path).pages["listApps"].places`.

    `unreadable` holds what people noted beside it: `fact` and `reason`.
    """

    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    unreadable: list[dict[str, str]] = field(default_factory=list)

    @property
    def has_texts(self) -> bool:
        """Whether the page was at hand as Markdown, so that its texts are known."""
        return any("text" in place for place in self.places.values())


@dataclass(frozen=True)
class Lock:
    """The locked pages, by operation or guide, and the paths of the index; None while it was never locked."""

    pages: dict[str, LockedPage] = field(default_factory=dict)
    index: list[str] | None = None


def lock_page(page: Page, unreadable: list[dict[str, str]]) -> LockedPage:
    """A page as it goes into the lock, with the notes that were there before."""
    places = {}
    for name, place in sorted(page.places.items()):
        text = {
            "tokens": dict(sorted(place.tokens.items())),
            "opposites": opposites(place.text),
            "text": digests(place.text),
        }
        places[name] = place.facts | {key: value for key, value in text.items() if value or key == "text"}
    return LockedPage(places, shown(page.samples), unreadable)


def digests(text: str) -> list[str]:
    """A digest of each paragraph."""
    return [hashlib.sha256(paragraph.encode()).hexdigest()[:12] for paragraph in paragraphs(text)]


def read_lock(path: Path) -> Lock:
    """The lock; an empty one when there is no file yet.

    Raises:
        LockError: The file is not a lock.
    """
    if not path.exists():
        return Lock()
    try:
        document = yaml.load(path.read_text("utf-8"), Loader)
        pages = {name: LockedPage(**entry) for name, entry in document["pages"].items()}
        if not all(isinstance(place, dict) for page in pages.values() for place in page.places.values()):
            raise TypeError
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise LockError(f"{path.name} cannot be read: {type(error).__name__}") from error
    return Lock(pages, document.get("index"))


def write_lock(path: Path, lock: Lock) -> None:
    """Write the lock, whole or not at all."""
    pages = {name: vars(page) | {"places": _lines(page)} for name, page in lock.pages.items()}
    document = {"format": 2, "index": lock.index, "pages": pages}
    text = yaml.dump(document, Dumper=_Dumper, sort_keys=False, width=118, allow_unicode=True, default_flow_style=False)
    partial = path.with_suffix(".partial")
    partial.write_text(_HEADER + text, encoding="utf-8")
    partial.replace(path)


def changed(before: Lock, after: Lock) -> Iterator[str]:
    """The pages and places that a new lock has otherwise, in a line each."""
    if before.index != after.index:
        yield "index"
    for name, page in after.pages.items():
        known = before.pages.get(name, LockedPage())
        places = {**known.places, **page.places}
        yield from (f"{name} {place}" for place in places if known.places.get(place) != page.places.get(place))
        if known.shown != page.shown:
            yield f"{name} samples"


class _Line(dict[str, Any]):
    """A mapping that the lock writes in one line."""


def _lines(page: LockedPage) -> dict[str, _Line]:
    return {name: _Line(place) for name, place in page.places.items()}


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes the lock, each place in full, since people read what changed in it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Line, lambda dumper, line: dumper.represent_mapping("tag:yaml.org,2002:map", line, flow_style=True)
)
