"""What a fault is, the catalogue of all kinds, and the plan that a seed makes of them.

@fault("status-999", "the status 999")
def status_999(exchange: Exchange) -> bool:
    exchange.answer.status = 999
    return WRONG
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.hostile.canaries import Canaries, Secret
from tests.hostile.wire import Answer, Request
from tests.hostile.workspace import OPERATIONS, Workspace

WRONG = True
"""As a success of its operation the answer breaks the contract, HTTP or JSON, beyond doubt."""

UNCLEAR = False
"""The answer is odd, and no claim is made about it."""


@dataclass
class Exchange:
    """A request with the answer that is being made to it."""

    operation: str
    request: Request
    answer: Answer
    random: random.Random
    canaries: Canaries
    workspace: Workspace
    elsewhere: str
    secrets: list[Secret] = field(default_factory=list)

    @property
    def succeeds(self) -> bool:
        return 200 <= self.answer.status < 300


Apply = Callable[[Exchange], bool]
Prepare = Callable[[Workspace], None]


@dataclass(frozen=True)
class Fault:
    """A kind of hostile answer. `apply` changes an answer and returns `WRONG` or `UNCLEAR`."""

    kind: str
    words: str
    theme: str
    apply: Apply
    operations: tuple[str, ...] = OPERATIONS
    answers: str = "any"
    prepare: Prepare | None = None


CATALOGUE: dict[str, Fault] = {}
SEEDS_A_TURN = 300


def fault(
    kind: str,
    words: str,
    *,
    operations: tuple[str, ...] = OPERATIONS,
    answers: str = "any",
    prepare: Prepare | None = None,
) -> Callable[[Apply], Apply]:
    """Register a function as a kind of fault, where it makes sense (`answers`: any, successes or refusals)."""

    def register(apply: Apply) -> Apply:
        if kind in CATALOGUE:
            raise ValueError(f"{kind} is there twice")
        theme = apply.__module__.rpartition(".")[2]
        CATALOGUE[kind] = Fault(kind, words, theme, apply, operations, answers, prepare)
        return apply

    return register


@dataclass(frozen=True)
class Rhythm:
    """At which answers a fault shows: at every n-th, or only once."""

    every: int = 1
    once: int | None = None

    def beats(self, number: int) -> bool:
        """Whether the answer with this number, counted from 1, is hit."""
        return number == self.once if self.once is not None else number % self.every == 0

    @property
    def words(self) -> str:
        if self.once is not None:
            return f"only at answer {self.once}"
        return "always" if self.every == 1 else f"at every answer {self.every}"


@dataclass(frozen=True)
class Assignment:
    """A fault, where and when it shows; `steady` keeps to one position in all answers."""

    fault: Fault
    operations: tuple[str, ...]
    answers: str
    rhythm: Rhythm
    steady: bool

    @property
    def words(self) -> str:
        where = "every operation" if self.operations == OPERATIONS else ", ".join(self.operations)
        answers = "" if self.answers == "any" else f", {self.answers} only"
        return f"{self.fault.kind} ({self.fault.words}) at {where}{answers}, {self.rhythm.words}"


@dataclass(frozen=True)
class Plan:
    """The faults of a seed."""

    seed: int
    assignments: tuple[Assignment, ...]

    @property
    def words(self) -> str:
        return "; ".join(assignment.words for assignment in self.assignments) or "no fault"


def make_plan(seed: int) -> Plan:
    """One to four faults: `SEEDS_A_TURN` seeds walk once through the catalogue, so that every kind has its turn."""
    source = random.Random(f"plan {seed}")
    kinds = _shuffled_kinds()
    turn, position = divmod(seed, SEEDS_A_TURN)
    walked = kinds[position::SEEDS_A_TURN]
    drawn = source.sample(kinds, source.choices((0, 1, 2), weights=(60, 28, 12))[0])
    assignments = [_assign(CATALOGUE[kind], source, turn + position) for kind in walked]
    assignments += [_assign(CATALOGUE[kind], source, None) for kind in drawn if kind not in walked]
    return Plan(seed, tuple(assignments))


def plan_for(kind: str, operations: tuple[str, ...] = OPERATIONS, *, seed: int = 0) -> Plan:
    """A plan of one fault, for tests of the server and for a look at a single kind."""
    chosen = CATALOGUE[kind]
    where = tuple(name for name in operations if name in chosen.operations) or chosen.operations
    return Plan(seed, (Assignment(chosen, where, chosen.answers, Rhythm(), steady=True),))


def _shuffled_kinds() -> list[str]:
    return sorted(CATALOGUE, key=lambda kind: hashlib.sha256(kind.encode()).digest())


def _assign(chosen: Fault, source: random.Random, turn: int | None) -> Assignment:
    rhythm = source.choices(
        (
            Rhythm(),
            Rhythm(every=2),
            Rhythm(every=3),
            Rhythm(every=7),
            Rhythm(once=1),
            Rhythm(once=source.randint(2, 9)),
        ),
        weights=(55, 12, 10, 5, 5, 13),
    )[0]
    answers = source.choices(("any", "successes", "refusals"), weights=(60, 30, 10))[0]
    if chosen.prepare is not None:
        rhythm, answers = Rhythm(), "any"
    if chosen.answers != "any":
        answers = chosen.answers
    return Assignment(chosen, _where(chosen, source, turn), answers, rhythm, steady=source.random() < 0.7)


def _where(chosen: Fault, source: random.Random, turn: int | None) -> tuple[str, ...]:
    """One operation of the fault's, or all of them; a turn walks through them."""
    choices: list[tuple[str, ...]] = [(name,) for name in chosen.operations]
    if len(choices) > 1:
        choices.append(chosen.operations)
    return choices[turn % len(choices)] if turn is not None else source.choice(choices)
