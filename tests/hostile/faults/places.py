"""Faults at a position inside the JSON: a value or a name anywhere in the tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault
from tests.hostile.jsontext import Json, Members, Place, Raw, places, renamed, replaced

SHARED = r"id|title|expiresAt|createdAt|isActive|challengeMode"
FIRM = {
    "listApps": (
        r"(/data|/total|/limit|/offset|/data/\d+)"
        r"|/data/\d+/(clientId|clientSecret|name|organizationId|defaultWorkflowId|redirectUris|providers|workflows)"
        r"|/data/\d+/providers/[^/]+(/enabled)?"
        r"|/data/\d+/workflows/\d+(/(workflowId|name|entryNodeId|nodes))?"
        r"|/data/\d+/workflows/\d+/nodes/\d+(/(id|type))?"
    ),
    "listProductionTests": rf"/\d+(/type)?|/0/challenge(/({SHARED}))?",
    "createProductionTest": r"/(id|clientId|status|payload|createdAt)|/payload/(title|maxStampClaims)",
    "getProductionTestReport": (
        rf"/challenge(/({SHARED}))?|/stats(/(totalParticipations|totalClaims|providerBreakdown))?"
        r"|/stats/providerBreakdown/\d+(/(providerId|providerName|claimCount))?"
    ),
}
"""Where the contract wants a value of one type and no null: there another type and no value are wrong."""


def firm(exchange: Exchange, place: Place) -> bool:
    """Whether the contract fixes the type of the value at the place and requires it."""
    return place.container is None or re.fullmatch(FIRM[exchange.operation], place.pointer) is not None


def _chosen(exchange: Exchange, wanted: Callable[[Place], bool] = lambda place: True) -> Place | None:
    candidates = [place for place in places(exchange.answer.value) if wanted(place)]
    return exchange.random.choice(candidates) if candidates else None


def _put(exchange: Exchange, place: Place, value: Json) -> None:
    exchange.answer.value = replaced(exchange.answer.value, place, value)


def _is_object(place: Place) -> bool:
    return isinstance(place.value, dict)


def _is_member(place: Place) -> bool:
    return isinstance(place.container, dict) and not isinstance(place.container, Members)


def _value(kind: str, words: str, value: Callable[[Exchange], Json], *, wrong: str = "never") -> None:
    """A fault that puts a value anywhere; it is wrong `always`, `typed` (where another type stood) or `never`."""

    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        place = _chosen(exchange)
        if place is None:
            return UNCLEAR
        new = value(exchange)
        _put(exchange, place, new)
        differs = type(new) is not type(place.value) and not {type(new), type(place.value)} <= {int, float}
        return wrong == "always" or (wrong == "typed" and differs and firm(exchange, place))


def _raw(text: str) -> Callable[[Exchange], Json]:
    return lambda exchange: Raw(text)


def _text(text: str) -> Callable[[Exchange], Json]:
    return lambda exchange: text.replace("{elsewhere}", exchange.elsewhere)


_value("nan", "NaN", _raw("NaN"), wrong="always")
_value("infinity", "Infinity", _raw("Infinity"), wrong="always")
_value("minus-infinity", "-Infinity", _raw("-Infinity"), wrong="always")
_value("exponent", "the number 1e400", _raw("1e400"))
_value("digits-10000", "a number of 10,000 digits", _raw("9" * 10_000))
_value("fraction-10000", "a fraction of 10,000 digits", _raw("0." + "3" * 10_000))
_value("minus-zero", "the number -0.0", _raw("-0.0"))
_value("leading-zero", "a number with a leading zero", _raw("007"), wrong="always")
_value("undefined", "undefined", _raw("undefined"), wrong="always")
_value("bare-control", "a string with bare control characters", _raw('"a\x01\x08\n\t\x1b[2J"'), wrong="always")
_value("null", "null", lambda exchange: None, wrong="typed")
_value("number", "a number", lambda exchange: 7.5, wrong="typed")
_value("negative", "a negative number", lambda exchange: -(10**12))
_value("boolean", "a boolean", lambda exchange: True, wrong="typed")
_value("object", "an empty object", lambda exchange: {}, wrong="typed")
_value("array", "an array of mixed things", lambda exchange: [1, "a", None, {}, []], wrong="typed")
_value("string-empty", "an empty string", _text(""), wrong="typed")
_value("string-5mb", "a string of 5 MB", lambda exchange: "s" * 5_000_000, wrong="typed")
_value("string-surrogate", "a lone surrogate", _raw('"a\\ud800b"'))
_value("string-nul", "NUL in a string", _text("a\0b"), wrong="typed")
_value("string-noncharacters", "what XML cannot hold", _text("\ufffe\uffff\x0b\x1f]]>&#0;"), wrong="typed")
_value("string-escape", "terminal escapes in a string", _text("\x1b[2J\x1b]0;owned\x07\x9b31m\x08\x7f"), wrong="typed")
_value("string-bidi", "marks that turn the text round", _text("\u202egnp.exe\u2066\u200b\u2028\u2029"), wrong="typed")
_value(
    "string-markup", "markup in a string",
    _text("</script><hostile-tag onclick=a></textarea>--><img src=http://hostile.invalid onerror=a>"), wrong="typed",
)  # fmt: skip
_value(
    "string-markdown", "Markdown in a string",
    _text(
        "|`\n\n# Big\n\n"
        "[l](http://hostile.invalid) ![i](http://hostile.invalid) @hostile-mention <hostile-tag> ```\n"
    ),
    wrong="typed",
)  # fmt: skip
_value(
    "string-template",
    "templates and formulas in a string",
    _text("=cmd|'/C calc'!A0 {{7*7}} ${7*7} {% for %} %s%n {0}"),
    wrong="typed",
)
_value(
    "string-yaml",
    "YAML in a string",
    _text("!!python/object/apply:os.system ['true']\n- &a [*a]\n---\n"),
    wrong="typed",
)
_value("string-url", "the URL of another host", _text("http://{elsewhere}/connect/v1/apps"), wrong="typed")
_value("string-path", "a path out of the API", _text("../../../../etc/passwd?x=1#y"), wrong="typed")
_value("string-date", "a date of no calendar", _text("2026-02-30T25:61:61.000+99:99"), wrong="typed")
_value("string-year", "the year 99999", _text("99999-12-31T23:59:59.999Z"), wrong="typed")
_value("string-digits", "digits of another script", _text("٢٠٢٦-०१-०१T００:００:００Z"), wrong="typed")  # noqa: RUF001
_value(
    "reference", "a $ref to another host", lambda exchange: {"$ref": f"http://{exchange.elsewhere}/x"}, wrong="typed"
)
_value("deep-450", "nesting of 450", _raw("[" * 450 + "]" * 450))
_value("deep-5000", "nesting of 5,000", _raw('{"a":[' * 2500 + "]}" * 2500))
_value("array-100000", "an array of 100,000 numbers", _raw("[" + "0," * 100_000 + "0]"))
_value("object-5000", "an object of 5,000 names", lambda exchange: {f"n{n}": n for n in range(5000)}, wrong="typed")


@fault("removed", "a member that is not there")
def removed(exchange: Exchange) -> bool:
    place = _chosen(exchange, _is_member)
    if place is None:
        return UNCLEAR
    del place.container[place.key]
    return firm(exchange, place) and not re.fullmatch(r"/data/\d+/providers/[^/]+", place.pointer)


@fault("duplicate-name", "one name twice in an object, with two values")
def duplicate_name(exchange: Exchange) -> bool:
    place = _chosen(exchange, lambda place: _is_object(place) and bool(place.value))
    if place is None:
        return UNCLEAR
    members = list(place.value.items())
    _put(exchange, place, Members([*members, (exchange.random.choice(members)[0], "the second")]))
    return WRONG


def _name(kind: str, words: str, name: Any) -> None:
    """A fault that brings a name: a new member anywhere, or an old one under this name."""

    @fault(f"{kind}-new", f"a new member whose name is {words}")
    def add(exchange: Exchange) -> bool:
        place = _chosen(exchange, _is_object)
        if place is not None:
            place.value[name] = "new"
        return UNCLEAR

    @fault(f"{kind}-renamed", f"a member renamed to {words}")
    def rename(exchange: Exchange) -> bool:
        place = _chosen(exchange, _is_member)
        if place is None:
            return UNCLEAR
        renamed(place, name)
        return firm(exchange, place) and not re.fullmatch(r"/data/\d+/providers/[^/]+", place.pointer)


_name("name-surrogate", "a lone surrogate", Raw('"\\udfff"'))
_name("name-control", "control characters", "\x00\x01\x1b[2J\x07\x9b")
_name("name-empty", "empty", "")
_name("name-pointer", "a JSON pointer", "~1~0/../*/0/%2F#")
_name("name-reserved", "a reserved one", "__proto__")
_name("name-markup", "markup", "<hostile-tag onclick=a>[l](http://hostile.invalid) @hostile-mention |")
_name("name-1mb", "1 MB long", "n" * 1_000_000)
_name("name-lines", "several lines", "a\nb\r\n::error::c\u2028d")


@fault("fields-5000-inside", "5,000 new fields in an object")
def fields_inside(exchange: Exchange) -> bool:
    place = _chosen(exchange, _is_object)
    if place is not None:
        place.value.update({f"new{number}": number for number in range(5000)})
    return UNCLEAR


@fault("members-shuffled", "the members of an object in another order")
def shuffled(exchange: Exchange) -> bool:
    place = _chosen(exchange, _is_object)
    if place is not None:
        members = list(place.value.items())
        exchange.random.shuffle(members)
        _put(exchange, place, Members(members))
    return UNCLEAR
