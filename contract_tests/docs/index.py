"""llms.txt, the vendor's index of its documentation: which pages of the API reference there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from contract_tests.judging.finding import Deviation, Severity

_POINTER = "/paths"


def listed(text: str, pages: Iterable[str]) -> list[str]:
    """The paths of the API reference that an index lists: what stands in the folders of these pages."""
    folders = {str(PurePosixPath(_path(page)).parent) for page in pages}
    paths = {_path(url) for url in re.findall(r"\]\(([^)\s]+)\)|(?<!\()(https?://\S+)", text) for url in url if url}
    return sorted(path for path in paths if str(PurePosixPath(path).parent) in folders)


def index_deviations(now: list[str], locked: list[str] | None, pages: dict[str, str]) -> Iterator[Deviation]:
    """Every page that the index lists anew, elsewhere or no more.

    Args:
        now: The paths that it lists.
        locked: Those that it listed when it was locked; None if it never was.
        pages: The pages that the spec names, by operation or guide.
    """
    due = [_path(url) for url in pages.values()] if locked is None else locked
    new = {path: PurePosixPath(path).name for path in now if path not in due}
    for path in due:
        if path not in now:
            moved = next((other for other, name in new.items() if name == PurePosixPath(path).name), None)
            new.pop(moved or "", None)
            kind: tuple[str, Severity] = ("page-moved", "additive") if moved else ("page-gone", "breaking")
            yield Deviation(*kind, f"documentation index {path}", "in the index", moved or "not in the index", _POINTER)
    for path in new if locked is not None else ():
        place = f"documentation index {path}"
        yield Deviation("page-new", "additive", place, "not in the index", "in the index", _POINTER)


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/").removesuffix(".md")
