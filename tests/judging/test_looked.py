"""What counts as looked at: the two nights, place by place, and what keeps a rule from saying anything."""

from typing import Any

import pytest

from contract_tests.judging.looked import never_succeeded, was_looked_at, why_not_looked_at

OPERATION = "getProductionTestReport"
SUCCEEDED = {"operation": OPERATION, "succeeded": True, "statuses": [200, 404], "places": ["/data", "/data/*/name"]}
REFUSED = {"operation": OPERATION, "succeeded": False, "statuses": [404], "places": []}


def found(place: str = "response 200 body /data/*/name", rule: str = "shape", operation: str = OPERATION) -> Any:
    """A finding of an earlier run."""
    return {"operation": operation, "rule": rule, "place": place}


def ended(seen: Any = SUCCEEDED, **members: Any) -> Any:
    """A parsed drift.json that conforms."""
    return {"verdict": "conforms", "failure": None, "seen": [seen], "inconclusive": [], "exercised": []} | members


def inconclusive(rule: str, operation: str = OPERATION, why: str = "nothing settled within 60 s") -> Any:
    """An entry about a rule that could not be exercised."""
    return {"rule": rule, "operation": operation, "why": why}


@pytest.mark.parametrize(
    ("place", "read", "refused"),
    [
        ("response 200 body /data/*/name", True, False),
        ("response 200 body /data/*", True, False),
        ("response 200 body /other/deep/name", False, False),
        ("response 200 body /total", True, False),
        ("response 200 body /", True, False),
        ("response 200 body", True, False),
        ("response 201 body /total", False, False),
        ("response 404 body /error/code", True, True),
        ("response 409 body /error/code", False, False),
        ("response 200 header Location", True, False),
        ("response 404 header Retry-After", True, True),
        ("response 409 header Retry-After", False, False),
        ("response 418", True, False),
        ("response 404", True, True),
        ("response status", True, False),
        ("response header Deprecation", True, False),
        ("response", True, False),
        ("request body /title", True, False),
    ],
)
def test_strict_reading_looks_at_places_that_came(place: str, read: bool, refused: bool) -> None:
    """A place counts where its answer came; what is found in any answer needs a success of the operation."""
    assert was_looked_at(found(place), ended()) is read
    assert was_looked_at(found(place), ended(REFUSED)) is refused
    assert not was_looked_at(found(place, operation="listApps"), ended())


def test_documented_place_that_never_came_was_not_looked_at() -> None:
    """An optional field, or one of another branch of a union, says nothing while it does not come."""
    presence = [{"operation": OPERATION, "never_seen": ["/data/*/logo", "/result"]}]
    report = ended(presence=presence)
    assert not was_looked_at(found("response 200 body /data/*/logo"), report)
    assert not was_looked_at(found("response 200 body /result/score"), report)
    assert not was_looked_at(found("response 200 body /result/score/*/deep"), report)
    assert was_looked_at(found("response 200 body /data/*/name"), report)
    assert was_looked_at(found("response 200 body /data/*/logo"), ended(presence=[]))


def test_place_beyond_the_contract_counts_with_what_is_around_it() -> None:
    """A place that the contract does not have, or no longer, is gone when the documented object around it is clean."""
    report = ended(presence=[])
    assert was_looked_at(found("response 200 body /data/*/debug/token"), report)
    unread = SUCCEEDED | {"places": ["/data"]}
    never = [{"operation": OPERATION, "never_seen": ["/data/*/name"]}]
    assert not was_looked_at(found("response 200 body /data/*/debug"), ended(unread, presence=never))


def test_rule_looks_where_it_ran_to_its_end() -> None:
    """A rule has looked at an operation when it ran on it and was inconclusive nowhere."""
    exercised = [{"rule": "paging/limit", "operation": OPERATION, "exchanges": 2}]
    finding = found("response 200 body /limit", "paging/limit")
    assert was_looked_at(finding, ended(exercised=exercised))
    assert not was_looked_at(finding, ended())
    assert not was_looked_at(found(rule="paging/order"), ended(exercised=exercised))
    for operation in (OPERATION, "all", "listApps"):
        gap = [inconclusive("paging/limit", operation)]
        assert not was_looked_at(finding, ended(exercised=exercised, inconclusive=gap))
    other = [inconclusive("paging/order")]
    assert was_looked_at(finding, ended(exercised=exercised, inconclusive=other))


