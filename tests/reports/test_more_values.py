"""The values that other answers show in a place stand beside the first ones."""

from dataclasses import replace
from urllib.parse import quote

from contract_tests.judging.evidence import finding_entry
from contract_tests.judging.redact import Redactor
from contract_tests.judging.shapes import Shapes
from contract_tests.reports import html, markdown
from tests.judging.exchanges import SPEC
from tests.reports.samples import finding, report, seen, written

KEY = "sk_workspace_test_0123456789abcdef"


def test_other_values_stand_in_the_page_and_the_markdown() -> None:
    """One pair of values may fit to several faults."""
    first = finding("response 200 body /offset", kind="paging", expected="61", observed="60")
    others = tuple(replace(first.deviation, expected=one, observed=two) for one, two in (("59", "40"), ("7", "0")))
    made = written(report([replace(first, others=others)], seen=seen()))
    assert "- also expected `59`, observed `40`\n- also expected `7`, observed `0`\n" in markdown.render(made)
    assert "expected <code>59</code>, observed <code>40</code>" in html.render(made)


def test_other_values_that_look_alike_without_their_secrets_are_said_once() -> None:
    """Of two keys in place of nothing nobody sees that they are two."""
    one = finding(expected="absent", observed="'a'")
    redactor = Redactor(Shapes(SPEC), KEY)
    others = tuple(replace(one.deviation, observed=text) for text in (f"'{KEY}'", f"'{quote(KEY)}'", "'a'"))
    entry = finding_entry(replace(one, others=others), redactor, lambda exchange: {})
    assert [value["observed"] for value in entry["others"]] == ["'[redacted]'"]


def test_other_values_hold_no_secret() -> None:
    one = finding(expected="present", observed="absent")
    other = replace(one.deviation, observed=f"'{KEY}'")
    redactor = Redactor(Shapes(SPEC), KEY)
    entry = finding_entry(replace(one, others=(other,)), redactor, lambda exchange: {})
    assert KEY not in str(entry)
    assert [value["expected"] for value in entry["others"]] == ["present"]
