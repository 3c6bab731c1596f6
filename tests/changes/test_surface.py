from __future__ import annotations

from pathlib import Path

from scripts.changes.surface import compare_surfaces

OLD = {
    "__init__.py": '__version__ = "1.0.0"\n',
    "_private.py": "def helper(): ...\n",
    "call.py": "UNSET = None\ndef sync(*, limit=20, offset=UNSET): ...\ndef asyncio(*, limit=20, offset=UNSET): ...\n",
    "model.py": "class Thing:\n    name: str\n    def to_dict(self): ...\n",
}


def package(folder: Path, files: dict[str, str]) -> Path:
    """Write a package named `things` into a folder."""
    root = folder / "things"
    root.mkdir(parents=True)
    for name, text in files.items():
        (root / name).write_text(text)
    return root


def surface(tmp_path: Path, **changed: str) -> list[str]:
    """Return the changes from OLD to the same with some modules rewritten, as short lines."""
    new = OLD | {f"{name}.py": text for name, text in changed.items()}
    found = compare_surfaces(package(tmp_path / "old", OLD), package(tmp_path / "new", new))
    return [f"{change.kind} {change.place} {change.before} {change.after}".rstrip() for change in found]


def test_same_package_breaks_nothing(tmp_path: Path) -> None:
    assert surface(tmp_path) == []


def test_removed_class_is_reported_once(tmp_path: Path) -> None:
    assert surface(tmp_path, model="") == ["object-removed things.model.Thing"]


def test_removed_attribute_is_reported(tmp_path: Path) -> None:
    assert surface(tmp_path, model="class Thing:\n    def to_dict(self): ...\n") == [
        "object-removed things.model.Thing.name"
    ]


def test_another_default_is_reported_once_for_the_functions_of_a_module(tmp_path: Path) -> None:
    call = OLD["call.py"].replace("limit=20", "limit=50")
    assert surface(tmp_path, call=call) == ["parameter-changed-default things.call.sync limit=20 limit=50"]


def test_default_where_there_was_none_is_harmless(tmp_path: Path) -> None:
    assert surface(tmp_path, call=OLD["call.py"].replace("offset=UNSET", "offset=0")) == []


def test_type_variables_and_what_python_calls_are_not_looked_at(tmp_path: Path) -> None:
    thing = OLD["model.py"] + "    def __exit__(self, *args): ...\n    def __len__(self): ...\n"
    old = package(tmp_path / "old", {"model.py": f"from typing import TypeVar\n\nT = TypeVar('T')\n\n{thing}"})
    new = package(tmp_path / "new", {"model.py": OLD["model.py"] + "    def __exit__(self, kind): ...\n"})
    assert compare_surfaces(old, new) == []


def test_other_arguments_of_a_constructor_are_reported(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"model.py": "class Thing:\n    def __init__(self, name): ...\n"})
    new = package(tmp_path / "new", {"model.py": "class Thing:\n    def __init__(self, name, size): ...\n"})
    assert [change.kind for change in compare_surfaces(old, new)] == ["parameter-added-required"]


def test_private_names_and_the_version_are_not_looked_at(tmp_path: Path) -> None:
    assert surface(tmp_path, _private="", __init__='__version__ = "2.0.0"\n') == []


def test_package_is_read_and_not_run(tmp_path: Path) -> None:
    assert surface(tmp_path, _private='raise SystemExit("was run")\n') == []
