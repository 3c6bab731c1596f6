"""What happens to an answer on its way: the weather, and the neighbours who act between two requests."""

import random
import time
from dataclasses import dataclass
from email.utils import formatdate

from tests.nights.night import CREATE_TEST, Night, Reply
from tests.nights.records import new_app, random_uuid
from tests.nights.workspace import Workspace

GATEWAY_PAGE = b"<html><head><title>%d</title></head><body><center>nginx</center></body></html>"
MOST_EXTRA_APPS = 20
MOST_TESTS_IN_APP = 1500


@dataclass(frozen=True)
class Fate:
    """What happens to one request. With `cut` the connection ends there, whatever the answer is.

    `reply` stands in for the service's answer; `carried_out` says whether the service saw the request all the same.
    """

    carried_out: bool = True
    reply: Reply | None = None
    cut: str = ""


CALM = Fate()


class Sky:
    """Decides the fate of request after request, by the seed. Never more than `in_a_row` bad ones one after another."""

    def __init__(self, night: Night) -> None:
        self.weather = night.weather
        self.limited_code = night.choices.limited_code
        self.clock_seconds = night.clock_seconds
        self.rng = random.Random(f"sky {night.seed}")
        self.bad = 0
        self._in_a_row = 0
        self._second: tuple[int, int] = (0, 0)

    def fate(self) -> Fate:
        """Return the fate of the next request."""
        fate = self._draw()
        if fate is CALM or self._in_a_row >= self.weather.in_a_row:
            self._in_a_row = 0
            return CALM
        self._in_a_row += 1
        self.bad += 1
        return fate

    def _draw(self) -> Fate:
        weather = self.weather
        roll = self.rng.random()
        if weather.burst and self._too_fast():
            return self._limited()
        if roll < weather.gateway:
            status = self.rng.choice(weather.gateway_statuses)
            return Fate(carried_out=weather.gateway_after, reply=self._gateway(status))
        roll -= weather.gateway
        if roll < weather.drop:
            where = self.rng.choice(weather.drop_at)
            return Fate(carried_out=where not in ("start", "reset"), cut=where)
        roll -= weather.drop
        if roll < weather.limited:
            return self._limited()
        return CALM

    def _too_fast(self) -> bool:
        second = int(time.monotonic())
        count = self._second[1] + 1 if self._second[0] == second else 1
        self._second = (second, count)
        return count > self.weather.burst

    def _gateway(self, status: int) -> Reply:
        if self.weather.gateway_body == "empty":
            return Reply(status, None)
        if self.weather.gateway_body == "json":
            error = {"code": "SYSTEM_UNAVAILABLE", "message": "try again"}
            return Reply(status, {"error": error, "request_id": random_uuid(self.rng)}, (("Retry-After", "1"),))
        return Reply(status, GATEWAY_PAGE % status, media_type="text/html")

    def _limited(self) -> Fate:
        wait = {"seconds": "1", "zero": "0", "date": formatdate(time.time() + self.clock_seconds + 1, usegmt=True)}
        error = {"code": self.limited_code, "message": "too many requests"}
        body = {"error": error, "request_id": random_uuid(self.rng)}
        return Fate(carried_out=False, reply=Reply(429, body, (("Retry-After", wait[self.weather.retry_after]),)))


class LostAnswers:
    """Loses the answer to every n-th creation that took effect: it is made, and the connection is cut."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.lost = 0
        self._seen = 0

    def loses(self, operation: str, reply: Reply) -> bool:
        """Tell whether this answer is lost. A replay never is, so that a repeat gets through."""
        replayed = any(name == "Idempotency-Replayed" for name, _ in reply.headers)
        if not self.every or operation != CREATE_TEST or reply.status != 201 or replayed:
            return False
        self._seen += 1
        if self._seen % self.every:
            return False
        self.lost += 1
        return True


class Street:
    """The neighbours. They never touch a test of the run, nor an app that the run has asked something in."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.night = workspace.night
        self.rng = random.Random(f"street {self.night.seed}")
        self.acts = 0
        self._seen_created = 0

    def between_requests(self) -> None:
        """Let them act, after a request of the run was answered."""
        neighbours = self.night.neighbours
        if self.workspace.created > self._seen_created:
            self._seen_created = self.workspace.created
            self._copy_last_creation()
        if self.rng.random() >= neighbours.share:
            return
        self.acts += 1
        if neighbours.apps:
            self._change_apps()
        if neighbours.tests:
            self._change_tests()
        if neighbours.reorder:
            self._reorder()
        if neighbours.claims:
            self._claim()

    def _copy_last_creation(self) -> None:
        """Make foreign tests that are easily taken for the run's: of the same title, or just when one fails."""
        newest = [test for tests in self.workspace.tests.values() for test in tests if not test.foreign]
        latest = max(newest, key=lambda test: test.born)
        app = next(app for app in self.workspace.apps if app.client_id == latest.client_id)
        if self.night.neighbours.same_title:
            self.workspace.add_foreign_test(app, latest.payload["title"], stamps=50)
        if self.night.neighbours.appear_when_one_fails and latest.fails:
            stranger = self.workspace.add_foreign_test(app, "Somebody else's test", stamps=7)
            stranger.scheduled = stranger.settles = latest.settles

    def _change_apps(self) -> None:
        workspace, rng = self.workspace, self.rng
        extra = [app for app in workspace.apps if app.foreign]
        if len(extra) < MOST_EXTRA_APPS and rng.random() < 0.5:
            place = rng.randint(1, len(workspace.apps))
            workspace.add_app(new_app(rng, 5000 + self.acts, workspace.now(), foreign=True), place)
            return
        anybody = self.night.neighbours.untouched_apps_go
        gone = [app for app in (workspace.apps[2:] if anybody else extra) if not app.touched]
        if gone:
            workspace.remove_app(rng.choice(gone))

    def _change_tests(self) -> None:
        app = self.rng.choice(self.workspace.apps)
        tests = self.workspace.tests[app.client_id]
        if len(tests) < MOST_TESTS_IN_APP and self.rng.random() < 0.5:
            self.workspace.add_foreign_test(app, f"A neighbour's test {self.acts}")
            return
        gone = [test for test in tests if test.foreign]
        if gone:
            tests.remove(self.rng.choice(gone))

    def _reorder(self) -> None:
        self.rng.shuffle(self.workspace.apps)
        for tests in self.workspace.tests.values():
            self.rng.shuffle(tests)

    def _claim(self) -> None:
        now = time.monotonic()
        for tests in self.workspace.tests.values():
            for test in tests:
                limit = test.payload["maxStampClaims"]
                closed = test.completed_at is not None or test.look == "expired"
                if test.phase(now) != "challenge" or test.total_claims >= limit or closed:
                    continue
                provider = self.rng.choice(test.payload["providerIds"])
                test.claims[provider] = test.claims.get(provider, 0) + 1
                if test.total_claims >= limit:
                    test.completed_at = self.workspace.now()
