"""Context: what the findings of a report have together that one alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_tests.judging.consequences import (
    FIELD,
    HEADER,
    leaves_out,
    misnamed,
    refuses_header,
    refuses_value,
    value_taken,
)
from contract_tests.judging.described import (
    MISSING,
    NEW,
    Json,
    came_instead,
    holder_of,
    in_styles,
    located,
    names_in,
    path_of,
    policy_of,
    with_reason,
)
from contract_tests.judging.finding import OF
from contract_tests.judging.states import canonical
from scripts.spec.objects import field_names
from scripts.spec.pointers import child, get
from scripts.spec.spec import Spec

Sign = tuple[str, ...]

PAGING = "x-paging"
# Fields that differ for one reason, of which more than two are taken for one change.
FEW = 2
TOGETHER = "together"
# What differs from operation to operation though the change is one: reasons, values, sizes, what is documented.
VALUES = re.compile(r", since .*|'[^']*'|\bof \d+\b|\bone of .*")
NUMBER = re.compile(r"\d+")
STATUS = re.compile(r"\b[1-5]\d\d\b")


@dataclass(frozen=True)
class Context:
    """What the findings of a report have together that one alone does not tell.

    `came` are fields that came instead of others, and `unpaged` the operations whose pages are broken: what rules say
    of either is a consequence. `replaced` are the schemas of objects that lost fields and got others. `restyled` are
    names of which another style stands beside them, such as `client_id` beside `clientId`. `odd_statuses` came from
    operations in place of others; `refused_headers` are headers that are in order, with what requests that have them
    get, and `refused_values` the same of fields. `leaving_out` are operations that list less than there is, `misnaming`
    those that answer with something else than they made. `taken` are values that were accepted and break a limit, with
    their fields: what shows them is a consequence. `together` are the reasons for which more than a few fields
    differ.
    """

    came: frozenset[str]
    unpaged: frozenset[str]
    replaced: frozenset[str]
    restyled: frozenset[str]
    odd_statuses: frozenset[tuple[str, str]]
    refused_headers: frozenset[Sign]
    refused_values: frozenset[Sign]
    leaving_out: frozenset[str]
    misnaming: frozenset[str]
    taken: frozenset[Sign]
    together: frozenset[Sign]

    @classmethod
    def of(cls, findings: Sequence[Json], spec: Spec) -> Context:
        """The context of the findings of a report."""
        came = {name for finding in findings if (name := came_instead(finding))}
        unpaged = {one["operation"] for one in findings if policy_of(located(one, spec)) == PAGING}
        gone, new = (
            {holder_of(finding, spec) for finding in findings if finding["kind"] == kind} for kind in (MISSING, NEW)
        )
        styles = in_styles(name for finding in findings for name in names_in(finding))
        documented = field_names(spec) if styles else frozenset()
        restyled = {name for names in styles if not documented.issuperset(names) for name in names}
        odd = {
            (finding["operation"], found[0])
            for finding in findings
            if finding["kind"] == "status" and (found := STATUS.search(finding.get("observed", "")))
        }
        fields: dict[Sign, set[str]] = {}
        for finding in findings:
            fields.setdefault(reason_of(finding), set()).add(path_of(finding["place"]))
        return cls(
            came=frozenset(came),
            unpaged=frozenset(unpaged),
            replaced=frozenset(gone & new - {""}),
            restyled=frozenset(restyled),
            odd_statuses=frozenset(odd),
            refused_headers=frozenset(sign for one in findings if refuses_header(one) for sign in refused_with(one)),
            refused_values=frozenset(sign for one in findings if refuses_value(one) for sign in values_refused(one)),
            leaving_out=frozenset(one["operation"] for one in findings if leaves_out(one)),
            misnaming=frozenset(found[1] for one in findings if (found := misnamed(one))),
            taken=frozenset(filter(None, map(value_taken, findings))),
            together=frozenset(reason for reason, paths in fields.items() if reason and len(paths) > FEW),
        )

    def explains(self, operation: str, status: str) -> bool:
        """Whether an operation answered with a status in place of another, so that the body is another one as well."""
        return (operation, status) in self.odd_statuses

    def reason_shared(self, finding: Json) -> Sign:
        """The reason of a finding, if it is one for which more than a few fields differ; else empty."""
        reason = reason_of(finding)
        return reason if reason in self.together else ()

    def is_restyled(self, finding: Json) -> bool:
        """Whether a finding is about a field that is written in another style elsewhere in the report."""
        return not self.restyled.isdisjoint(names_in(finding))


def refused_with(finding: Json) -> Iterator[Sign]:
    """The header that a finding is about, or else each one of its request, with the status and code that it got."""
    about = HEADER.fullmatch(finding["place"])
    for request, refused in _refusal(finding):
        names = [about[1]] if about else list(request["headers"])
        yield from (("header", name.lower(), *refused) for name in names)


def values_refused(finding: Json) -> Iterator[Sign]:
    """The value that a finding is about, or else each field of its request, with the status and code that it got."""
    about = FIELD.fullmatch(finding["place"])
    for request, refused in _refusal(finding):
        if isinstance(body := request.get("body"), dict):
            for pointer in [about[1]] if about else [child("", name) for name in body]:
                yield ("value", finding["operation"], *refused, pointer, canonical(get(body, pointer)))


def _refusal(finding: Json) -> Iterator[tuple[Json, tuple[str, str]]]:
    """The request of a finding with the status and code that it got; nothing where it was not refused."""
    for shown in finding.get("evidence", ())[:1]:
        answer = shown.get("response", {})
        if answer.get("status", 0) >= 400:
            yield shown["request"], (str(answer["status"]), answer.get("error_code") or "")


def reason_of(finding: Json) -> Sign:
    """Why something else was expected than came, and where it was read; empty for what a page says, or a status."""
    _, reason = with_reason(finding.get("expected", ""))
    if not reason or not finding["place"].startswith("response") or not path_of(finding["place"]):
        return ()
    reader = finding["place"].partition(OF)[2]
    return TOGETHER, finding["operation"], finding["kind"], reader, NUMBER.sub("…", VALUES.sub("…", reason))
