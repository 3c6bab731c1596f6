"""Nights in front of the contract run: each is lived through by the command, and judged by what the command says.

for result in run_all(chosen("harmless"), jobs=2, options=Options(folder)):
    print("\\n".join(result.lines()))
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.named_runs import Options, is_chosen, side_by_side
from tests.nights import dishonest, harmless
from tests.nights.judge import CHECKOUT, Outcome, start, violations
from tests.nights.night import OPERATIONS
from tests.nights.sandbox import Sandbox
from tests.nights.scenario import Act, Scenario, new_key, self_signed
from tests.partial_contract import partial_checkout

SETS = {"harmless": harmless.SCENARIOS, "dishonest": dishonest.SCENARIOS}
HEAD = f"{'night':62} {'act':>5} {'exit':>4} {'seconds':>7} requests created findings inconclusive violations"


@dataclass(frozen=True)
class Result:
    """One run of one scenario in short."""

    name: str
    act: int
    outcome: Outcome
    violations: list[str]

    def lines(self) -> Iterator[str]:
        """A line for each violation."""
        for violation in self.violations:
            yield f"{self.name} [{self.act}]: {violation}"

    def row(self) -> str:
        """The run's line of the table."""
        outcome, night = self.outcome, self.outcome.night
        code = "-" if outcome.exit is None else outcome.exit
        return (
            f"{self.name[:62]:62} {self.act:5d} {code:>4} {outcome.seconds:7.1f} {night.requests:8d}"
            f" {night.workspace.created:7d} {len(outcome.findings):8d} {len(outcome.inconclusive):12d}"
            f" {len(self.violations):10d}"
        )


def chosen(kind: str, only: Sequence[str] = ()) -> list[Scenario]:
    """The scenarios of a set, or of both, whose names are among the names or patterns."""
    scenarios = [scenario for name, those in SETS.items() if kind in (name, "both") for scenario in those]
    return [one for one in scenarios if is_chosen(one.name, only)]


def play(scenario: Scenario, options: Options) -> list[Result]:
    """The acts of a scenario, one after another."""
    work = options.folder / re.sub(r"[^\w]+", "-", scenario.name).strip("-")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    partial_checkout(work / CHECKOUT, OPERATIONS)
    results: list[Result] = []
    tls = self_signed(work) if scenario.tls else None
    with Sandbox(scenario.acts[0].night, new_key(), tls=tls) as sandbox:
        for number, act in enumerate(scenario.acts, 1):
            first = results[0].outcome if results else None
            results.append(_perform(scenario, act, number, sandbox, work, first, options))
    if not options.keep and not any(result.violations for result in results):
        shutil.rmtree(work)
    return results


def _perform(
    scenario: Scenario, act: Act, number: int, sandbox: Sandbox, work: Path, first: Outcome | None, options: Options
) -> Result:
    seed = scenario.seed(options.seed) + number
    sandbox.tonight(replace(act.night, seed=seed))
    directory = work / f"report-{number}"
    if act.before is not None:
        act.before(work, directory)
    key = sandbox.key if act.key is None else act.key
    url = act.base_url.replace("{port}", str(sandbox.port)) or sandbox.url
    outcome = start(act, work, directory, sandbox.run, url, key, seed, scenario.seconds, options.arguments)
    return Result(scenario.name, number, outcome, list(violations(outcome, act.expect, key, first, scenario.seconds)))


def run_all(scenarios: Iterable[Scenario], jobs: int, options: Options) -> Iterator[Result]:
    """The results of every scenario, as they come."""
    for results in side_by_side(play, scenarios, jobs, options):
        yield from results


def table(results: Iterable[Result]) -> str:
    """A line for each run."""
    return "\n".join([HEAD, *(result.row() for result in results)])