def test_rule_that_does_not_apply_has_not_looked() -> None:
    """It looked neither at its operation nor, if it applies to none, at any; on other operations it ran to its end."""
    exercised = [{"rule": "change/stored", "operation": OPERATION, "exchanges": 2}]
    finding = found("response 200 body /title", "change/stored")
    for operation, looked in ((OPERATION, False), ("all", False), ("listApps", True)):
        report = ended(exercised=exercised, not_applicable=[inconclusive("change/stored", operation, "no maker")])
        assert was_looked_at(finding, report) is looked
        assert looked or why_not_looked_at(finding, report) == "no maker"
    assert was_looked_at(found(), ended(not_applicable=[inconclusive("change/stored")])), "the strict reading looked"


def test_run_that_could_not_run_looked_at_nothing() -> None:
    """However much was read before a run ended early, nothing is gone; nor when findings had to be left out."""
    assert not was_looked_at(found(), ended(verdict="could-not-run", failure="nobody listens"))
    assert not was_looked_at(found(), ended(left_out=3))


def test_finding_of_an_old_history_needs_its_operation() -> None:
    """Where the rule of a finding is not known, a success of its operation has to do."""
    old = {"operation": OPERATION, "place": "response 404 body /error/code"}
    assert was_looked_at(old, ended())
    assert not was_looked_at(old, ended(REFUSED))


def test_run_on_documents_looks_at_the_pages_that_it_read() -> None:
    """A finding on a page is gone when the page was read, one about the vendor's document when that was."""
    read = [{"rule": "documentation/words", "operation": OPERATION, "exchanges": 9}]
    report = ended(exercised=read) | {"seen": []}
    words, vendor = found("x", "documentation/samples"), found("x", "vendor-openapi")
    assert (was_looked_at(words, report), was_looked_at(vendor, report)) == (True, False)
    assert not was_looked_at(words, report | {"inconclusive": [inconclusive("documentation", why="no page")]})
    assert not was_looked_at(words, report | {"exercised": []})
    assert was_looked_at(found(), report), "a report of before the carry-over says nothing of what was seen"


@pytest.mark.parametrize(
    ("finding", "report", "why"),
    [
        (
            found(rule="paging/limit"),
            ended(inconclusive=[inconclusive("paging/limit", "listApps", "b"), inconclusive("paging/limit", why="a")]),
            "a",
        ),
        (found(), ended(verdict="could-not-run", failure="nobody listens"), "nobody listens"),
        (found(), ended(left_out=1), "there were more findings than a report holds"),
        (found(), ended(REFUSED), "getProductionTestReport was not seen to succeed"),
        (
            found(),
            ended(REFUSED, inconclusive=[inconclusive("lifecycle/report")]),
            "getProductionTestReport was not seen to succeed (nothing settled within 60 s)",
        ),
        (
            found(),
            ended(REFUSED, inconclusive=[inconclusive("preflight", "all", "no app")]),
            "getProductionTestReport was not seen to succeed (no app)",
        ),
        (found("response 201 body /x"), ended(), "no answer of getProductionTestReport showed its place"),
        (found(rule="paging/limit"), ended(), "paging/limit did not run on getProductionTestReport"),
    ],
)
def test_reason_is_the_nearest(finding: Any, report: Any, why: str) -> None:
    """The rule's own words come first, then why the run could not run, then what was not seen."""
    assert not was_looked_at(finding, report)
    assert why_not_looked_at(finding, report) == why


def test_operations_that_never_succeeded_are_known() -> None:
    """They are named in the order of the report; a run that read documents has none."""
    assert never_succeeded(ended(REFUSED)) == [OPERATION]
    assert never_succeeded(ended()) == []
    assert never_succeeded({"seen": []}) == []
