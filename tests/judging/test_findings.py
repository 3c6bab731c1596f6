"""Findings are merged to their cause, sorted, and freed of mere consequences."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contract_tests.judging.baseline import BASELINE_PATH, BaselineError, apply, load_baseline
from contract_tests.judging.finding import SHAPE, Deviation, Finding, Findings, Severity
from tests.judging.exchanges import envelope, exchange

EVIDENCE = exchange("listApps", 401, envelope("AUTH_INVALID_CREDENTIALS"))


def finding(
    place: str,
    *,
    kind: str = "value",
    rule: str = "paging/limit",
    severity: Severity = "breaking",
    expected: str = "a",
    observed: str = "b",
) -> Finding:
    deviation = Deviation(kind, severity, place, expected, observed, "/paths")
    return Finding(deviation, "listApps", rule, "https://docs.example/list-apps", 1, (EVIDENCE,))


def collected(*findings: Finding) -> list[tuple[str, str, int]]:
    collection = Findings()
    for one in findings:
        collection.add(one)
    return [(one.deviation.kind, one.deviation.place, one.occurrences) for one in collection.all()]


def test_same_cause_is_one_finding_with_three_pieces_of_evidence() -> None:
    """A hundred answers with the same deviation are one finding that counts them."""
    collection = Findings()
    for _ in range(100):
        collection.add(finding("response 200 body /total"))
    (one,) = collection.all()
    assert (one.occurrences, len(one.evidence)) == (100, 3)


def test_the_first_three_pairs_of_values_are_kept() -> None:
    """One pair may fit to several faults: 60 in place of 61 is one less, or a whole page."""
    collection = Findings()
    for expected, observed in (("61", "60"), ("61", "60"), ("59", "40"), ("61", "60"), ("7", "0"), ("3", "0")):
        collection.add(finding("response 200 body /offset", expected=expected, observed=observed))
    (one,) = collection.all()
    values = [(other.expected, other.observed) for other in (one.deviation, *one.others)]
    assert values == [("61", "60"), ("59", "40"), ("7", "0")]


def test_what_two_rules_stumble_over_is_said_once_with_both_reasons() -> None:
    """What holds for all that is not there does not pass for what holds for what was deleted."""
    collection = Findings()
    for number, (rule, since) in enumerate(
        (
            ("deletion/gone", "since the app 'a' is deleted already"),
            ("ownership/unknown", "since 'b' names nothing"),
            ("ownership/unknown", "since 'c' names nothing"),
        ),
        start=7,
    ):
        one = finding("response status", rule=rule, expected="404", observed="403")
        evidence = tuple(replace(shown, number=number) for shown in one.evidence)
        collection.add(replace(one, deviation=replace(one.deviation, since=since), evidence=evidence))
    (one,) = collection.all()
    assert [other.since for other in one.others] == ["since 'b' names nothing"]
    assert collection.numbers(one) == [7, 8, 9]


def test_what_a_list_has_is_said_before_the_order_that_it_has() -> None:
    """A server that adds to a list gives one that was sent with it in another order, at first."""
    collection, place = Findings(), "response 200 body /redirectUris"
    reordered = finding(place, expected="array of 8", observed="the same, in another order")
    kept = finding(place, expected="[]", observed="['a'], as it was before")
    for number, one in enumerate((reordered, kept, reordered), 1):
        collection.add(replace(one, evidence=tuple(replace(shown, number=number) for shown in one.evidence)))
    (one,) = collection.all()
    assert (one.deviation.observed, one.occurrences) == ("['a'], as it was before", 3)
    assert [other.observed for other in one.others] == ["the same, in another order"]
    assert [shown.number for shown in one.evidence] == [2, 1, 3]


def test_breaking_comes_before_additive() -> None:
    """Breaking findings come first, then the order is that of places."""
    found = collected(finding("b", severity="additive"), finding("c"), finding("a"))
    assert [place for _, place, _ in found] == ["a", "c", "b"]


def test_id_does_not_depend_on_what_was_observed() -> None:
    """The id is the same from run to run, whatever was observed."""
    assert finding("a", observed="x").id == finding("a", observed="y").id
    assert finding("a").id != finding("b").id


@pytest.mark.parametrize(
    "consequence",
    [
        finding("response 200 body /data"),
        finding("response 200 body /data/*/name", rule="creation/echo", kind="echo"),
        finding("response 200 body", rule="client/sync", kind="client"),
        finding("response status", rule="liveness/answers", kind="status", observed="204"),
        replace(finding("response 200 body /data/*/name of listApps", rule="change/stored"), operation="updateApp"),
    ],
)
def test_consequences_of_a_changed_shape_are_dropped(consequence: Finding) -> None:
    """What a rule notices because of a change that the strict reading names is not said again."""
    shape = finding("response 200 body /data", kind="type", rule=SHAPE)
    status = finding("response 204", kind="status", rule=SHAPE)
    assert len(collected(shape, status, consequence)) == 2


@pytest.mark.parametrize(
    "other",
    [
        finding("response 200 body /total"),
        finding("response status", rule="authentication/refused", kind="status", expected="401", observed="204"),
        finding("response 404 body", rule="client/sync", kind="client"),
        replace(finding("response 200 body /data/*/name of getApp", rule="change/stored"), operation="listApps"),
    ],
)
def test_other_causes_are_kept(other: Finding) -> None:
    """A finding elsewhere, or that a request was not refused, is kept beside a changed shape and status."""
    shape = finding("response 200 body /data", kind="type", rule=SHAPE)
    status = finding("response 204", kind="status", rule=SHAPE)
    assert len(collected(shape, status, other)) == 3


def test_baseline_accepts_until_it_expires(tmp_path: Path) -> None:
    """An entry accepts its finding up to its day; afterwards the finding counts and the entry is called expired."""
    path = tmp_path / "baseline.yaml"
    path.write_text(
        "- {operation: listApps, kind: value, place: a, reason: announced, expires: 2027-01-31}\n"
        "- {operation: listApps, kind: value, place: gone, reason: announced, expires: 2027-01-31}\n"
    )
    entries = load_baseline(path)
    before = apply(entries, [finding("a"), finding("b")], date(2027, 1, 31))
    after = apply(entries, [finding("a"), finding("b")], date(2027, 2, 1))
    assert [one.deviation.place for one in before.open] == ["b"]
    assert [entry.place for _, entry in before.accepted] == ["a"]
    assert [entry.place for entry in before.unused] == ["gone"]
    assert [one.deviation.place for one in after.open] == ["a", "b"]
    assert [entry.place for entry in after.expired] == ["a"]


def test_baseline_without_an_operation_accepts_for_every_one(tmp_path: Path) -> None:
    """An entry that names no operation is about the finding of any."""
    path = tmp_path / "baseline.yaml"
    path.write_text("- {kind: value, place: a, reason: announced, expires: 2027-01-31}\n")
    found = [replace(finding("a"), operation=name) for name in ("listApps", "getApp")]
    verdicts = apply(load_baseline(path), [*found, finding("b")], date(2027, 1, 31))
    assert [one.operation for one, _ in verdicts.accepted] == ["listApps", "getApp"]
    assert [one.deviation.place for one in verdicts.open] == ["b"]
    assert len(apply(load_baseline(path), found, date(2027, 2, 1)).expired) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}: [", "baseline.yaml: "),
        ("a: 1", "write a list"),
        ("- {operation: listApps}", "entry 1 needs the fields operation, kind, place, reason, expires"),
        ("- {operation: x, kind: x, place: x, reason: x, expires: soon}", "entry 1 needs a date"),
        ("- {kind: x, place: x, reason: x, expires: 2027-01-31 10:00:00}", "entry 1 needs a date"),
        ("\xe9", "baseline.yaml: "),
        ("- {operation: x, kind: x, place: x, reason: '', expires: 2027-01-31}", "entry 1 has an empty field"),
    ],
)
def test_bad_baseline_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    """A baseline that cannot be read says in one line what to mend."""
    path = tmp_path / "baseline.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BaselineError, match=said) as caught:
        load_baseline(path)
    assert "\n" not in str(caught.value)


def test_baseline_of_the_repository_can_be_read() -> None:
    """The committed baseline is well formed."""
    assert load_baseline(BASELINE_PATH) == load_baseline()
