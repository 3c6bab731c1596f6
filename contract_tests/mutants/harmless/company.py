"""Harmless variants of what others do meanwhile, and of how soon production tests and changes show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from contract_tests.mock import FAILURE_MARKER, MockOptions, ProductionTest, Workspace
from contract_tests.mutants.mock_rules import App, listing
from contract_tests.mutants.mutant import How
from scripts.spec.spec import Spec

LAG_SECONDS = 0.3
MOST_OTHERS = 6
EARLY_READS = 40


def variants(spec: Spec) -> dict[str, How]:
    """Workspaces in which others work, and whose collections follow a little later."""
    return {
        "a new test is listed a little later": listing(
            lambda tests, now: [test for test in tests if now - test.created_at >= LAG_SECONDS]
        ),
        "a report is there a little later than its challenge": _ReportingLate,
        "a change shows in the collection a little later": _ChangedLate,
        "others make apps while pages are read": _GrowingPages,
        "others make workflows in apps of theirs": _GrowingWorkflows,
        "others rename an app once": _Renamed,
        "others delete an app once": _Deleted,
        "others make tests that fail": _FailingOthers,
        "new tests come first": listing(lambda tests, now: tests[::-1]),
        "every other test takes three times as long": _Uneven,
        "every third test is not scheduled": _ThirdFails,
        "tests are scheduled in reverse": _Reversed,
        "the oldest tests are of yesterday": listing(
            lambda tests, now: [test for test in tests if now - test.created_at < 3 * 86400]
        ),
    }


class _ReportingLate(Workspace):
    def find_challenge(self, app: App, challenge_id: str) -> ProductionTest | None:
        found = super().find_challenge(app, challenge_id)
        return found if found and self.now() - found.scheduled_at >= LAG_SECONDS else None


class _ChangedLate(Workspace):
    """A workspace whose pages show an app as it was a moment ago."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.before: dict[str, tuple[float, App]] = {}

    def change_app(self, app: App) -> App:
        self.before[app["clientId"]] = (self.now(), self._apps[app["clientId"]])
        return super().change_app(app)

    def apps(self) -> Sequence[App]:
        return [self._shown(app) for app in super().apps()]

    def _shown(self, app: App) -> App:
        changed_at, before = self.before.get(app["clientId"], (0.0, app))
        return before if self.now() - changed_at < LAG_SECONDS else app


class _GrowingPages(Workspace):
    asked = 0

    def apps(self) -> Sequence[App]:
        self.asked += 1
        if self.asked % 5 == 0 and self.asked <= 5 * MOST_OTHERS:
            self.create_app({"name": "Somebody else's"})
        return super().apps()


class _GrowingWorkflows(Workspace):
    asked = 0

    def workflows(self, app: App) -> Sequence[Any]:
        self.asked += 1
        if self.asked <= MOST_OTHERS:
            other = self._apps["App00027"]
            self.create_workflow(other, {**other["workflows"][0], "name": "Theirs"})
        return super().workflows(app)


class _Once(Workspace):
    """A workspace in which somebody does something after a number of reads of the collection."""

    asked = 0

    def apps(self) -> Sequence[App]:
        """The apps."""
        self.asked += 1
        if self.asked == EARLY_READS:
            self.meddle(self._apps["App00027"])
        return super().apps()

    def meddle(self, app: App) -> None:
        """What somebody does with an app."""


class _Renamed(_Once):
    def meddle(self, app: App) -> None:
        self.update_app(app, {"name": "Renamed"})


class _Deleted(_Once):
    def meddle(self, app: App) -> None:
        self.delete_app(app)


class _FailingOthers(Workspace):
    asked = 0

    def tests(self, app: App) -> Sequence[ProductionTest]:
        self.asked += 1
        if self.asked <= MOST_OTHERS and any(self.is_eligible(app, one) for one in app["providers"]):
            self.create(app, {"title": f"Somebody else's, {FAILURE_MARKER}"})
        return super().tests(app)


class _Uneven(Workspace):
    made = 0

    def create(self, app: App, body: Mapping[str, Any]) -> ProductionTest:
        self.made += 1
        test = super().create(app, body)
        if self.made % 2:
            return test
        wait_seconds = 2 * (test.scheduled_at - test.created_at)
        late = replace(test, scheduled_at=test.scheduled_at + wait_seconds, expires_at=test.expires_at + wait_seconds)
        self._tests[test.client_id][-1] = late
        return late


class _Reversed(Workspace):
    """A workspace in which later tests are scheduled sooner."""

    made = 0

    def create(self, app: App, body: Mapping[str, Any]) -> ProductionTest:
        self.made += 1
        test = super().create(app, body)
        self._tests[test.client_id][-1] = soon = replace(
            test, scheduled_at=test.created_at + max(0.1, 2 - 0.2 * self.made)
        )
        return soon


class _ThirdFails(Workspace):
    made = 0

    def create(self, app: App, body: Mapping[str, Any]) -> ProductionTest:
        self.made += 1
        test = super().create(app, body)
        return self._failing(test) if self.made % 3 == 0 else test

    def _failing(self, test: ProductionTest) -> ProductionTest:
        """The test as one whose scheduling fails; what it was asked for stays."""
        payload = _Failing(test.payload)
        self._tests[test.client_id][-1] = failing = replace(test, payload=payload)
        return failing


class _Failing(dict[str, Any]):
    """What was asked for; to the mock its title says that scheduling fails."""

    def __getitem__(self, name: str) -> Any:
        found = super().__getitem__(name)
        return f"{found}{FAILURE_MARKER}" if name == "title" else found
