"""The tokens of a text that carry facts: numbers with units and bounds, values, codes, dates, the words that turn.

What counts stands in tokens.yaml. A token has a key, which is the same for whatever means the same, and is shown as it
was written: "No longer than 1,000 chars." and "up to 1000 characters" both have the key `most 1000 character`.
"""

from __future__ import annotations

import html
import re
from calendar import month_abbr
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from scripts.spec.reading import Loader

_LISTS = yaml.load(Path(__file__).with_name("tokens.yaml").read_text("utf-8"), Loader)
TELLING = frozenset(_LISTS["telling"])
_NUMBERS, _SECONDS, _UNITS = _LISTS["numbers"], _LISTS["seconds"], _LISTS["units"]
_WORDS = _LISTS["words"] | {
    "numbers": "|".join(sorted(_NUMBERS, key=len, reverse=True)),
    "units": "|".join(_UNITS.values()),
}


def _pattern(text: str) -> str:
    return re.sub(r"~(\w+)", lambda name: _pattern(_WORDS[name[1]]), text)


_KINDS = {kind: f"(?P<{kind}>{_pattern('|'.join(patterns))})" for kind, patterns in _LISTS["kinds"].items()}
_LEXER = re.compile("|".join(_KINDS.values()), re.IGNORECASE)
_OPPOSITES = [
    {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in group.items()}
    for group in _LISTS["opposites"]
]
_NUMBER = rf"(\d[\d,_]*|{_pattern('~tens-~ones|~numbers')})"
# Other ways to write what the lists have: ranges, code that begins with a number, a switch that is off.
_REWRITTEN = {
    r"`(-?\d[^`]*)`": r"\1",
    rf"\bbetween {_NUMBER} and {_NUMBER}\b": r"at least \1, at most \2",
    rf"(?:\bfrom |\brange:? |\(){_NUMBER} ?(?:to|-|\u2013) ?{_NUMBER}\b": r"at least \1, at most \2",
    r"\b(?:off|disabled|no) by default\b": "default false",
    r"\b(?:on|enabled|yes) by default\b": "default true",
}
_ERROR = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"
_REFUSED = re.compile(
    r"[^.;]*\b(?:refuse|reject|invalid|error|fail|too (?:long|many|large|short)|not (?:be )?(?:allow|accept))",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"-?\d|true$|false$")
_VERB = re.compile(r"\b(?:do|does|did|is|are|was|were|will|can|may|must|should|has|have) \Z")
_PLACEHOLDER = re.compile(r"(?:YOUR|MY|API|CLIENT|ACCESS)_")
# What a kind means, with the part of it that is named in its pattern; of the others nothing but what they bind.
_KEYS = {
    **{kind: kind for kind in ("default", "only", "absent", "required", "deprecated", "empty", "unix")},
    "by_default": "default",
    "iso": "iso 8601",
    "scope": "per {}",
    "member": "of {}",
    "unit": "in {}",
}
_SILENT = ("link", "example", "yet", "end")
_BOUNDS = {"most": "most", "fewer": "most", "under": "most", "least": "least", "more": "least", "over": "least"}
_SHOWN = {"most": "at most", "least": "at least", "default": "default"}
# How far in a sentence a bound or a default may be from its number, in characters.
_FARTHEST = 60


@dataclass
class _Read:
    """One match of the lists: what it means, how it is shown, the bound or default that it has, and where it stands."""

    kind: str
    key: str
    shown: str
    start: int
    end: int
    bound: str = ""

    @property
    def is_value(self) -> bool:
        """Whether it can be a limit or a default."""
        return self.kind in ("number", "value")

    def fits(self, read: _Read) -> bool:
        """Whether this bound or default can be that of another match: a default may be any value."""
        return read.kind == "number" or (read.is_value and self.kind not in _BOUNDS)


