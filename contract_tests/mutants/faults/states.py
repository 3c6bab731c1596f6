"""Mutants of states that go back, skip or stay, of production tests that vanish, and of claims that fall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contract_tests.mock import MockOptions, ProductionTest, Workspace
from contract_tests.mutants.mock_rules import App, Tables, by_hand, is_new
from contract_tests.mutants.mutant import How, Mutant
from scripts.spec.spec import Spec

Tests = list[ProductionTest]
ONE_HOUR = 3600
LATE_LISTINGS = 4


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of states over time."""
    yield from by_hand(spec, "states", TABLES)


class Counting(Workspace):
    """A workspace that counts, by what is read, how often it was."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.turns = Counter[str]()

    def turn(self, what: str) -> int:
        """How often something was read before."""
        self.turns[what] += 1
        return self.turns[what] - 1


def _listing(change: Callable[[Tests, float, int], Tests]) -> type[Workspace]:
    """A workspace that lists what a function makes of an app's tests, the time, and how often they were listed."""

    class Listing(Counting):
        def tests(self, app: App) -> Sequence[ProductionTest]:
            return change(list(super().tests(app)), self.now(), self.turn(app["clientId"]))

    return Listing


def _requested(change: Callable[[dict[str, Any], ProductionTest, float], dict[str, Any]]) -> type[Workspace]:
    """A workspace that shows other requests."""

    class Requested(Workspace):
        def request(self, test: ProductionTest, now: float) -> dict[str, Any]:
            return {**super().request(test, now), **change(super().request(test, now), test, now)}

    return Requested


def _challenged(change: Callable[[dict[str, Any], int], dict[str, Any]]) -> type[Workspace]:
    """A workspace that shows other challenges, by how often one was shown."""

    class Challenged(Counting):
        def challenge(self, test: ProductionTest, now: float) -> dict[str, Any]:
            challenge = super().challenge(test, now)
            return {**challenge, **change(challenge, self.turn(test.challenge_id))}

    return Challenged


def _stats(change: Callable[[dict[str, Any], int], dict[str, Any]]) -> type[Workspace]:
    """A workspace with other statistics, by how often they were read."""

    class Stats(Counting):
        def stats(self, test: ProductionTest, now: float) -> dict[str, Any]:
            stats = super().stats(test, now)
            return {**stats, **change(stats, self.turn(test.challenge_id))}

    return Stats


def _is_settled(test: ProductionTest, now: float) -> bool:
    return is_new(test, now) and test.state(now).value == "scheduled"


def _waiting_again(tests: Tests, now: float, turn: int) -> Tests:
    """The tests, those that were scheduled of late as requests every third time."""
    if turn % 3 < 2:
        return tests
    return [replace(test, scheduled_at=now + ONE_HOUR) if _is_settled(test, now) else test for test in tests]


def _still_waiting(tests: Tests, now: float, turn: int) -> Tests:
    """The tests, with the second of those that were scheduled of late as a request too."""
    settled = [test for test in tests if _is_settled(test, now)]
    return [*tests, *(replace(test, scheduled_at=now + ONE_HOUR) for test in settled[1:2])]


def _twice_when_late(tests: Tests, now: float, turn: int) -> Tests:
    settled = [test for test in tests if _is_settled(test, now)]
    return [*tests, *settled[:1]] if turn > LATE_LISTINGS else tests


class _FirstAlone(Workspace):
    """A workspace in which the first test of an app settles, and no other one."""

    def create(self, app: App, body: Mapping[str, Any]) -> ProductionTest:
        is_first = not any(is_new(test, self.now()) for test in self.tests(app))
        test = super().create(app, body)
        if is_first:
            return test
        self._tests[test.client_id][-1] = late = replace(test, scheduled_at=test.scheduled_at + ONE_HOUR)
        return late


class _VanishingReports(Counting):
    """A workspace whose reports are there twice."""

    def find_challenge(self, app: App, challenge_id: str) -> ProductionTest | None:
        found = super().find_challenge(app, challenge_id)
        return found if found and self.turn(challenge_id) < 4 else None


class _BeforeItsRequest(Workspace):
    def challenge(self, test: ProductionTest, now: float) -> dict[str, Any]:
        other = replace(test, scheduled_at=test.created_at - ONE_HOUR)
        return {**super().challenge(test, now), "createdAt": super().challenge(other, now)["createdAt"]}


