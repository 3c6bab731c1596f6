"""The contract with some of its operations: those that a stand-in for the target, or a fixed document, was written for.

    checkout = partial_checkout(tmp_path / "checkout", ["listApps"])
    subprocess.run([sys.executable, "scripts/contract.py"], cwd=checkout, env=os.environ | modules_of(checkout))

What is held against that part alone stays as it is when the contract gets another operation.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from contract_tests.engine.pytest_session import HYPOTHESIS
from scripts.spec.reading import SPEC_PATH, load_spec

# Those that the project began with: the fewest in which something is created, settles, and is listed and read.
FIRST_OPERATIONS = ("listApps", "createProductionTest", "listProductionTests", "getProductionTestReport")
ROOT = Path(__file__).resolve().parent.parent
PARTS = ("requirements", "openapi", "scripts", "contract_tests", "generated")
# Nothing refers to these.
ALWAYS = ("securitySchemes",)
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def whole_checkout(folder: Path) -> Path:
    """Copy what the commands read into a folder, free to be changed, and return the folder."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "pyproject.toml", folder)
    # What Hypothesis knows of Unicode is the same for all.
    HYPOTHESIS.mkdir(exist_ok=True)
    (folder / HYPOTHESIS.name).symlink_to(HYPOTHESIS)
    return folder


def partial_checkout(folder: Path, operations: Collection[str]) -> Path:
    """The same, with these operations alone in the contract."""
    whole_checkout(folder)
    keep_operations(folder / "openapi" / "connect.yaml", operations)
    return folder


def partial_spec(path: Path, operations: Collection[str]) -> Path:
    """Write the contract with these operations alone into a file, and return its path."""
    shutil.copyfile(SPEC_PATH, path)
    keep_operations(path, operations)
    return path


def keep_operations(spec: Path, operations: Collection[str]) -> None:
    """Write the contract of a file anew, with these operations alone."""
    document = partial_document(load_spec(spec).root, operations)
    spec.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")


def partial_document(document: dict[str, Any], operations: Collection[str]) -> dict[str, Any]:
    """The document with these operations, the links between them, and the components that they refer to."""
    paths = {path: _partial_item(item, operations) for path, item in document["paths"].items()}
    kept = document | {"paths": {path: item for path, item in paths.items() if not item.keys().isdisjoint(METHODS)}}
    used = _used(kept)
    components = {
        kind: {
            name: value for name, value in members.items() if kind in ALWAYS or f"#/components/{kind}/{name}" in used
        }
        for kind, members in document["components"].items()
    }
    return kept | {"components": components}


def _used(document: dict[str, Any]) -> set[str]:
    """The references that a document has without its components, and those in what they lead to."""
    used: set[str] = set()
    waiting = [value for name, value in document.items() if name != "components"]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        elif isinstance(value, str) and value.startswith("#/components/") and value not in used:
            used.add(value)
            _, _, kind, name, *_ = value.split("/")
            waiting.append(document["components"][kind][name])
    return used


def modules_of(checkout: Path) -> dict[str, str]:
    """The environment in which Python takes its modules from a checkout."""
    return {"PYTHONPATH": os.pathsep.join([str(checkout), str(checkout / "generated")])}


def _partial_item(item: dict[str, Any], operations: Collection[str]) -> dict[str, Any]:
    return {
        name: _linked(value, operations) if name in METHODS else value
        for name, value in item.items()
        if name not in METHODS or value["operationId"] in operations
    }


def _linked(operation: dict[str, Any], operations: Collection[str]) -> dict[str, Any]:
    """The operation without links to others than these."""
    return operation | {
        "responses": {status: _linking(answer, operations) for status, answer in operation["responses"].items()}
    }


def _linking(answer: dict[str, Any], operations: Collection[str]) -> dict[str, Any]:
    links = {name: link for name, link in answer.get("links", {}).items() if link["operationId"] in operations}
    rest = {name: value for name, value in answer.items() if name != "links"}
    return rest | ({"links": links} if links else {})
