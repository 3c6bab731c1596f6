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

_NUMBER_WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _bound(name: str) -> str:
    """A pattern for the number of a limit: `least`, `most`, `above` or `below` it is allowed."""
    return rf"(?P<{name}>\d+(?:[,_]\d{{3}})*(?:\.\d+)?|{'|'.join(_NUMBER_WORDS)})(?!\s+of\b)(?![\w%])"


_UPPER = r"(?P<most>\d+(?:[,_]\d{3})*)"
_OF = r"(?:\s+(?:length|size|value|number|count))?(?:\s+(?:of|is|being))?\s*[:=]?"
_MOST = rf"(?:max(?:imum)?\.?{_OF}|at\s+most|up\s+to|limited\s+to"
_MOST += r"|(?:no|not)\s+(?:more|longer|greater|larger|higher)\s+than|(?:must\s+)?not\s+exceed(?:ing)?|<=|≤)"
_LEAST = rf"(?:min(?:imum)?\.?{_OF}|at\s+least|(?:no|not)\s+(?:fewer|less|shorter|smaller|lower)\s+than|>=|≥)"
_UNIT = r"(?P<unit>\s*-?\s*(?:char(?:acter)?s?|letters|items?|entries|elements|values|providers?)\b)?"
_LIMITS = [
    _phrase(rf"(?<!\w)between\s+{_bound('least')}\s+and\s+{_UPPER}{_UNIT}"),
    _phrase(rf"(?:\brange\s*:?|\bfrom|\baccepts|\()\s*{_bound('least')}\s*(?:-|\u2013|to)\s*{_UPPER}{_UNIT}"),
    _phrase(rf"(?<!\w){_MOST}\s*{_bound('most')}{_UNIT}"),
    _phrase(rf"(?<!\w){_LEAST}\s*{_bound('least')}{_UNIT}"),
    _phrase(rf"(?<!\w)(?:less|fewer)\s+than\s+{_bound('below')}{_UNIT}"),
    _phrase(rf"(?<!\w)(?:more|greater)\s+than\s+{_bound('above')}{_UNIT}"),
    _phrase(rf"(?<!\w){_bound('most')}{_UNIT}[\s-]+(?:limit|max(?:imum)?|or\s+(?:less|fewer|shorter)|at\s+most)\b"),
    _phrase(rf"(?<!\w){_bound('least')}{_UNIT}\s+(?:min(?:imum)?|or\s+more|at\s+least)\b"),
]
# Which of the two keywords a bound sets, and how far from its number.
_BOUNDS = {"least": (0, 0), "above": (0, 1), "most": (1, 0), "below": (1, -1)}
_END = re.compile(r"\s*(?:[).,;:]|$|(?:and|or|but|by)\b|\()")
_LITERAL = r"(?P<literal>`[^`\n]+`|\"[^\"\n]*\"|'[^'\n]*'|-?\d+(?:[,_]\d{3})*(?:\.\d+)?|true\b|false\b|null\b)"
_DEFAULTS = [
    _phrase(rf"\bdefault(?:s|ing)?(?:\s+value)?(?:\s+(?:is|to|of|being))?\s*[:=]?\s*{_LITERAL}"),
    _phrase(rf"{_LITERAL}\s*(?:,\s*)?\(?(?:is\s+)?(?:by\s+default|the\s+default)\b"),
    _phrase(rf"{_LITERAL}\s+\(default\)"),
]
_ONE = r"`[^`\n]+`|\"[\w.-]+\"|“[\w.-]+”"
_CLOSED = _phrase(
    r"\b(?:one\s+of|(?:allowed|possible|valid|supported|accepted)\s+values(?:\s+are)?)\b(?P<list>[^.;\n]*)"
)
_LISTED = _phrase(
    rf"(?:^|[:.(]\s*|\b(?:either|be|is|are|to)\s+)"
    rf"(?P<list>(?:{_ONE})(?:(?:\s*(?:,|/|\|)\s*(?:or\s+)?|\s+or\s+)(?:{_ONE})){{1,20}})"
)
_OPEN = _phrase(r"(?:\be\.g\.|\bfor example\b|\bfor instance\b|\bsuch as\b|\bincluding\b)(?P<list>[^.;)\n]*)")
# That a field of an answer may be missing, and that a field may be null.
ABSENT = _phrase(
    r"\b(?:absent|missing|not (?:present|returned|included|set)|omitted|left out"
    r"|(?:only )?present (?:only )?(?:when|if|while|once))\b"
)
NULLABLE = _phrase(
    r"\bnullable\b|(?:may|can|could|will)\s+(?:also\s+)?be\s+`?null`?\b"
    r"|`?\bnull\b`?\s*,?\s+(?:or|if|when|while|until|before|unless|otherwise|for)\b|\b(?:or|otherwise)\s+`?null\b`?(?!\w)|`null`\s*/"
)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_LIFETIME = _phrase(
    r"\b(?:valid|kept|remembered|stored|retained|expires?|lifetime|lasts?|lives?|for|within)\b[^.;]{0,40}?"
    rf"\b(?P<number>\d+)[ -]?(?P<unit>{'|'.join(_SECONDS)})s?\b"
)
_SCOPE = _phrase(r"\bscoped?\s+(?:per|to|by|within)\s+(?:(?:the|each|a|your)\s+)?(?P<scope>\w+)")
_UNIQUE = re.compile(r"\bunique\s+(?:per|within)\s+(?:the\s+)?(?P<scope>\w+)")
_SCHEME = re.compile(r"\b(?P<scheme>Bearer|Basic|Digest)\b(?=\s*[<{$`\w])")
_MEDIA_TYPE = re.compile(r"\b(?:application|multipart|text)/[\w.+-]+")
_PHRASES = "|".join(re.escape(status.phrase) for status in HTTPStatus)
_STATUS = re.compile(
    rf"(?:\b(?:HTTP|status|code|returns?|returned|responds?|answers?|gets?|with|an?)(?:\s+(?:code|with|an?|is)){{0,3}}\s+`?"
    rf"(?P<alone>[1-5]\d\d)\b(?!\s*(?:char|items?|entr|second|hour|day|provider|,\d))|"
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
_SENT = _phrase(r"\b(?:send|pass|provide|supply|set|include)\s+(?:\w+\s+){0,3}$")


def plain(text: str) -> str:
    """Text without Markdown's escapes, entities, emphasis and line breaks; inline code keeps its backticks."""
    text = html.unescape(re.sub(r"\\([^\w\s])", r"\1", text))
    text = re.sub(r"\[([^\]\[]*)\]\([^)(]*\)", r"\1", text).replace("**", "")
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).strip()


