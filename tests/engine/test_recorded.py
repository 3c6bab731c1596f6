"""Findings as a report has them."""

import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.engine.recorded import CannotTell, Recorded, read_recorded
from contract_tests.sending.options import Target

FINDING: dict[str, Any] = {
    "id": "aaaaaaaaaaaa",
    "severity": "breaking",
    "kind": "type",
    "operation": "listApps",
    "place": "/total",
    "rule": "shape",
    "evidence": [],
}
ACCEPTED = FINDING | {"id": "bbbbbbbbbbbb"}
BASE_URL = "http://127.0.0.1:9/v1"
REPORT: dict[str, Any] = {
    "target": {"kind": "sandbox", "base_url": BASE_URL},
    "accepted": [ACCEPTED],
    "findings": [FINDING],
}


@pytest.mark.parametrize("finding", [FINDING, ACCEPTED])
def test_finding_is_read(tmp_path: Path, finding: dict[str, Any]) -> None:
    """An open finding and an accepted one are found by their id."""
    path = tmp_path / "drift.json"
    path.write_text(json.dumps(REPORT), encoding="utf-8")
    recorded = read_recorded(path, finding["id"])
    assert recorded == Recorded(finding, "sandbox", BASE_URL)
    assert recorded.headline == "breaking type: listApps, /total"


def test_a_change_is_read_as_the_finding_that_says_most_of_it(tmp_path: Path) -> None:
    """That is its first one; a change that explains none has nothing to be read."""
    path, causes = (
        tmp_path / "drift.json",
        [
            {"id": "cccccccccccc", "findings": [FINDING["id"], ACCEPTED["id"]]},
            {"id": "dddddddddddd", "findings": []},
        ],
    )
    path.write_text(json.dumps(REPORT | {"causes": causes}), encoding="utf-8")
    assert read_recorded(path, "cccccccccccc") == Recorded(FINDING, "sandbox", BASE_URL)
    with pytest.raises(CannotTell, match="has no change and no finding dddddddddddd"):
        read_recorded(path, "dddddddddddd")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "drift.json: No such file or directory"),
        ("{", "drift.json is not the report of a contract run"),
        ("[]", "drift.json is not the report of a contract run"),
        ('{"accepted": [], "findings": [{}]}', "drift.json is not the report of a contract run"),
        ("[" * 100_000, "drift.json is not the report of a contract run"),
        (json.dumps(REPORT | {"findings": [FINDING | {"evidence": [7]}]}), "is not the report of a contract run"),
        (json.dumps(REPORT | {"target": {"kind": 7, "base_url": []}}), "is not the report of a contract run"),
        (json.dumps(REPORT), "drift.json has no change and no finding cccccccccccc"),
    ],
)
def test_unreadable_report_is_one_line(tmp_path: Path, text: str | None, message: str) -> None:
    """A report that is missing, torn or of something else is named."""
    path = tmp_path / "drift.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotTell, match=message):
        read_recorded(path, "cccccccccccc")


def test_key_goes_to_the_recorded_server_alone() -> None:
    """Another server than that of the report is refused, except for the embedded mock."""
    recorded = Recorded(FINDING, "sandbox", BASE_URL)
    recorded.require_same(Target("sandbox", BASE_URL, "key"))
    recorded.require_same(Target("mock", "http://127.0.0.1:10/v1", "key"))
    with pytest.raises(CannotTell, match=f"it was found on {BASE_URL}"):
        recorded.require_same(Target("sandbox", "http://127.0.0.1:10/v1", "key"))