class _Renumbered(Counting):
    """A workspace whose challenges have another id each time that they are listed."""

    def item(self, test: ProductionTest, now: float) -> dict[str, Any]:
        item = super().item(test, now)
        if item["challenge"] and is_new(test, now):
            number = self.turn(test.challenge_id)
            item["challenge"] = {**item["challenge"], "id": f"{test.challenge_id[:-4]}{number:04}"}
        return item


class _FailingAgain(Counting):
    """A workspace in which what failed waits again, every other time that it is looked at."""

    def request(self, test: ProductionTest, now: float) -> dict[str, Any]:
        request = super().request(test, now)
        if request["status"] == "failed" and self.turn(test.request_id) % 2:
            request["status"] = "pending"
        return request


def _early(request: dict[str, Any], test: ProductionTest, now: float) -> dict[str, Any]:
    return {"status": "scheduled"} if request["status"] == "pending" else {}


def _misled(request: dict[str, Any], test: ProductionTest, now: float) -> dict[str, Any]:
    if request["status"] != "pending":
        return {}
    return {"status": "scheduled", "challengeId": f"ch_{test.request_id.removeprefix('req_')}"}


def _fallen(stats: dict[str, Any], turn: int) -> dict[str, Any]:
    """Statistics that lose a claim every other time."""
    parts = stats["providerBreakdown"]
    lost = next((place for place, part in enumerate(parts) if part["claimCount"]), None)
    if turn % 2 == 0 or lost is None:
        return {}
    fewer = [
        {**part, "claimCount": part["claimCount"] - 1} if place == lost else part for place, part in enumerate(parts)
    ]
    return {"totalClaims": stats["totalClaims"] - 1, "providerBreakdown": fewer}


TESTS: dict[str, How] = {
    "a challenge is a request again now and then": _listing(_waiting_again),
    "the second to settle stays a request too": _listing(_still_waiting),
    "the second to settle vanishes": _listing(
        lambda tests, now, turn: [
            test for test in tests if test not in [one for one in tests if _is_settled(one, now)][1:2]
        ]
    ),
    "a challenge is listed twice, but not at once": _listing(_twice_when_late),
    "only the first test settles": _FirstAlone,
    "challenges are listed under another id each time": _Renumbered,
    "a challenge is older than its request": _BeforeItsRequest,
    "a scheduled request names no challenge": _requested(_early),
    "a scheduled request names another challenge": _requested(_misled),
}
OLD_TESTS: dict[str, How] = {
    "old challenges vanish after a few listings": _listing(
        lambda tests, now, turn: [test for test in tests if turn < LATE_LISTINGS or is_new(test, now)]
    ),
    "the oldest test vanishes after a few listings": _listing(
        lambda tests, now, turn: tests if turn < LATE_LISTINGS else tests[1:]
    ),
    "the list is empty every fifth time": _listing(lambda tests, now, turn: [] if turn % 5 == 4 else tests),
    "what failed is waiting again every other time": _FailingAgain,
    "complete challenges are active every other time": _challenged(
        lambda one, turn: {"isActive": True, "completedAt": None} if turn % 2 and one["completedAt"] else {}
    ),
    "complete challenges are not complete every other time": _challenged(
        lambda one, turn: {"completedAt": None} if turn % 2 else {}
    ),
    "expired challenges are active again every other time": _challenged(
        lambda one, turn: {"isActive": True} if turn % 2 and not one["completedAt"] else {}
    ),
    "titles of challenges get a number at each read": _challenged(
        lambda one, turn: {"title": f"{one['title']} ({turn})"} if turn else {}
    ),
}
REPORTS: dict[str, How] = {
    "claims fall every other time": _stats(_fallen),
    "participations fall every other time": _stats(
        lambda stats, turn: {"totalParticipations": stats["totalClaims"]} if turn % 2 else {}
    ),
    "claims are counted at the first read alone": _stats(
        lambda stats, turn: {"totalClaims": 0, "providerBreakdown": []} if turn else {}
    ),
    "a report is gone after a few reads": _VanishingReports,
}


TABLES: Tables = {
    ("createProductionTest", "listProductionTests", "getProductionTestReport"): TESTS,
    ("listProductionTests", "getProductionTestReport"): OLD_TESTS,
    ("getProductionTestReport",): REPORTS,
}
