"""Compares the ways to authenticate for an operation: which credentials it takes, with which scopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.changes.changes import Place, paired
from scripts.changes.keywords import compare_remarks
from scripts.changes.promises import compare_promises, compare_secrecy
from scripts.spec.operations import Operation
from scripts.spec.pointers import child

FLOW_ADDRESSES = ("authorizationUrl", "tokenUrl", "deviceAuthorizationUrl")


@dataclass(frozen=True)
class Scheme:
    """A security scheme as one operation demands it, with the scopes that it needs."""

    value: dict[str, Any]
    scopes: frozenset[str]

    def shape(self) -> str:
        """Return what a credential of the scheme is: its kind, and where it is sent."""
        header = self.value.get("in") == "header" or self.value["type"] == "http"
        parts = [str(self.value[key]) for key in ("type", "scheme", "in", "name") if key in self.value]
        return " ".join(map(str.lower, parts) if header else parts)

    def source(self) -> dict[str, Any]:
        """Return where a credential is got, by name: the addresses of the flows, or that of OpenID Connect."""
        flows = {
            f"{flow} {name}": value[name]
            for flow, value in self.value.get("flows", {}).items()
            for name in FLOW_ADDRESSES
            if name in value
        }
        return flows | {name: self.value[name] for name in ("openIdConnectUrl",) if name in self.value}

    def catalogue(self) -> dict[str, Any]:
        """Return the scopes that the scheme knows, with their descriptions, by flow."""
        return {flow: value.get("scopes") for flow, value in self.value.get("flows", {}).items()}


# The schemes that are needed together, by their shape.
Requirement = dict[str, Scheme]


def compare_security(old: Operation, new: Operation, place: Place) -> None:
    """Report the ways to authenticate that are gone, new, or need something else."""
    before, after = _requirements(old), _requirements(new)
    pairs = _pairs(before, after)
    for one, other in pairs:
        for shape, scheme in one.items():
            _compare_schemes(scheme, other[shape], place)
    for one in [one for one in before if not any(one is first for first, _ in pairs)]:
        eased = any(_satisfies(one, other) for other in after)
        place.report("security-eased" if eased else "security-removed", _name(one), None)
    for other in [other for other in after if not any(other is second for _, second in pairs)]:
        place.report("security-added", None, _name(other))


def _requirements(operation: Operation) -> list[Requirement]:
    return [_requirement(operation, one) for one in operation.security or [{}]]


def _requirement(operation: Operation, names: dict[str, list[str]]) -> Requirement:
    found = {}
    for name, scopes in names.items():
        value = operation.document.expanded(child("", "components", "securitySchemes", name))
        scheme = Scheme(value, frozenset(scopes))
        found[scheme.shape()] = scheme
    return found


def _pairs(old: list[Requirement], new: list[Requirement]) -> list[tuple[Requirement, Requirement]]:
    """Return the requirements that stand for each other, those that are quite alike first."""
    old, new, pairs = list(old), list(new), []
    for alike in (_demand_the_same, _have_the_same_source, lambda one, other: one.keys() == other.keys()):
        for before in list(old):
            after = next((one for one in new if alike(before, one)), None)
            if after is not None:
                pairs.append((before, after))
                old = [one for one in old if one is not before]
                new = [one for one in new if one is not after]
    return pairs


def _demand_the_same(old: Requirement, new: Requirement) -> bool:
    same = _have_the_same_source(old, new)
    return same and all(scheme.scopes == new[shape].scopes for shape, scheme in old.items())


def _have_the_same_source(old: Requirement, new: Requirement) -> bool:
    same = old.keys() == new.keys()
    return same and all(scheme.source() == new[shape].source() for shape, scheme in old.items())


def _satisfies(credentials: Requirement, demanded: Requirement) -> bool:
    """Return whether who has all credentials of a requirement has those of another one."""
    return all(shape in credentials and one.scopes <= credentials[shape].scopes for shape, one in demanded.items())


def _compare_schemes(old: Scheme, new: Scheme, place: Place) -> None:
    for scope in sorted(new.scopes - old.scopes):
        place.report("scope-added", None, scope)
    for scope in sorted(old.scopes - new.scopes):
        place.report("scope-removed", scope, None)
    for name, before, after in paired(old.source(), new.source()):
        if before != after:
            effect = {True: "added", False: "changed"}[before is None]
            place.at(f" {name}").report(f"credential-source-{effect}", before, after)
    if old.catalogue() != new.catalogue():
        place.at(" scopes").report("documentation-changed", old.catalogue(), new.catalogue())
    compare_promises(old.value, new.value, ("x-refused",), place)
    compare_secrecy(old.value, new.value, place)
    compare_remarks(old.value, new.value, place)
    place.report_remark("bearerFormat", old.value, new.value)


def _name(requirement: Requirement) -> str:
    names = [" ".join([shape, *sorted(scheme.scopes)]) for shape, scheme in sorted(requirement.items())]
    return " and ".join(names) or "no credential"
