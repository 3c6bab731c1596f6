"""What the tests of this folder do with files."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files in a folder by name, without compiled modules."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file, which must have one."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
