"""An operation more costs what CONTRIBUTING.md says: its part of the spec, its handler in the mock, a new client."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.spec.reading import load_spec
from tests.codegen.files import edit
from tests.engine.conftest import Contract
from tests.partial_contract import modules_of, whole_checkout

PATH = """
  /quota:
    get:
      operationId: getQuota
      tags: [quota]
      summary: Read the quota
      description: How many apps there may be.
      externalDocs: {url: 'https://docs.hopae.com/api-reference/workspace/get-quota'}
      security: [{workspaceKey: []}]
      responses:
        '200':
          description: The quota
          content: {application/json: {schema: {$ref: '#/components/schemas/Quota'}}}
        '401': {$ref: '#/components/responses/Unauthorized'}
        '403': {$ref: '#/components/responses/Forbidden'}
        '429': {$ref: '#/components/responses/TooManyRequests'}
        '500': {$ref: '#/components/responses/InternalServerError'}
"""
SCHEMA = """
    Quota:
      type: object
      description: The quota of the workspace
      required: [apps, until]
      properties:
        apps: {type: integer, minimum: 0, description: How many apps there may be}
        until: {type: [string, 'null'], format: date-time, description: Until when}
"""
HANDLER = """
HANDLERS["getQuota"] = lambda workspace, call: {"apps": 100, "until": None}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the repository with the simplest operation before the others in its spec."""
    root = whole_checkout(tmp_path / "checkout")
    spec, handlers = root / "openapi" / "connect.yaml", root / "contract_tests" / "mock" / "_handlers.py"
    edit(spec, "\npaths:\n", f"\npaths:{PATH}")
    edit(spec, "\n  schemas:\n", f"\n  schemas:{SCHEMA}")
    edit(spec, "\ntags:\n", "\ntags:\n  - name: quota\n")
    handlers.write_text(handlers.read_text(encoding="utf-8") + HANDLER, encoding="utf-8")
    for command in ("check_spec", "regenerate"):
        script = [sys.executable, f"scripts/{command}.py"]
        done = subprocess.run(
            script, cwd=root, env=os.environ | modules_of(root), capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    return root


def test_new_operation_is_judged_like_the_others(contract: Contract, checkout: Path) -> None:
    """The run conforms with every rule exercised, and the new operation was seen, by the generated client too."""
    outcome = contract("--seed", "1")
    assert (outcome.exit_code, outcome.report["verdict"]) == (0, "conforms"), outcome.output
    assert outcome.report["inconclusive"] == []
    exercised = outcome.report["exercised"]
    operations = set(load_spec(checkout / "openapi" / "connect.yaml").operations)
    assert {entry["operation"] for entry in exercised} == operations
    assert {entry["operation"] for entry in exercised if entry["rule"].startswith("client/")} == operations
