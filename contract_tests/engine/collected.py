"""Where pytest collects the test that takes generated cases: one that Schemathesis makes anew stands in its place."""


def test_cases() -> None:
    """Stand for the test that takes each case."""
