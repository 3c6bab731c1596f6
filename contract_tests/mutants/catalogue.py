"""All mutants and all harmless variants of a spec."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from contract_tests.mutants.justified import JUSTIFIED
from contract_tests.mutants.mutant import How, Mutant, harmless
from scripts.spec.spec import Spec

# The files of `faults` and of `harmless`, in the order of the catalogue. An entry is all that a new file needs.
DERIVED = (
    "shapes",
    "answers",
    "limits",
    "access",
    "paging",
    "creation",
    "eligibility",
    "idempotency",
    "lifecycle",
    "invariants",
    "effects",
)
# What does not come from the extensions, which the rules come from too: a rule that is missing shows here.
BY_HAND = (
    "nested_limits",
    "changes",
    "replacement",
    "deletion",
    "made_apps",
    "made_workflows",
    "node_types",
    "workflow_changes",
    "providers",
    "activations",
    "batches",
    "rotation",
    "agreement",
    "app_settings",
    "custom_domains",
)
# Faults that show in few answers, on few things, to few requests, or several at once.
HARDER = (
    "intermittent",
    "one_item",
    "old_things",
    "one_view",
    "texts_in_transit",
    "numbers_in_transit",
    "states",
    "returns",
    "contexts",
    "passed_over",
    "windows",
    "refusals",
    "owners",
    "credentials",
    "keys",
    "together",
)
FAULTS = (*DERIVED, *BY_HAND, *HARDER)
# Harmless neighbours of the harder faults.
HARDER_VARIANTS = ("by_turns", "company", "leeway")
VARIANTS = ("pace", "data", "requests", "states", "answers", "effects", "growth", "weather", *HARDER_VARIANTS)


def catalogue(spec: Spec) -> list[Mutant]:
    """Every mutant and every harmless variant of a spec."""
    tables = [variants(spec, file) for file in VARIANTS]
    return [*mutants(spec), *(harmless(what, how) for table in tables for what, how in table.items())]


def variants(spec: Spec, name: str) -> dict[str, How]:
    """Every harmless variant of a file of `harmless`: what is different, and how the server differs."""
    found: dict[str, How] = import_module(f"{__package__}.harmless.{name}").variants(spec)
    return found


def mutants(spec: Spec, names: Sequence[str] = FAULTS) -> list[Mutant]:
    """Every mutant of some files of `faults`, without the harmless variants."""
    files = [import_module(f"{__package__}.faults.{file}") for file in names]
    found = [mutant for file in files for mutant in file.mutants(spec)]
    return [replace(one, unseen=JUSTIFIED.get(one.name, one.unseen)) for one in found]


def choose(every: Sequence[Mutant], kind: str | None, text: str | None, count: int | None) -> list[Mutant]:
    """Those of one kind whose name holds a text, and at most `count` of them; None does not restrict."""
    chosen = [one for one in every if kind in (None, one.kind) and (text is None or text in one.name)]
    return chosen if count is None else spread(chosen, count)


def spread(chosen: Sequence[Mutant], count: int) -> list[Mutant]:
    """At most `count` of the mutants, as evenly over the kinds as their numbers allow, always the same ones."""
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in sorted(chosen, key=lambda one: zlib.crc32(one.name.encode())):
        by_kind.setdefault(mutant.kind, []).append(mutant)
    ranked = sorted(
        (rank / len(group), order, mutant.name)
        for order, group in enumerate(by_kind.values())
        for rank, mutant in enumerate(group)
    )
    picked = {name for _, _, name in ranked[:count]}
    return [mutant for mutant in chosen if mutant.name in picked]
