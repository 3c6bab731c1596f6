"""Facts that stand in sentences: limits, defaults, lists of values, absence, lifetimes, codes and headers.

Every reader takes plain text and returns what the known phrasings say; a phrasing that is not known says nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

_NUMBER = r"(?P<number>\d+(?:[,_]\d{3})*(?:\.\d+)?|zero|one|two|three|five|ten)(?!\s+of\b)(?![\w%])"
_WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}
_MOST = r"(?:max(?:imum)?\.?(?:\s+(?:length|size|value|number|count))?(?:\s+(?:of|is|being))?\s*[:=]?|at\s+most|up\s+to"
_MOST += r"|limited\s+to"
_MOST += r"|(?:no|not)\s+(?:more|longer|greater|larger|higher)\s+than|(?:must\s+)?not\s+exceed(?:ing)?|<=|≤)"
_LEAST = r"(?:min(?:imum)?\.?(?:\s+(?:length|size|value|number|count))?(?:\s+(?:of|is|being))?\s*[:=]?|at\s+least"
_LEAST += r"|(?:no|not)\s+(?:fewer|less|shorter|smaller|lower)\s+than|>=|≥)"
_UNIT = r"(?P<unit>\s*-?\s*(?:char(?:acter)?s?|letters|items?|entries|elements|values|providers?)\b)?"
_AFTER = r"[\s-]+(?:limit|max(?:imum)?|or\s+(?:less|fewer|shorter)|at\s+most)\b"
_LIMITS = [
    (
        re.compile(rf"(?<!\w)between\s+{_NUMBER}\s+and\s+(?P<upper>\d+(?:[,_]\d{{3}})*){_UNIT}", re.IGNORECASE),
        "between",
    ),
    (
        re.compile(
            rf"(?:\brange\s*:?|\bfrom|\baccepts|\()\s*{_NUMBER}\s*(?:-|\u2013|to)\s*(?P<upper>\d+(?:[,_]\d{{3}})*){_UNIT}",
            re.I,
        ),
        "between",
    ),
    (re.compile(rf"(?<!\w){_MOST}\s*{_NUMBER}{_UNIT}", re.IGNORECASE), "most"),
    (re.compile(rf"(?<!\w){_LEAST}\s*{_NUMBER}{_UNIT}", re.IGNORECASE), "least"),
    (re.compile(rf"(?<!\w)(?:less|fewer)\s+than\s+{_NUMBER}{_UNIT}", re.IGNORECASE), "below"),
    (re.compile(rf"(?<!\w)(?:more|greater)\s+than\s+{_NUMBER}{_UNIT}", re.IGNORECASE), "above"),
    (re.compile(rf"(?<!\w){_NUMBER}{_UNIT}{_AFTER}", re.IGNORECASE), "most"),
    (re.compile(rf"(?<!\w){_NUMBER}{_UNIT}\s+(?:min(?:imum)?|or\s+more|at\s+least)\b", re.IGNORECASE), "least"),
]
_END = re.compile(r"\s*(?:[).,;:]|$|(?:and|or|but|by)\b|\()")
_LITERAL = r"(?P<literal>`[^`\n]+`|\"[^\"\n]*\"|'[^'\n]*'|-?\d+(?:[,_]\d{3})*(?:\.\d+)?|true\b|false\b|null\b)"
_DEFAULTS = [
    re.compile(rf"\bdefault(?:s|ing)?(?:\s+value)?(?:\s+(?:is|to|of|being))?\s*[:=]?\s*{_LITERAL}", re.IGNORECASE),
    re.compile(rf"{_LITERAL}\s*(?:,\s*)?\(?(?:is\s+)?(?:by\s+default|the\s+default)\b", re.IGNORECASE),
    re.compile(rf"{_LITERAL}\s+\(default\)", re.IGNORECASE),
]
_ONE = r"`[^`\n]+`|\"[\w.-]+\"|“[\w.-]+”"
_CLOSED = re.compile(
    r"\b(?:one\s+of|(?:allowed|possible|valid|supported|accepted)\s+values(?:\s+are)?)\b(?P<list>[^.;\n]*)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"(?:^|[:.(]\s*|\b(?:either|be|is|are|to)\s+)"
    rf"(?P<list>(?:{_ONE})(?:(?:\s*(?:,|/|\|)\s*(?:or\s+)?|\s+or\s+)(?:{_ONE})){{1,20}})",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?:\be\.g\.|\bfor example\b|\bfor instance\b|\bsuch as\b|\bincluding\b)(?P<list>[^.;)\n]*)", re.I)
_ABSENT = re.compile(
    r"\b(?:absent|missing|not (?:present|returned|included|set)|omitted|left out"
    r"|(?:only )?present (?:only )?(?:when|if|while|once))\b",
    re.IGNORECASE,
)
_NULL = re.compile(
    r"\bnullable\b|(?:may|can|could|will)\s+(?:also\s+)?be\s+`?null`?\b"
    r"|`?\bnull\b`?\s*,?\s+(?:or|if|when|while|until|before|unless|otherwise|for)\b|\b(?:or|otherwise)\s+`?null\b`?(?!\w)|`null`\s*/",
    re.IGNORECASE,
)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_LIFETIME = re.compile(
    r"\b(?:valid|kept|remembered|stored|retained|expires?|lifetime|lasts?|lives?|for|within)\b[^.;]{0,40}?"
    rf"\b(?P<number>\d+)[ -]?(?P<unit>{'|'.join(_SECONDS)})s?\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"\bscoped?\s+(?:per|to|by|within)\s+(?:(?:the|each|a|your)\s+)?(?P<scope>\w+)", re.IGNORECASE)
_SCHEME = re.compile(r"\b(?P<scheme>Bearer|Basic|Digest)\b(?=\s*[<{$`\w])")
_MEDIA_TYPE = re.compile(r"\b(?:application|multipart|text)/[\w.+-]+")
_PHRASES = "|".join(re.escape(status.phrase) for status in HTTPStatus)
_STATUS = re.compile(
    rf"(?:\b(?:HTTP|status|code|returns?|returned|responds?|answers?|gets?|with|an?)(?:\s+(?:code|with|an?|is)){{0,3}}\s+`?"
    rf"(?P<told>[1-5]\d\d)\b(?!\s*(?:char|items?|entr|second|hour|day|provider|,\d))|"
    rf"\b(?P<named>[1-5]\d\d)\s+(?:{_PHRASES})\b)"
)
_CODE = re.compile(
    r"(?:\b(?P<status>[1-5]\d\d)\b[\s`:(\u2013-]{1,4})?(?<![<\w{])(?P<code>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b(?![>}])"
)
_PLACEHOLDER = re.compile(r"^(?:YOUR|MY|API|CLIENT)_|_(?:KEY|TOKEN|ID|SECRET|URL)$")
_HEADER_NAME = r"(?P<name>[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*)(?::\s*(?P<value>[^`\n]+))?"
_HEADERS = [
    re.compile(rf"`{_HEADER_NAME}`\s+(?:(?:response|HTTP)\s+)?header\b"),
    re.compile(rf"\bheaders?\s+`{_HEADER_NAME}`"),
]
_OTHER_OPERATION = re.compile(r"\b(?P<method>GET|POST|PUT|PATCH|DELETE)\s+(?P<path>/[^\s`)\"]*)")
_SENT = re.compile(r"\b(?:send|pass|provide|supply|set|include)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


def plain(text: str) -> str:
    """Text without Markdown's escapes, entities, emphasis and line breaks; inline code keeps its backticks."""
    text = html.unescape(re.sub(r"\\([^\w\s])", r"\1", text))
    text = re.sub(r"\[([^\]\[]*)\]\([^)(]*\)", r"\1", text).replace("**", "")
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).strip()


