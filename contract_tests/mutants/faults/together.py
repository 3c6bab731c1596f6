"""Mutants with two or three faults at once, each of which has to be named."""

from __future__ import annotations

from collections.abc import Iterator

from contract_tests.mutants.catalogue import BY_HAND, HARDER
from contract_tests.mutants.catalogue import mutants as all_mutants
from contract_tests.mutants.mutant import Mutant, together
from scripts.spec.spec import Spec

FILES = (*BY_HAND, *(name for name in HARDER if name != "together"))


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of several faults, but for those of operations that the spec does not have."""
    by_name = {mutant.name: mutant for mutant in all_mutants(spec, FILES)}
    for names in FAULTS:
        if by_name.keys() >= set(names):
            yield together("together", [by_name[name] for name in names])


# The names of faults that show on different operations.
FAULTS = (
    (
        "listApps the last window loses its last item unless it is the only one",
        "createProductionTest refuses a full title outside ASCII",
    ),
    ("getWorkspace has another id at each read", "getProductionTestReport claims fall every other time"),
    ("createWorkflow a key is good for two requests", "replaceRedirectUris refuses more than ten addresses"),
    ("listApps a limit above 50 is said to be 50", "createProductionTest maxStamps is capped at 100"),
    (
        "deleteWorkflow a key of the other environment is accepted here alone",
        "listProductionTests complete challenges have no title",
    ),
    ("updateApp the name goes back every third time", "createProductionTest title: markup is escaped"),
    ("rotateClientSecret the secret goes back every third time", "createProductionTest refuses more than ten stamps"),
    ("createProductionTest refuses two providers", "getProductionTestReport complete challenges lose a provider"),
    (
        "createProductionTest passes over stamps beside a platform",
        "listProductionTests expiresAt moves on at each read",
    ),
    ("getWorkspace has another id at each read", "createProductionTest another description is no conflict"),
    ("getApp shows another organisation", "getProductionTestReport a report is gone after a few reads"),
    ("updateApp stores no logo beside a name", "createWorkflow keys in another case are the same"),
    ("createApp name: quotes become entities", "createProductionTest only the first provider has to be eligible"),
    ("createWorkflow name: markup is stripped", "getProductionTestReport finds old challenges of other apps"),
    (
        "replaceRedirectUris redirect URIs: equal signs are coded",
        "listProductionTests the list is empty every fifth time",
    ),
    ("getWorkspace createdAt has lost its zone", "deleteWorkflow a wrong key gets the code of a missing permission"),
    (
        "listApps an offset that is no multiple of the limit is rounded down",
        "createApp a conflict makes the key free",
        "getProductionTestReport participations fall every other time",
    ),
    (
        "getWorkspace has another id at each read",
        "replaceRedirectUris refuses two addresses of one host",
        "createProductionTest takes the first of two providers",
    ),
    (
        "listWorkflows the last of several workflows is listed twice",
        "createProductionTest refuses all optional fields",
        "getProductionTestReport a key with something after it is accepted here alone",
    ),
    (
        "createApp another name is no conflict",
        "createWorkflow another nodes is no conflict",
        "createProductionTest another providerIds is no conflict",
    ),
    (
        "getApp shows another organisation",
        "createProductionTest createdAt is in seconds",
        "getWorkspace has no created_at, one in 5",
    ),
    (
        "updateApp the webhooks go back every third time",
        "createWorkflow only the last 32 characters of a key count",
        "listProductionTests complete challenges end later",
    ),
)
