"""From drift to an adopted spec: the next run conforms, and the client that was generated anew parses what comes."""

import json

import pytest
import yaml

from scripts.spec.reading import load_spec
from tests.partial_contract import FIRST_OPERATIONS, keep_operations
from tests.proposals.conftest import Checkout

pytestmark = pytest.mark.slow


def test_adopted_changes_conform(checkout: Checkout, changed: dict[str, str]) -> None:
    """A renamed field, a new field, a widened list and a changed type, adopted, are no drift any more."""
    # Those that show what has changed.
    keep_operations(checkout.spec, FIRST_OPERATIONS)
    arguments = ("--target", "sandbox", "--rate", "1000", "--seed", "1")
    first = checkout.run("contract", *arguments, **changed)
    assert first.returncode == 1, first.stdout + first.stderr
    report = json.loads((checkout.root / "reports" / "drift.json").read_text(encoding="utf-8"))
    kinds = {finding["kind"] for finding in report["findings"]}
    assert {"missing-field", "undocumented-field", "new-value", "type"} == kinds

    overlay = yaml.safe_load((checkout.root / "reports" / "overlay.yaml").read_text(encoding="utf-8"))
    causes = {cause["id"] for cause in report["causes"]}
    assert {action["x-cause"] for action in overlay["actions"]} == causes
    adopted = checkout.run("adopt", *sorted(causes))
    assert adopted.returncode == 0, adopted.stderr
    assert checkout.run("regenerate", "--check").returncode == 0

    second = checkout.run("contract", *arguments, **changed)
    assert second.returncode == 0, second.stdout + second.stderr
    exercised = json.loads((checkout.root / "reports" / "drift.json").read_text(encoding="utf-8"))["exercised"]
    parsed = {entry["operation"] for entry in exercised if entry["rule"].startswith("client/")}
    assert parsed == set(load_spec(checkout.spec).operations)
