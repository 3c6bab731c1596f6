"""Runs against mutants: alone or several at once, whole or of the rules that are likely to name a fault first."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from contract_tests import mock
from contract_tests.engine.session import contract_run
from contract_tests.mutants.groups import followed, related
from contract_tests.mutants.mutant import HARMLESS, Mutant, together
from contract_tests.mutants.outcome import JUSTIFIED, KILLED, SILENT, Outcome
from contract_tests.mutants.processes import Reports
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.spec import Spec

# The groups of rules that are asked first about a kind of fault, one after the other; where they find nothing, the
# others are asked, too. A group may stand for another about operations that do something else.
ASKED_FIRST = {
    "activation": ["change"],
    "agreement": ["agreement"],
    "app settings": ["change", "effects"],
    "authentication": ["authentication"],
    "batch": ["batches"],
    "change": ["change"],
    "context": ["creation"],
    "creation": ["creation", "effects"],
    "credentials": ["authentication"],
    "custom domain": ["change"],
    "deletion": ["deletion"],
    "eligibility": ["limits"],
    "enum": ["limits"],
    "header": ["limits"],
    "idempotency": ["idempotency"],
    "identifiers": ["ownership"],
    "in transit": ["creation"],
    "keys": ["idempotency"],
    "lifecycle": ["lifecycle"],
    "limit": ["limits", "creation"],
    "one item": ["agreement"],
    "one view": ["agreement"],
    "ownership": ["ownership"],
    "paging": ["paging"],
    "refused state": ["state"],
    "replacement": ["change"],
    "report": ["lifecycle"],
    "required": ["limits", "creation"],
    "rotation": ["rotation", "effects"],
    "states": ["lifecycle"],
    "type loosened": ["limits", "batches"],
}
# By what an operation does, the group that is asked in place of others.
IN_PLACE_OF = {
    "x-changes": {"creation": "change", "lifecycle": "change"},
    "x-paging": {"creation": "paging"},
    "x-shows": {"creation": "agreement"},
}
# Kinds that one run has to name, with all that it asks: several tries, or rules on their own, would tell another story.
RUN_WHOLE = ("intermittent", "together")
# What rules that are not asked create for good, `ownership/mistaken-at-once` for one.
CREATED_BY_OTHERS = 1
# One in so many is run alone, and its run goes on after it has found what it was to find.
WHOLE_EVERY = 32
SETTLE_TIMEOUT_SECONDS = 60.0


def whole_run(spec: Spec, mutant: Mutant, folder: Path, seed: int) -> dict[str, Any]:
    """The report of a run against a mutant that goes on to its end, which it leaves in a folder.

    Args:
        spec: The contract.
        mutant: What is run against.
        folder: Where the reports go.
        seed: From which the run derives what it generates.
    """
    return run_against(spec, mutant.change.app(spec), folder, whole_options(spec, seed))


def run_with_others(spec: Spec, group: Sequence[Mutant], base: int, folder: Path) -> Reports:
    """Run against all of a group at once; a fault that is not named, and a variant in an alarm, is left open.

    The run ends when all are named; where nothing is to be seen, when all has been asked.
    """
    every = together(group[0].kind, group)
    report = run_against(spec, every.change.app(spec), folder, whole_options(spec, seed_of(group, base), every))
    shares = [_share(report, one) for one in group]
    found = [Outcome(one, share["verdict"], 0.0, share).result for one, share in zip(group, shares, strict=True)]
    # Those that nobody can see may be about the same operations: which of them was seen is open.
    decided = (JUSTIFIED,) if group[0].unseen else (KILLED, SILENT)
    return [share if result in decided else None for share, result in zip(shares, found, strict=True)]


def _share(report: dict[str, Any], mutant: Mutant) -> dict[str, Any]:
    """A report on several mutants without the findings about what one of them does not show on."""
    return report | {"findings": [one for one in report["findings"] if one["operation"] in mutant.operations]}


def run_alone(spec: Spec, mutant: Mutant, base: int, folder: Path) -> Reports:
    """Run against one mutant: of a fault the rules that are likely to name it, then whatever was not asked."""
    seed = seed_of([mutant], base)
    if mutant.kind not in (HARMLESS, *RUN_WHOLE):
        for options in _near(spec, mutant, seed):
            report = run_against(spec, mutant.change.app(spec), folder, options)
            if mutant.is_named(finding["operation"] for finding in report["findings"]):
                return [report]
    # How noisy a fault is, is looked at for some of them.
    options = whole_options(spec, seed, mutant if seed % WHOLE_EVERY else None)
    return [run_against(spec, mutant.change.app(spec), folder, options)]


def _near(spec: Spec, mutant: Mutant, seed: int) -> Iterator[Options]:
    """Runs of a fraction of the rules, those that are likely to name a fault first."""
    whole = whole_options(spec, seed, mutant)
    # The rules that are not asked create, too: what a whole run has no budget left for is not to be named by less.
    budget = replace(whole.budget, max_creates=whole.budget.max_creates - CREATED_BY_OTHERS)
    own, all_related = (frozenset(which(spec, mutant.operations)) for which in (followed, related))
    nearby = replace(whole, operations=all_related, generates=False, budget=budget)
    if seed % WHOLE_EVERY:
        yield from (replace(nearby, operations=own, rule=group) for group in _asked_first(spec, mutant))
    yield nearby if seed % WHOLE_EVERY else replace(nearby, until_found=())


def _asked_first(spec: Spec, mutant: Mutant) -> list[str]:
    """The groups of rules that are the likeliest to name a fault, by its kind and by what its operation does."""
    extensions, found = spec.operations[mutant.operations[0]].extensions, ASKED_FIRST.get(mutant.kind, [])
    for does, others in IN_PLACE_OF.items():
        if does in extensions and "x-creates" not in extensions:
            found = [others.get(group, group) for group in found]
    return list(dict.fromkeys(found))


def whole_options(spec: Spec, seed: int, mutant: Mutant | None = None) -> Options:
    """What scripts/contract.py gives a run when nothing is asked for; for a fault, until it is named."""
    until = mutant.named_by if mutant and mutant.kind != HARMLESS else ()
    return Options(Budget.for_spec(spec), SETTLE_TIMEOUT_SECONDS, seed, until_found=until)


def seed_of(mutants: Iterable[Mutant], base: int) -> int:
    """The seed of a run against some mutants, from their names and the seed of the score."""
    return zlib.crc32(" + ".join(mutant.name for mutant in mutants).encode()) + base


def run_against(spec: Spec, app: Starlette, folder: Path, options: Options) -> dict[str, Any]:
    """Run the contract against an app: the report that it writes."""
    with mock.serve(app) as base_url:
        contract_run(spec, Target("mock", base_url, mock.MockOptions().key), options, folder, io.StringIO())
    report: dict[str, Any] = json.loads((folder / "drift.json").read_text(encoding="utf-8"))
    return report