def limits(text: str, types: str) -> dict[str, int | float]:
    """Limits by JSON Schema keyword, for a field of these types: lengths, numbers of items, or bounds of a number."""
    found: dict[str, int | float] = {}
    text = re.sub(r"`(-?\d[\d,_.]*)`", r"\1", text)
    for pattern, bound in _LIMITS:
        for match in pattern.finditer(text):
            # A number of other things, such as seconds or apps, is no limit of a text or of what it compares.
            numeric = "number" in types or "integer" in types
            if not (match["unit"] or (numeric and bound in ("most", "least")) or _END.match(text, match.end())):
                continue
            lower, upper = _keywords(match["unit"] or "", types)
            number = _number(match["number"])
            if bound == "between":
                found |= {lower: number, upper: _number(match["upper"])}
            elif bound in ("least", "above"):
                found[lower] = number + (bound == "above")
            else:
                found[upper] = number - (bound == "below")
        text = pattern.sub("", text)
    return found


def default(text: str) -> Any:
    """The default that a text names as a literal, in a list of one, or an empty list."""
    for pattern in _DEFAULTS:
        if found := pattern.search(text):
            return [literal(found["literal"])]
    return []


def literal(text: str) -> Any:
    """A value as it is written on a page: JSON where it is JSON, else a text."""
    text = text.strip().strip("`").strip()
    try:
        return json.loads(re.sub(r"(?<=\d)[,_](?=\d{3}\b)", "", text))
    except ValueError:
        return text.strip("\"'“”")


