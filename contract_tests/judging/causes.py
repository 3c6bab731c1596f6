"""Causes: the findings that one change of the API explains, said once.

Findings are parsed, as drift.json and the history have them. Two have one cause when they share a sign: they say the
same of one place of the spec, or of one place of several operations; they miss a field of one name; they contradict
one policy of an operation; they are about more than two fields that differ for one reason; they stand in a field that
came instead of another; or they fail because a header or a value is refused, because a list leaves something out, or
because what was made has another name than was answered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contract_tests.judging.consequences import (
    has_effects,
    leaves_out,
    made_although_refused,
    misnamed,
    refuses_header,
    refuses_value,
)
from contract_tests.judging.context import Context, Sign
from contract_tests.judging.described import (
    COUNT,
    MISSING,
    NEW,
    Json,
    disagrees_with,
    field_of,
    holder_of,
    located,
    method_of,
    new_name,
    odd_one,
    pointer_of,
    policy_of,
)
from contract_tests.judging.finding import OF, SHAPE
from contract_tests.judging.signs import COMPARED, ELIGIBLE, EVERYWHERE, POLICIES, SERVER_ERROR, STYLE, signs
from scripts.spec.spec import Spec

# What several missing fields of one object have in common.
NULLABLE = "null"
# What says most about a broken policy comes first.
TELLING = ("duplicate", "status")
# Kinds that hold answers against each other: what a single answer shows says more.
HELD_AGAINST_OTHERS = (*COMPARED, "lifecycle")
COMPONENTS = "/components/"


@dataclass(frozen=True)
class Cause:
    """One change of the API with the findings that it explains, the most telling first.

    `id` stays the same from run to run; `root` is what it is made of, and holds no observed value. `follows` are the
    operations with a change of their own that may be the reason, since a refused request came after them.
    """

    id: str
    root: Sign
    findings: tuple[Json, ...]
    follows: tuple[str, ...] = ()

    @property
    def leading(self) -> Json:
        """The finding that says most of the change."""
        return self.findings[0]

    @property
    def severity(self) -> str:
        """`breaking` if any of its findings is."""
        return "breaking" if any(one["severity"] == "breaking" for one in self.findings) else "additive"

    @property
    def operations(self) -> list[str]:
        """The operations that it was found in, each once."""
        return list(dict.fromkeys(one["operation"] for one in self.findings))

    @property
    def alike(self) -> tuple[Json, ...]:
        """The findings of the leading one's kind; the others are consequences."""
        return tuple(one for one in self.findings if one["kind"] == self.leading["kind"])


def causes(findings: Sequence[Json], spec: Spec) -> list[Cause]:
    """The causes of some findings, breaking ones first, then in the order of the findings.

    Requests that were refused after another change come after that.
    """
    numbers = {finding["id"]: number for number, finding in enumerate(findings)}

    def rank(finding: Json) -> tuple[Any, ...]:
        kind, breaking = finding["kind"], finding["severity"] == "breaking"
        telling = TELLING.index(kind) if kind in TELLING and not made_although_refused(finding) else len(TELLING)
        # Where requests with a header are refused, a list leaves something out, or what was made has another name, all
        # that needs these fails.
        has_another_name = bool(misnamed(finding))
        refuses = refuses_header(finding) or refuses_value(finding)
        is_root = kind == SERVER_ERROR or has_another_name or refuses or leaves_out(finding)
        telling = -2 if has_another_name or has_effects(finding) else -1 if is_root else telling
        # A field that is wrong says more than how many items came because of it.
        counted = bool(COUNT.fullmatch(finding.get("observed", "")))
        # Of a new secret, what the rotation answers says more than what reads show after it.
        is_shown_after = kind == "rotation" and OF in finding["place"]
        # Of an answer that shows another thing, its name says what all its fields only lead one to suspect.
        is_name = bool(disagrees_with(finding)) and field_of(finding) in names
        apart = counted, not is_name, finding.get("rule") != SHAPE, is_shown_after, not _only_reads(finding)
        return not breaking, kind in HELD_AGAINST_OTHERS and not is_root, telling, *apart, numbers[finding["id"]]

    context, names = Context.of(findings, spec), _identifiers(spec)
    grouped = [_choices_last(sorted(members, key=rank)) for members in _joined(findings, spec, context)]
    found: dict[str, Cause] = {}
    for members in sorted(grouped, key=lambda members: rank(members[0])):
        root = _root(members, spec, context)
        # Where two changes meet in one place, their first findings tell them apart.
        root = root if _digest(root) not in found else (*root, members[0]["id"])
        found[_digest(root)] = Cause(_digest(root), root, tuple(_odd_first(members)))
    leading = [one.leading for one in found.values() if one.severity == "breaking"]
    changed = {one["operation"] for one in leading if one["kind"] != "status"}
    every = [replace(one, follows=_follows(one.leading, changed, spec)) for one in found.values()]
    return sorted(every, key=lambda one: (one.severity != "breaking", bool(one.follows)))


