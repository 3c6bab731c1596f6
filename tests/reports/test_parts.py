"""The parts of the page that are worked out before it is rendered: matrix, differences and trend."""

import pytest

from contract_tests.judging.report import InconclusiveRule
from contract_tests.reports import history
from contract_tests.reports.diff import MOST_WORDS, Piece, differences
from contract_tests.reports.matrix import matrix
from contract_tests.reports.trend import MOST_BARS, trend
from tests.reports.samples import finding, report, seen


def test_matrix_tells_five_states_apart() -> None:
    """A cell drifts, is accepted, inconclusive, conforms or was not exercised; drift outweighs the others."""
    made = report(
        [finding(rule="paging/limit"), finding(rule="paging/offset", place="b")],
        accepted=[finding(rule="client/sync", operation="createProductionTest")],
        inconclusive=[
            InconclusiveRule("paging/order", "listApps", "one app only"),
            InconclusiveRule("paging/order", "listProductionTests", "one app only"),
            InconclusiveRule("preflight", "all", "no app"),
        ],
    )
    table = matrix(made, ["getProductionTestReport", "listApps"])
    states = {
        (operation, cell.group): (cell.state, cell.findings, cell.exchanges)
        for operation, cells in table.rows
        for cell in cells
    }
    assert table.groups == ["shape", "client", "paging", "preflight"]
    assert [operation for operation, _ in table.rows] == [
        "getProductionTestReport",
        "listApps",
        "createProductionTest",
        "listProductionTests",
    ]
    assert states[("listApps", "paging")] == ("drift", 2, 4)
    assert states[("listApps", "shape")] == ("conforms", 0, 4)
    assert states[("createProductionTest", "client")] == ("accepted", 1, 2)
    assert states[("listProductionTests", "paging")] == ("inconclusive", 0, 0)
    assert states[("listProductionTests", "client")] == ("not exercised", 0, 0)
    assert states[("listApps", "preflight")] == ("inconclusive", 0, 0)


def test_refusals_alone_are_no_conformance() -> None:
    """An operation that answered and was never seen to succeed conforms in no group."""
    made = report(seen=seen("listApps"))
    states = {(operation, cell.group): cell.state for operation, cells in matrix(made).rows for cell in cells}
    assert states[("listApps", "paging")] == states[("listApps", "shape")] == "never succeeded"
    assert states[("createProductionTest", "client")] == "conforms"


def test_documents_are_not_read_strictly() -> None:
    """A run that read documents only has no column for the strict reading of exchanges."""
    made = report(exercised=False) | {
        "exercised": [{"rule": "documentation/words", "operation": "listApps", "exchanges": 9}]
    }
    assert matrix(made).groups == ["documentation"]


@pytest.mark.parametrize(
    ("expected", "observed", "pieces"),
    [
        ("at most 100", "at most 200", ([("at most ", False), ("100", True)], [("at most ", False), ("200", True)])),
        ("a", "a b", ([("a", False)], [("a", False), (" b", True)])),
        ("string", "integer", ([("string", True)], [("integer", True)])),
        ("same", "same", ([("same", False)], [("same", False)])),
        ("x " * MOST_WORDS, "x", ([("x " * MOST_WORDS, True)], [("x", True)])),
    ],
)
def test_differences_word_by_word(
    expected: str, observed: str, pieces: tuple[list[tuple[str, bool]], list[tuple[str, bool]]]
) -> None:
    """What differs is marked within texts that are alike, and as a whole where little is or the texts are long."""
    assert differences(expected, observed) == tuple([Piece(*one) for one in side] for side in pieces)


def test_trend_shows_the_newest_runs() -> None:
    """The picture holds a bar for each of the newest runs, and its words say what it shows."""
    runs = [history.entry(report([finding()] * (day % 3), days=day)) for day in range(40)]
    picture = trend(runs)
    assert len(picture.bars) == MOST_BARS
    assert picture.bars[-1].started_at.startswith("2026-12-29")
    assert [(bar.breaking, bar.additive) for bar in picture.bars[-3:]] == [(1, 0), (2, 0), (0, 0)]
    assert all(bar.breaking_height + bar.additive_height <= picture.height for bar in picture.bars)
    assert picture.words == "Of 30 runs: 10 conforming, 20 with drift. At most 2 findings in a run."
    assert trend(runs[:1]).words == "This is the first run of its history."
