"""What a parsed finding is about: its field, the object around it, where the spec says what it contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from scripts.spec.pointers import get, parent, split
from scripts.spec.spec import Spec

Json = dict[str, Any]

MISSING, NEW, OTHER_OBJECT = "missing-field", "undocumented-field", "other-object"
CAME_INSTEAD = re.compile(r"(?:an undocumented|a new) `(.+)` is there")
OBJECT = "an object with "
COUNT = re.compile(r"\d+ (?:item|result)s?")
# What no page documents comes from the request or from other answers: a value, and why it is expected; the words of
# the second do not count between quotes, unless there is nothing else.
REASON = r", ((?:as|which|since|so)\b.*)"
QUOTED = re.compile(r"""((?:'[^']*'|"[^"]*"|[^'"])*?)""" + REASON, re.DOTALL)
UNQUOTED = re.compile("(.*?)" + REASON, re.DOTALL)
ELSEWHERE = re.compile(r"(?:(.*), )?as (\w+) (?:shows|showed|answered)\b.*", re.DOTALL)


def pointer_of(finding: Json) -> str:
    """Where the spec says what a finding contradicts, as the finding has it; empty where that is not known."""
    return str(finding.get("spec_pointer") or "").removeprefix("#")


def located(finding: Json, spec: Spec) -> str:
    """The same with references followed, so that it is one for all that share a component."""
    pointer = pointer_of(finding)
    try:
        return spec.locate(pointer) if pointer else ""
    except KeyError:
        return pointer


def holder_of(finding: Json, spec: Spec) -> str:
    """The schema of the object that a field is missing from, or that an undocumented one came in."""
    return located(finding, spec) if finding["kind"] == NEW else parent(parent(pointer_of(finding)))


def may_be_null(finding: Json, spec: Spec) -> bool:
    """Whether a missing field may be null, so that a server may have left it out instead."""
    pointer = pointer_of(finding)
    schema = get(spec.root, pointer) if pointer else None
    if not isinstance(schema, dict):
        return False
    types = schema.get("type", [])
    return "null" in types or any(one.get("type") == "null" for one in schema.get("anyOf", ()))


def came_instead(finding: Json) -> str | None:
    """The name of the undocumented field that came where a documented one is missing."""
    found = CAME_INSTEAD.search(finding.get("observed", "")) if finding["kind"] == MISSING else None
    return found[1] if found else None


def answer_of(finding: Json) -> Json:
    """The first answer behind a finding, as drift.json has it; empty where there is none."""
    return next((one["response"] for one in finding.get("evidence", ()) if "response" in one), {})


def method_of(finding: Json) -> str:
    """The method of the first request behind a finding; empty where a page of documentation is behind it."""
    return next((str(one["request"]["method"]) for one in finding.get("evidence", ()) if "request" in one), "")


def field_of(finding: Json) -> str:
    """The name of the field that a finding is about, empty where there is none."""
    return field_at(finding["place"])


def field_at(place: str) -> str:
    """The name of the field at the end of a place, empty where there is none: `title` of `response 200 body /title`."""
    tokens = [token for token in split(path_of(place)) if token != "*"]
    return tokens[-1] if tokens else ""


def new_name(finding: Json) -> str:
    """The name of what is documented nowhere; the place of the spec is that of what holds it."""
    return finding["place"].rpartition("/")[2] if finding["kind"].startswith("undocumented-") else ""


def path_of(place: str) -> str:
    """The pointer in a place such as `response 200 body /data/*/name of getApp`."""
    return next((word for word in place.split(" ") if word.startswith("/")), "")


def policy_of(pointer: str) -> str:
    """The extension that a pointer ends in, such as `x-paging`."""
    return pointer.rpartition("/")[2]


def with_reason(expected: str) -> tuple[str, str]:
    """What was expected, and why, which is empty for what a page says."""
    found = QUOTED.fullmatch(expected) or UNQUOTED.fullmatch(expected)
    return (found[1], found[2]) if found else (expected, "")


def shown_elsewhere(expected: str) -> tuple[str, str]:
    """What was expected and the operation that shows it, of `1, as listApps shows it`; empty where none does."""
    found = ELSEWHERE.fullmatch(expected)
    return (found[1] or "", found[2]) if found else ("", "")


def disagrees_with(finding: Json) -> str:
    """The other operation that shows something else, if that is what a finding is about; else empty."""
    _, elsewhere = shown_elsewhere(finding.get("expected", ""))
    return elsewhere if elsewhere != finding["operation"] else ""


def odd_one(findings: Iterable[Json]) -> str:
    """The one operation that several others disagree with; of two, nobody can say which is right."""
    pairs = [{one["operation"], other} for one in findings if (other := disagrees_with(one))]
    odd = set.intersection(*pairs) if pairs else set[str]()
    return odd.pop() if len(odd) == 1 else ""


def names_in(finding: Json) -> set[str]:
    """The names of fields that a finding is about: at its place, those that came, and those of whole objects."""
    names = {field_of(finding), came_instead(finding) or ""}
    if finding["kind"] == OTHER_OBJECT:
        both = (finding.get(name, "").removeprefix(OBJECT) for name in ("expected", "observed"))
        names |= {name for text in both for name in text.split(", ")}
    return names - {""}


def in_styles(names: Iterable[str]) -> list[list[str]]:
    """The names that are written in several styles, those of one name together: `clientId` and `client_id`."""
    styles: dict[str, set[str]] = {}
    for name in names:
        styles.setdefault(name.replace("_", "").lower(), set()).add(name)
    return [sorted(both) for _, both in sorted(styles.items()) if len(both) > 1]
