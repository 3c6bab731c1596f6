"""The tables of what may import what, and of who reads which extension, are true. Nothing in one is unread."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
EXTENSIONS = ROOT / "docs" / "project" / "extensions.md"
SCHEMA = json.loads((ROOT / "openapi" / "extensions.schema.json").read_text(encoding="utf-8"))
DEFINITIONS = SCHEMA["$defs"]
HOMES = ("contract_tests", "scripts")
# The reference of the site shows every extension, and does nothing by it.
SHOWING = "scripts/reference"
RUN_ROOMS = ("engine", "judging", "rules", "sending", "target")
# What several extensions say in the same way is read in one place for all of them.
SHARED = ("refusal", "refusal-with-code", "policies", "paging-policy", "idempotency-policy", "window-value")
# Why a run does not read what an extension says.
READ_ELSEWHERE = {
    ("x-policies", "lifetime-seconds"): "no run waits so long; the client repeats within it",
    ("x-policies", "scope"): "what a key does elsewhere is published nowhere; the mock keeps keys by it",
    ("x-policies", "idempotency"): "the reader of the spec puts the policy where it is named",
    ("x-error-envelope", "message"): "texts for people may change; the client shows them",
    ("x-environment", "name"): "the reader of the spec offers it as an attribute",
}
# Where the reader of the spec offers an extension under a name of its own.
OFFERED_AS = {
    "x-creates": r"\.creates\b|\.creator\b",
    "x-changes": r"\.changers\b",
    "x-deletes": r"\.deleter\b",
    "x-shows": r"resources import [^\n]*\bshow|\.readers\b|\.lister\b",
    "x-error-envelope": r"\.error_envelope\b",
    "x-owner": r"\.owner\b",
    "x-error-codes": r"\.error_codes\b",
    "x-refused": r"\.credentials_refused\b",
    "x-environment": r"\.environments\(",
    "x-secret": r"\.secret\b",
}


def rooms() -> set[str]:
    """The folders with code of this repository's own, tests apart."""
    found = {path.parent.relative_to(ROOT).as_posix() for home in HOMES for path in ROOT.glob(f"{home}/*/__init__.py")}
    return found - {"scripts/codegen/runtime"}


def table(page: Path) -> dict[str, list[str]]:
    """The rows of the table of a page by the code in their first cell, with the code in their last.

    The last cell calls a room by the name of its folder alone.
    """
    lines = page.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    return {name.rstrip("/"): codes(row[-1]) for row in rows for name in codes(row[0])}


def names(found: set[str]) -> set[str]:
    """Rooms by the names of their folders."""
    return {room.rpartition("/")[2] for room in found}


def codes(cell: str) -> list[str]:
    return [code.rstrip("/") for code in re.findall(r"`([^`]+)`", cell)]


def allowed_imports() -> dict[str, set[str]]:
    """By room, the rooms that it may import according to import-linter's contracts."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    found: dict[str, set[str]] = {room: set() for room in rooms()}
    for contract in contracts:
        imported = room_of(contract["protected_modules"][0])
        for importer in map(room_of, contract["allowed_importers"]):
            if importer in found and importer != imported:
                found[importer].add(imported)
    return found


def room_of(pattern: str) -> str:
    return pattern.removesuffix(".**").removesuffix(".*").replace(".", "/")


def readers(extension: str) -> set[str]:
    """The rooms whose code or templates name an extension, or what the reader of the spec offers it as."""
    named = re.compile(rf"\b{extension}\b(?!-)" + (f"|{OFFERED_AS[extension]}" if extension in OFFERED_AS else ""))
    return {
        room
        for room in rooms() - {SHOWING}
        for path in (ROOT / room).rglob("*")
        if path.suffix in (".py", ".jinja") and "runtime" not in path.parts and named.search(path.read_text("utf-8"))
    }


def members(schema: Any, *, shared: bool = False) -> Iterator[tuple[str, bool]]:
    """The members of an extension by its schema, and whether each stands in a definition that several use."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        definition = schema["$ref"].rpartition("/")[2]
        yield from members(DEFINITIONS[definition], shared=shared or definition in SHARED)
    for name, inner in schema.get("properties", {}).items():
        yield name, shared
        yield from members(inner, shared=shared)
    for inner in (schema.get("items"), schema.get("additionalProperties"), *schema.get("oneOf", [])):
        yield from members(inner, shared=shared)


def reading_modules(extension: str, member: str, *, shared: bool) -> list[str]:
    """The modules of a run that read a member; of one that several extensions share, those that read it anywhere."""
    named = re.compile(rf"\b{extension}\b(?!-)" + (f"|{OFFERED_AS[extension]}" if extension in OFFERED_AS else ""))
    modules = [path for room in RUN_ROOMS for path in sorted((ROOT / "contract_tests" / room).glob("*.py"))]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in modules}
    return [
        name
        for name, text in texts.items()
        if (shared or named.search(text)) and re.search(rf'["\']{member}["\']', text)
    ]


def every_member() -> Iterator[tuple[str, str, bool]]:
    """Extension, member and whether it is shared, for every member of every extension."""
    for kind in SCHEMA["properties"].values():
        for extension, schema in kind["properties"].items():
            if extension.startswith("x-"):
                yield from ((extension, member, shared) for member, shared in members(schema))


def test_every_room_is_described() -> None:
    described = set(table(ARCHITECTURE))
    assert rooms() <= described
    assert all((ROOT / room).exists() for room in described if "*" not in room)


def test_what_a_room_may_import_is_what_is_enforced() -> None:
    described, enforced = table(ARCHITECTURE), allowed_imports()
    for room in rooms():
        assert set(described[room]) == names(enforced[room]), room


@pytest.mark.slow
def test_who_reads_an_extension_is_what_the_code_says() -> None:
    defined = {name for kind in SCHEMA["properties"].values() for name in kind["properties"] if name.startswith("x-")}
    described = table(EXTENSIONS)
    assert set(described) == defined
    for extension in sorted(defined):
        assert set(described[extension]) == names(readers(extension)), extension


@pytest.mark.parametrize(("extension", "member", "shared"), sorted(set(every_member())))
def test_what_an_extension_says_is_read_by_a_run(extension: str, member: str, shared: bool) -> None:
    if (extension, member) not in READ_ELSEWHERE:
        assert reading_modules(extension, member, shared=shared)


def test_what_is_read_elsewhere_is_read_by_no_run() -> None:
    shared = {(extension, member): shared for extension, member, shared in every_member()}
    for extension, member in READ_ELSEWHERE:
        assert not reading_modules(extension, member, shared=shared[extension, member])