def limits(text: str, types: str) -> dict[str, int | float]:
    """Limits by JSON Schema keyword, for a field of these types: lengths, numbers of items, or bounds of a number."""
    found: dict[str, int | float] = {}
    text = re.sub(r"`(-?\d[\d,_.]*)`", r"\1", text)
    numeric = "number" in types or "integer" in types
    for pattern in _LIMITS:
        for match in pattern.finditer(text):
            bounds = match.groupdict()
            unit = bounds.pop("unit") or ""
            alone = numeric and bounds.keys() <= {"least", "most"} and len(bounds) == 1
            # A number of other things, such as seconds or apps, is no limit of a text or of what it compares.
            if unit or alone or _END.match(text, match.end()):
                for bound, number in bounds.items():
                    keyword, step = _BOUNDS[bound]
                    found[_keywords(unit, types)[keyword]] = _number(number) + step
        text = pattern.sub("", text)
    return found


def default(text: str) -> dict[str, Any]:
    """The `default` that a text names as a literal, if it does."""
    found = next(filter(None, (pattern.search(text) for pattern in _DEFAULTS)), None)
    return {"default": literal(found["literal"])} if found else {}


def literal(text: str) -> Any:
    """A value as it is written on a page: JSON where it is JSON, else a text."""
    text = text.strip().strip("`").strip()
    try:
        return json.loads(re.sub(r"(?<=\d)[,_](?=\d{3}\b)", "", text))
    except (ValueError, RecursionError):
        return text.strip("\"'“”")


def values(text: str, other_fields: set[str]) -> dict[str, list[str]]:
    """A list of values: `values` when it is said to be complete, `examples` when it is not; empty without a list.

    A bare "`a` or `b`" is none where one of them is in `other_fields`.
    """
    bare = re.sub(r"(?<=[`\"\u201d])\s*\([^()]*\)", "", text)
    if listed := _listed(_CLOSED.search(bare)):
        return {"values": listed}
    if len(listed := _listed(_OPEN.search(text))) > 1:
        return {"examples": listed}
    listed = _listed(_LISTED.search(bare))
    if not listed or other_fields.intersection(listed) or any(" " in value for value in listed):
        return {}
    return {"values": listed}


def formats(text: str) -> dict[str, str]:
    """The `format` that a text names, if it does: `date-time` or `uuid`."""
    if re.search(r"\bISO[ -]?8601\b|\bRFC ?3339\b", text):
        return {"format": "date-time"}
    return {"format": "uuid"} if re.search(r"\bUUID\b", text) else {}


def header_facts(name: str, text: str) -> dict[str, Any]:
    """What only descriptions of headers say: scheme, media types, lifetime in seconds and scope."""
    facts: dict[str, Any] = {}
    if name.lower() == "authorization" and (found := _SCHEME.search(text)):
        facts["scheme"] = found["scheme"].lower()
    if name.lower() in ("content-type", "accept") and (types := _MEDIA_TYPE.findall(text)):
        facts["media-types"] = sorted(set(types))
    if (found := _LIFETIME.search(text)) and int(found["number"]):
        facts["lifetime-seconds"] = int(found["number"]) * _SECONDS[found["unit"].lower()]
    if found := _SCOPE.search(text) or _UNIQUE.search(text):
        facts["scope"] = found["scope"].lower()
    return facts


def refusals(text: str) -> Iterator[tuple[str | None, str | None]]:
    """Statuses and error codes: together where they stand together, else one of them alone."""
    for found in _CODE.finditer(text):
        alone = text[found.start() - 1 : found.end() + 1] == f"`{found['code']}`"
        if found["status"] or (alone and not _PLACEHOLDER.search(found["code"])):
            yield found["status"], found["code"]
    for found in _STATUS.finditer(_CODE.sub("", text)):
        yield found["alone"] or found["named"], None


def headers(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Headers in sentences: `request` or `response`, the name, and `value` or the `example` of a path where stated."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z`])", text):
        path = re.search(r"`((?:https?:/)?/[^`\s]+)`", sentence)
        for pattern in _HEADERS:
            for found in pattern.finditer(sentence):
                side = "request" if _SENT.search(sentence[: found.start()]) else "response"
                stated = {"value": found["value"], "example": path[1] if path else None}
                yield side, found["name"], {kind: value for kind, value in stated.items() if value is not None}


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
    if text in _NUMBER_WORDS:
        return _NUMBER_WORDS[text]
    return float(text) if "." in text else int(text)


def _listed(found: re.Match[str] | None) -> list[str]:
    """The values in the list of a match, if there is one."""
    return sorted({str(literal(one)) for one in re.findall(_ONE, found["list"])}) if found else []