def values(text: str, other_fields: set[str]) -> tuple[str, list[str]] | None:
    """A list of values: `values` when it is said to be complete, `examples` when it is not; None without a list.

    Args:
        text: The description of a field.
        other_fields: Names that in a bare "`a` or `b`" are fields rather than values.
    """
    bare = re.sub(r"(?<=[`\"\u201d])\s*\([^()]*\)", "", text)
    if (found := _CLOSED.search(bare)) and (listed := _listed(found["list"])):
        return "values", listed
    if (found := _OPEN.search(text)) and len(listed := _listed(found["list"])) > 1:
        return "examples", listed
    if found := _LISTED.search(bare):
        listed = _listed(found["list"])
        if not other_fields.intersection(listed) and not any(" " in value for value in listed):
            return "values", listed
    return None


def absent(text: str) -> bool:
    """Whether a text says that a field of an answer may be missing."""
    return bool(_ABSENT.search(text))


def nullable(text: str) -> bool:
    """Whether a text says that a field may be null."""
    return bool(_NULL.search(text))


def formats(text: str) -> str | None:
    """The format that a text names: `date-time` or `uuid`."""
    if re.search(r"\bISO[ -]?8601\b|\bRFC ?3339\b", text):
        return "date-time"
    return "uuid" if re.search(r"\bUUID\b", text) else None


def lifetime(text: str) -> int | None:
    """How long something is said to be valid, in seconds."""
    found = _LIFETIME.search(text)
    return int(found["number"]) * _SECONDS[found["unit"].lower()] if found else None


def scope(text: str) -> str | None:
    """Within what something is said to be one and the same."""
    found = _SCOPE.search(text) or re.search(r"\bunique\s+(?:per|within)\s+(?:the\s+)?(?P<scope>\w+)", text)
    return found["scope"].lower() if found else None


def scheme(text: str) -> str | None:
    """The authentication scheme that a text names, in lower case."""
    found = _SCHEME.search(text)
    return found["scheme"].lower() if found else None


def media_types(text: str) -> list[str]:
    """The media types that a text names."""
    return sorted(set(_MEDIA_TYPE.findall(text)))


def refusals(text: str) -> Iterator[tuple[str | None, str | None]]:
    """Statuses and error codes: together where they stand together, else one of them alone."""
    for found in _CODE.finditer(text):
        alone = text[found.start() - 1 : found.end() + 1] == f"`{found['code']}`"
        if found["status"] or (alone and not _PLACEHOLDER.search(found["code"])):
            yield found["status"], found["code"]
    for found in _STATUS.finditer(_CODE.sub("", text)):
        yield found["told"] or found["named"], None


def headers(text: str) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Headers in sentences: `request` or `response`, the name, the value and an example of a path, if there are any."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z`])", text):
        for pattern in _HEADERS:
            for found in pattern.finditer(sentence):
                side = "request" if _SENT.search(sentence[: found.start()]) else "response"
                example = re.search(r"`((?:https?:/)?/[^`\s]+)`", sentence)
                yield side, found["name"], found["value"], example[1] if example else None


def other_operations(text: str) -> Iterator[tuple[str, str]]:
    """Method and path of the operations that a text refers to."""
    for found in _OTHER_OPERATION.finditer(text):
        yield found["method"], found["path"].rstrip(".,;:")


def _keywords(unit: str, types: str) -> tuple[str, str]:
    if re.search(r"char|letter", unit, re.IGNORECASE):
        return "minLength", "maxLength"
    if "[]" in types or "array" in types:
        return "minItems", "maxItems"
    return ("minLength", "maxLength") if "string" in types else ("minimum", "maximum")


def _number(text: str) -> int | float:
    text = text.lower().replace(",", "").replace("_", "")
    return _WORDS[text] if text in _WORDS else float(text) if "." in text else int(text)


def _listed(text: str) -> list[str]:
    return sorted({str(literal(one)) for one in re.findall(_ONE, text)})
