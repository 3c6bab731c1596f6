"""All mutants and all harmless variants of a spec."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from contract_tests.mutants.answers import answer_mutants
from contract_tests.mutants.harmless import harmless_variants
from contract_tests.mutants.limits import limit_mutants
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.rules_access import access_mutants
from contract_tests.mutants.rules_creation import creation_mutants
from contract_tests.mutants.rules_eligibility import eligibility_mutants
from contract_tests.mutants.rules_idempotency import idempotency_mutants
from contract_tests.mutants.rules_invariants import invariant_mutants
from contract_tests.mutants.rules_lifecycle import lifecycle_mutants
from contract_tests.mutants.rules_paging import paging_mutants
from contract_tests.mutants.rules_replay import replay_mutants
from contract_tests.mutants.shapes import shape_mutants
from contract_tests.spec import Spec

SOURCES = (
    shape_mutants,
    answer_mutants,
    limit_mutants,
    access_mutants,
    paging_mutants,
    creation_mutants,
    eligibility_mutants,
    idempotency_mutants,
    replay_mutants,
    lifecycle_mutants,
    invariant_mutants,
)


def mutants(spec: Spec) -> list[Mutant]:
    """Every mutant that derives from a spec."""
    return [mutant for source in SOURCES for mutant in source(spec)]


def catalogue(spec: Spec) -> Sequence[Mutant]:
    """Every mutant and every harmless variant."""
    return [*mutants(spec), *harmless_variants(spec)]


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