def plain(text: str) -> str:
    """Text without Markdown's escapes, entities, emphasis, links and line breaks; code keeps its backticks."""
    text = html.unescape(re.sub(r"\\([^\w\s])", r"\1", text))
    text = re.sub(r"!?\[([^\]\[]*)\]\([^)(]*\)", r"\1", text.replace("\u2019", "'"))
    return re.sub(r"\s+", " ", re.sub(r"\*+|(?<![\w`])_{1,2}(?=\w)|(?<=\w)_{1,2}(?![\w`.])", "", text)).strip()


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, list items and rows of a table, each in one line; a cell stands after the title of its column."""
    titles: list[str] = []
    for block in re.split(r"\n[ \t>]*\n|\n(?=[ \t>]*(?:[*+-]\s|\d+[.)]\s|\||#))", text):
        line = plain(re.sub(r"^[ \t>]+(?:#+ )?|^#+ ", "", block.strip(), flags=re.MULTILINE))
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not re.search(r"\w", line):
            continue
        if not line.startswith("|"):
            titles = []
            yield re.sub(r"^(?:[+-]|\d+[.)])\s", "", line)
        elif titles:
            yield f"{cells[0]}: " + "; ".join(" ".join(pair) for pair in zip(titles[1:], cells[1:], strict=False))
        else:
            titles = cells


@lru_cache(1000)
def read_tokens(text: str) -> dict[str, str]:
    """What a text says by its keys, each as it is shown; every `not` counts, of all else the first."""
    found = merged(
        {f"{read.bound} {read.key}".strip(): read.shown} for line in paragraphs(text) for read in _tokens(line)
    )
    bound = {key.partition(" ")[2] for key in found if key.startswith(tuple(_SHOWN))}
    return {key: shown for key, shown in found.items() if key not in bound or not _PLAIN.match(key)}


def merged(parts: Iterable[dict[str, str]]) -> dict[str, str]:
    """The tokens of several texts as those of one."""
    found: dict[str, str] = {}
    for key, shown in (token for part in parts for token in part.items()):
        if key.startswith("not"):
            key = f"not {1 + sum(known.startswith('not ') for known in found)}"
        found.setdefault(key, shown)
    return found


@lru_cache(1000)
def opposites(text: str) -> dict[str, str]:
    """The words with an opposite that a text has, as they are written, and how many entries its lists.

    A sentence that names an error code has its own as well: `A_CODE: same` is not what `A_CODE: other` says.
    """
    found = _opposites(re.sub(r"`[^`]*`|^[ \t>]*#.*$", "", text, flags=re.MULTILINE))
    for sentence in re.split(r"(?<=[.;!?])\s", text):
        for code in re.findall(rf"\b{_ERROR}\b", sentence):
            found |= {f"{code}: {name}": shown for name, shown in _opposites(sentence).items()}
    entries = len(re.findall(r"^[ \t>]*(?:[*+-]|\d+[.)])\s", text, re.MULTILINE))
    return found | ({f"{entries} list entries": f"{entries} list entries"} if entries > 1 else {})


def opposite(word: str, other: str) -> bool:
    """Whether the one word cannot be said for the other, in the same place."""
    (code, _, word), (of_other, _, other) = word.rpartition(": "), other.rpartition(": ")
    same = next((group for group in _OPPOSITES if word in group), ())
    lists = " list " in word and word.split()[1:] == other.split()[1:]
    return code == of_other and word != other and (other in same or lists)


def _opposites(text: str) -> dict[str, str]:
    searched = {name: words.search(plain(text)) for group in _OPPOSITES for name, words in group.items()}
    return {name: found[0] for name, found in searched.items() if found}


def _tokens(line: str) -> list[_Read]:
    for written, rewritten in _REWRITTEN.items():
        line = re.sub(written, rewritten, line, flags=re.IGNORECASE)
    reads = [read for found in _LEXER.finditer(line) for read in _read(found)]
    _bind(reads, line)
    _pair(reads)
    _cancel(reads)
    return [read for read in _without_single_examples(reads) if read.key]


def _read(found: re.Match[str]) -> Iterator[_Read]:
    kind = next(name for name in _KINDS if found[name] is not None)
    shown, where = re.sub(r"\s+", " ", found[0]).strip(), found.span()
    part = next((text for name, text in found.groupdict().items() if name.startswith(f"{kind}_") and text), "").strip()
    match kind:
        case "code" | "quoted":
            inside = re.sub(r"<[^>]*>?|\.\.\.|\u2026", " ", found[0].strip("`") if kind == "code" else found[0][1:-1])
            for one in [inside] if "://" in inside else re.split(r"[\s\"'“”=:,()|]+", inside):
                if re.search(r"\w", one) and not _PLACEHOLDER.match(one):
                    is_error = re.fullmatch(_ERROR, one)
                    yield _Read("error" if is_error else "value", one.lower(), f"`{inside.strip()}`", *where)
        case "number":
            yield _Read(kind, _number(shown), shown, *where)
        case "date":
            yield _Read(kind, _iso(shown.lower()), shown, *where)
        case "starts":
            yield _Read("value", part.lower(), f"`{part}`", *where)
        case "not":
            verb = _VERB.search(found.string, 0, where[0])
            yield _Read(kind, kind, f"{verb[0] if verb else ''}{shown} {part}".strip(), *where)
        case _ if kind in _SILENT or kind in _BOUNDS or shown.lower() == "not only":
            yield _Read(kind, "", shown, *where)
        case _ if kind in _KEYS:
            yield _Read(kind, _KEYS[kind].format(part.lower().replace("application", "app")), shown, *where)
        case _:
            yield _Read(kind if kind == "error" else "value", shown.lower(), shown, *where)


def _number(shown: str) -> str:
    """A number with its unit; times are in seconds, and characters go without saying."""
    found = re.match(rf"-?(?:{_NUMBER}(\.\d+)?|an?)[ -]?", shown, re.IGNORECASE)
    assert found is not None
    written, unit = (found[1] or "one").lower(), shown[found.end() :]
    tens, _, ones = written.partition("-")
    if written[0].isdigit():
        value = float(re.sub("[,_]", "", written) + (found[2] or ""))
    else:
        value = _NUMBERS.get(written) or _NUMBERS[tens] + _NUMBERS.get(ones, 0)
    unit = next((name for name, words in _UNITS.items() if re.fullmatch(words, unit, re.IGNORECASE)), unit)
    value, unit = value * _SECONDS.get(unit, 1), {"character": "", **dict.fromkeys(_SECONDS, "second")}.get(unit, unit)
    return f"{'-' * shown.startswith('-')}{value:.10g} {unit}".strip()


def _iso(day: str) -> str:
    """A day or month as ISO 8601 has it."""
    names = "|".join(name.lower() for name in month_abbr[1:])
    month = re.search(rf"\b({names})", day)
    if month is None:
        return day
    year, days = re.findall(r"\d{4}", day)[-1], re.findall(r"\b(\d{1,2})(?!\d)", day)
    return "-".join([year, f"{names.split('|').index(month[1]) + 1:02}", *(f"{int(one):02}" for one in days[:1])])


def _bind(reads: list[_Read], line: str) -> None:
    """Give numbers and values the bound or the default that is said of them."""
    pending: _Read | None = None
    for before, read in zip([None, *reads], reads, strict=False):
        gap = line[before.end : read.start] if before else ""
        value = before if before and before.is_value and not before.bound else None
        beside = read.kind in ("most", "least") and re.fullmatch(r"[\s(-]*", gap)
        if read.kind == "end":
            pending = None
        elif value and (read.kind in ("fewer", "more") or beside or (read.kind == "by_default" and "," not in gap)):
            value.bound, read.key = _BOUNDS.get(read.kind, "default"), ""
            value.shown = line[value.start : read.end]
        elif read.kind in _BOUNDS or read.kind in ("default", "by_default"):
            # The default limit is no limit.
            pending = pending if pending and pending.kind == "default" and not gap.strip() else read
        elif pending and read.start - pending.end < _FARTHEST and pending.fits(read):
            read.bound, pending.key = _BOUNDS.get(pending.kind, "default"), ""
            _step(read, pending.kind, line)
            written = line[pending.start : read.end]
            as_written = len(written) < 40 and read.bound == _BOUNDS.get(pending.kind, "default")
            read.shown = written if as_written else f"{_SHOWN[read.bound]} {read.shown}"
            pending = None


def _step(read: _Read, kind: str, line: str) -> None:
    """Make `more than 0` at least 1 where whole things are counted, and at most 0 where more is refused."""
    number, _, unit = read.key.partition(" ")
    if kind not in ("over", "under"):
        return
    if _REFUSED.match(line, read.end):
        read.bound = "most" if kind == "over" else "least"
    elif unit != "second" and number.isdigit():
        read.key = f"{int(number) + (1 if kind == 'over' else -1)} {unit}".strip()


def _cancel(reads: list[_Read]) -> None:
    """Take two negations away of which the one turns the other round again: unless it is set, it cannot."""
    nots = [read for read in reads if read.kind == "not"]
    for unless, other in pairwise(nots):
        if unless.shown.lower().startswith("unless"):
            unless.key = other.key = ""


def _pair(reads: list[_Read]) -> None:
    """Put every error code of a sentence together with the nearest status in it."""
    sentence: list[_Read] = []
    for read in [*reads, _Read("end", "", ".", 0, 0)]:
        sentence.append(read)
        if read.kind == "end" and read.shown not in (";", ")"):
            statuses = [
                one
                for one in sentence
                if one.kind == "number" and re.fullmatch(r"[1-5]\d\d", one.key) and not one.bound
            ]
            errors = [one for one in sentence if one.kind == "error"]
            for error in errors if statuses else ():
                status = min(statuses, key=lambda one: abs(one.start - error.start))
                error.key, error.shown = f"{status.key} {error.key}", f"{status.shown} {error.shown}"
            for status in statuses if errors else ():
                status.key = ""
            sentence = []


def _without_single_examples(reads: list[_Read]) -> Iterator[_Read]:
    """Everything that counts: a small number of nothing does not, nor a single example that is no path."""
    example: _Read | None = None
    for at, read in enumerate(reads):
        example = read if read.kind == "example" else None if read.kind == "end" else example
        beside = [one for one in reads[max(0, at - 1) : at + 2] if one is not read and one.kind == "value"]
        single = example is not None and read.kind == "value" and not beside and "/" not in read.key
        if not single and not (
            read.kind == "number" and read.shown.lower() in _NUMBERS and not read.bound and int(read.key) < 10
        ):
            yield read