def _follows(leading: Json, changed: Collection[str], spec: Spec) -> tuple[str, ...]:
    """Of the operations whose answers other changes are about, those that a refused request came after."""
    is_refused = leading["kind"] == "status" and leading.get("expected", "").startswith("2")
    if not is_refused or leading["operation"] in changed:
        return ()
    return tuple(dict.fromkeys(one for one in _before(leading, spec) if one in changed))


def _before(finding: Json, spec: Spec) -> Iterator[str]:
    """The operations of the requests that led to a finding; the path of the server stands before theirs."""
    for line in finding.get("earlier", ()):
        method, path, *_ = f"{line} ".replace(":", " ").split(" ")
        steps = path.partition("?")[0].split("/")
        found = (spec.match(method, "/" + "/".join(steps[start:])) for start in range(1, len(steps)))
        if matched := next(filter(None, found), None):
            yield matched[0].id


def _joined(findings: Sequence[Json], spec: Spec, context: Context) -> list[list[Json]]:
    """The findings, those together that share a sign, be it through others."""
    joined: list[tuple[set[Sign], list[Json]]] = []
    for finding in findings:
        own, members, apart = set(signs(finding, spec, context)), [finding], []
        for others in joined:
            if own.isdisjoint(others[0]):
                apart.append(others)
            else:
                own, members = own | others[0], [*others[1], *members]
        joined = [*apart, (own, members)]
    return [members for _, members in joined]


def _choices_last(members: list[Json]) -> list[Json]:
    """Findings, those about values that may be chosen after answers that disagree about which these are."""
    if not any(map(disagrees_with, members)):
        return members
    return sorted(members, key=lambda one: policy_of(pointer_of(one)) == ELIGIBLE)


def _odd_first(members: Sequence[Json]) -> list[Json]:
    """Findings about answers that disagree, with that of the one operation first which several others disagree with."""
    odd = odd_one(members) if disagrees_with(members[0]) else ""
    return sorted(members, key=lambda one: not odd or one["operation"] != odd or not disagrees_with(one))


def _root(members: Sequence[Json], spec: Spec, context: Context) -> Sign:
    """What a cause is known by from run to run."""
    leading = members[0]
    if context.is_restyled(leading):
        return STYLE
    pointer = located(leading, spec)
    if {MISSING, NEW} <= {one["kind"] for one in members}:
        return ("other-object", min(holder_of(one, spec) for one in members if one["kind"] == MISSING))
    if leading["kind"] == MISSING:
        fields = {field_of(one) for one in members if one["kind"] == MISSING}
        return (MISSING, field_of(leading)) if len(fields) == 1 else (NULLABLE, holder_of(leading, spec))
    if reason := context.reason_shared(leading):
        return reason
    if leading["kind"] in EVERYWHERE:
        return (leading["kind"], leading.get("expected", ""))
    if policy_of(pointer) in POLICIES:
        return (policy_of(pointer),)
    if pointer.startswith(COMPONENTS):
        return (leading["kind"], pointer, new_name(leading))
    first = min(located(one, spec) for one in members if one["kind"] == leading["kind"])
    return (leading["kind"], first, leading["place"])


def _identifiers(spec: Spec) -> set[str]:
    """The names of the fields by which things are called in the answers that have made them."""
    creates = (one.creates for one in spec.operations.values() if one.creates)
    return {str(one["identifier"]).rpartition("/")[2] for one in creates}


def _only_reads(finding: Json) -> bool:
    """Whether the request behind a finding can be sent again without harm, as people do first."""
    return method_of(finding) == "GET"


def _digest(parts: Sign) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:12]
