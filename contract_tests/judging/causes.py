"""Causes: the findings that one change of the API explains, said once.

Findings are parsed, as drift.json and the history have them. Two have one cause when they share a sign: they say the
same of one place of the spec, or of one place of several operations; they miss a field of one name; they contradict
one policy of an operation; or they stand in a field that came instead of another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.finding import SHAPE
from contract_tests.judging.looked import ANSWER
from scripts.spec.pointers import parent, split
from scripts.spec.spec import Spec

Json = dict[str, Any]
Sign = tuple[str, ...]

MISSING, NEW = "missing-field", "undocumented-field"
# Kinds of which the same is a single change, wherever it shows: another way to write dates, another media type.
EVERYWHERE = ("format", "media-type")
CAME_INSTEAD = re.compile(r"(?:an undocumented|a new) `(.+)` is there")
# Extensions of an operation that say one thing as a whole: whatever contradicts one has one cause.
PAGING = "x-paging"
POLICIES = ("x-idempotency", PAGING)
# Kinds that hold the values of a field against each other, wherever it is shown.
COMPARED = ("agreement", "change", "listed", "snapshot")
# What says most about a broken policy comes first.
TELLING = ("duplicate", "status")
COMPONENTS, SCHEMAS = "/components/", "/components/schemas/"
# What differs from operation to operation though the change is one: reasons, values, sizes, what is documented.
VALUES = re.compile(r", since .*|'[^']*'|\bof \d+\b|\bone of .*")
STATUS = re.compile(r"\b[1-5]\d\d\b")


@dataclass(frozen=True)
class Cause:
    """One change of the API with the findings that it explains, the most telling first.

    `id` stays the same from run to run; `root` is what it is made of, and holds no observed value.
    """

    id: str
    root: Sign
    findings: tuple[Json, ...]

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
    """The causes of some findings, breaking ones first, then in the order of the findings."""
    numbers = {finding["id"]: number for number, finding in enumerate(findings)}

    def rank(finding: Json) -> tuple[Any, ...]:
        kind, breaking = finding["kind"], finding["severity"] == "breaking"
        telling = TELLING.index(kind) if kind in TELLING else len(TELLING)
        apart = finding.get("rule") != SHAPE, not _only_reads(finding)
        return not breaking, kind in COMPARED, telling, *apart, numbers[finding["id"]]

    grouped = [sorted(members, key=rank) for members in _joined(findings, spec)]
    found: dict[str, Cause] = {}
    for members in sorted(grouped, key=lambda members: rank(members[0])):
        root = _root(members, spec)
        # Where two changes meet in one place, their first findings tell them apart.
        root = root if _digest(root) not in found else (*root, members[0]["id"])
        found[_digest(root)] = Cause(_digest(root), root, tuple(members))
    return list(found.values())


def _joined(findings: Sequence[Json], spec: Spec) -> list[list[Json]]:
    """The findings, those together that share a sign, be it through others."""
    context = _Context.of(findings, spec)
    joined: list[tuple[set[Sign], list[Json]]] = []
    for finding in findings:
        signs, members, apart = set(_signs(finding, spec, context)), [finding], []
        for others in joined:
            if signs.isdisjoint(others[0]):
                apart.append(others)
            else:
                signs, members = signs | others[0], [*others[1], *members]
        joined = [*apart, (signs, members)]
    return [members for _, members in joined]


@dataclass(frozen=True)
class _Context:
    """What the findings of a report have together that one alone does not tell.

    `came` are fields that came instead of others, and `unpaged` the operations whose pages are broken: what rules say
    of either is a consequence. `replaced` are the schemas of objects that lost fields and got others.
    """

    came: frozenset[str]
    unpaged: frozenset[str]
    replaced: frozenset[str]

    @classmethod
    def of(cls, findings: Sequence[Json], spec: Spec) -> _Context:
        came = {name for finding in findings if (name := came_instead(finding))}
        unpaged = {one["operation"] for one in findings if _policy(located(one, spec)) == PAGING}
        gone, new = (
            {holder_of(finding, spec) for finding in findings if finding["kind"] == kind} for kind in (MISSING, NEW)
        )
        return cls(frozenset(came), frozenset(unpaged), frozenset(gone & new - {""}))


def _signs(finding: Json, spec: Spec, context: _Context) -> Iterator[Sign]:
    """What others of one cause share with a finding."""
    kind, operation, place, pointer = finding["kind"], finding["operation"], finding["place"], located(finding, spec)
    said = (kind, finding["severity"], *(VALUES.sub("…", finding.get(name, "")) for name in ("expected", "observed")))
    if pointer:
        yield ("spec", pointer, _new_name(finding), *said)
    if not pointer.startswith(SCHEMAS):
        yield ("place", place, *said)
    if kind == MISSING:
        yield ("field", field_of(finding))
    if name := came_instead(finding):
        yield ("instead", name)
    if kind in EVERYWHERE:
        yield said
    if kind in (MISSING, NEW) and (holder := holder_of(finding, spec)) in context.replaced:
        yield ("replaced", holder)
        if kind == NEW:
            yield ("came", field_of(finding))
    if field_of(finding):
        yield ("value", operation, place)
    if _policy(pointer) in POLICIES:
        yield ("policy", operation, _policy(pointer))
    if kind in COMPARED:
        words = {operation, *re.findall(r"\w+", finding.get("expected", ""))}
        yield from (("policy", name, PAGING) for name in words & context.unpaged)
    if kind == "status" and (status := STATUS.search(finding.get("observed", ""))):
        yield ("status", operation, status[0])
    if (answer := ANSWER.match(place)) and (kind == "error-code" or not _is_documented(operation, answer[1], spec)):
        yield ("status", operation, answer[1])
    if kind in COMPARED and (field := field_of(finding)):
        yield ("compared", field)
    for name in context.came.intersection(split(_path(place))):
        yield ("instead", name)


def _is_documented(operation: str, status: str, spec: Spec) -> bool:
    known = spec.operations.get(operation)
    return known is None or status in known.responses


def _root(members: Sequence[Json], spec: Spec) -> Sign:
    """What a cause is known by from run to run."""
    leading = members[0]
    pointer = located(leading, spec)
    if {MISSING, NEW} <= {one["kind"] for one in members}:
        return ("other-object", min(holder_of(one, spec) for one in members if one["kind"] == MISSING))
    if leading["kind"] == MISSING:
        return (MISSING, field_of(leading))
    if leading["kind"] in EVERYWHERE:
        return (leading["kind"], leading.get("expected", ""))
    if _policy(pointer) in POLICIES:
        return (_policy(pointer),)
    if pointer.startswith(COMPONENTS):
        return (leading["kind"], pointer, _new_name(leading))
    first = min(located(one, spec) for one in members if one["kind"] == leading["kind"])
    return (leading["kind"], first, leading["place"])


def _only_reads(finding: Json) -> bool:
    """Whether the request behind a finding can be sent again without harm, as people do first."""
    return any(one["request"]["method"] == "GET" for one in finding.get("evidence", ())[:1] if "request" in one)


def located(finding: Json, spec: Spec) -> str:
    """Where the spec itself says what a finding contradicts, references followed; empty where that is not known."""
    pointer = str(finding.get("spec_pointer") or "").removeprefix("#")
    try:
        return spec.locate(pointer) if pointer else ""
    except KeyError:
        return pointer


def holder_of(finding: Json, spec: Spec) -> str:
    """The schema of the object that a field is missing from, or that an undocumented one came in."""
    pointer = located(finding, spec) if finding["kind"] == NEW else str(finding.get("spec_pointer") or "")
    return pointer if finding["kind"] == NEW else parent(parent(pointer.removeprefix("#")))


def came_instead(finding: Json) -> str | None:
    """The name of the undocumented field that came where a documented one is missing."""
    found = CAME_INSTEAD.search(finding.get("observed", "")) if finding["kind"] == MISSING else None
    return found[1] if found else None


def field_of(finding: Json) -> str:
    """The name of the field at the end of a place, empty where there is none: `title` of `response 200 body /title`."""
    tokens = [token for token in split(_path(finding["place"])) if token != "*"]
    return tokens[-1] if tokens else ""


def _new_name(finding: Json) -> str:
    """The name of what is documented nowhere; the place of the spec is that of what holds it."""
    return finding["place"].rpartition("/")[2] if finding["kind"].startswith("undocumented-") else ""


def _path(place: str) -> str:
    """The pointer in a place such as `response 200 body /data/*/name of getApp`."""
    return next((word for word in place.split(" ") if word.startswith("/")), "")


def _policy(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def _digest(parts: Sign) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:12]
