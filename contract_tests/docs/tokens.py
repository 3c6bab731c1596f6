"""The tokens of a text that carry facts: numbers with units and bounds, values, codes, dates, the words that turn.

What counts stands in tokens.yaml. A token has a key, which is the same for whatever means the same, and is shown as it
was written: "No longer than 1,000 chars." and "up to 1000 characters" both have the key `most 1000 character`.
"""

from __future__ import annotations

import html
import re
from calendar import month_abbr
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_LISTS = yaml.safe_load(Path(__file__).with_name("tokens.yaml").read_text("utf-8"))
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
_NUMBER = rf"(\d[\d,_]*|{_WORDS['numbers']})"
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
_PLACEHOLDER = re.compile(r"(?:YOUR|MY|API|CLIENT|ACCESS)_")
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
        line = plain(re.sub(r"^[ \t>]+", "", block.strip(), flags=re.MULTILINE))
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not re.search(r"\w", line):
            continue
        if cells and titles:
            line = f"{cells[0]}: " + "; ".join(" ".join(pair) for pair in zip(titles[1:], cells[1:], strict=False))
        titles, line = (
            (titles or cells, line if titles else "") if cells else ([], re.sub(r"^(?:[+-]|\d+[.)])\s", "", line))
        )
        if line:
            yield line


def read_tokens(text: str) -> dict[str, str]:
    """What a text says by its keys, each as it is shown; every `not` counts, of all else the first."""
    found: dict[str, str] = {}
    for line in paragraphs(text):
        for read in _tokens(line):
            name = f"{read.bound} {read.key}".strip()
            number = 1 + sum(key.startswith("not ") for key in found)
            found.setdefault(
                f"not {number}" if name == "not" else name, f"{_SHOWN.get(read.bound, '')} {read.shown}".strip()
            )
    return {key: shown for key, shown in found.items() if not {f"{bound} {key}" for bound in _SHOWN} & found.keys()}


def opposites(text: str) -> dict[str, int]:
    """Which words of `opposites` a text has, with the number of their group."""
    said = re.sub(r"`[^`]*`", "", plain(text))
    groups = enumerate(_OPPOSITES)
    return {name: number for number, group in groups for name, words in group.items() if words.search(said)}


def _tokens(line: str) -> list[_Read]:
    for written, rewritten in _REWRITTEN.items():
        line = re.sub(written, rewritten, line, flags=re.IGNORECASE)
    reads = [read for found in _LEXER.finditer(line) for read in _read(found)]
    _bind(reads, line)
    _pair(reads)
    return [read for read in _without_single_examples(reads) if read.key]


def _read(found: re.Match[str]) -> Iterator[_Read]:
    kind = next(name for name in _KINDS if found[name] is not None)
    shown, where = re.sub(r"\s+", " ", found[0]).strip(), found.span()
    key = shown.lower()
    match kind:
        case "code" | "quoted":
            inside = re.sub(r"<[^>]*>?|\.\.\.|…", " ", found[0].strip("`") if kind == "code" else found[0][1:-1])
            parts = [inside] if "://" in inside else re.split(r"[\s\"'“”=:,()|]+", inside)
            for part in filter(
                None, (part for part in parts if re.search(r"\w", part) and not _PLACEHOLDER.match(part))
            ):
                yield _Read("error" if re.fullmatch(_ERROR, part) else "value", part.lower(), f"`{part}`", *where)
        case "number":
            yield _number(found[0], where)
        case "scope":
            name = (
                next(filter(None, (found["scope_of"], found["scope_each"], found["scope_wide"])))
                .lower()
                .replace("application", "app")
            )
            yield _Read(kind, f"per {name}", f"per {name}", *where)
        case "unit":
            unit = re.search(r"milliseconds|seconds|minutes|bytes", key)
            name = f"in {unit[0] if unit else key}"
            yield _Read(kind, name, name, *where)
        case "format":
            key = re.sub(r"epoch|since 1970", "unix", re.sub(r"(?:iso|rfc).*", "iso 8601", key))
            yield _Read(kind, key, shown, *where)
        case "date":
            yield _Read(kind, re.sub(r"[.,]|(?<=\d)(?:st|nd|rd|th)", "", _iso(key)), shown, *where)
        case "default" | "by_default":
            yield _Read(kind, "default", "default", *where)
        case "only" | "not" | "absent" | "required" | "deprecated":
            yield _Read(kind, "" if key == "not only" else kind, kind if kind == "not" else shown, *where)
        case "link" | "example" | "yet" | "end":
            yield _Read(kind, "", shown, *where)
        case _ if kind in _BOUNDS:
            yield _Read(kind, "", shown, *where)
        case _:
            yield _Read("value" if kind != "error" else kind, key, shown, *where)


def _number(shown: str, where: tuple[int, int]) -> _Read:
    """A number with its unit; times are in seconds, and characters go without saying."""
    found = re.match(rf"-?{_NUMBER}(\.\d+)?[ -]?", shown, re.IGNORECASE)
    assert found is not None
    written, rest = found[1].lower(), shown[found.end() :]
    value = _NUMBERS[written] if written in _NUMBERS else float(re.sub("[,_]", "", written) + (found[2] or ""))
    unit = next(
        (name for name, words in _UNITS.items() if re.fullmatch(words, rest, re.IGNORECASE)), "%" * (rest == "%")
    )
    value, unit = value * _SECONDS.get(unit, 1), {"character": "", **dict.fromkeys(_SECONDS, "second")}.get(unit, unit)
    key = f"{'-' * shown.startswith('-')}{value:.10g} {unit}".strip()
    return _Read("number", key, shown, *where)


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
        elif read.kind in _BOUNDS or read.kind in ("default", "by_default"):
            # The default limit is no limit.
            pending = pending if pending and pending.kind == "default" and not gap.strip() else read
        elif pending and read.start - pending.end < _FARTHEST and pending.fits(read):
            read.bound, pending.key = _BOUNDS.get(pending.kind, "default"), ""
            _step(read, pending.kind, line)
            pending = None


def _step(read: _Read, kind: str, line: str) -> None:
    """Make `more than 0` at least 1 where whole things are counted, and at most 0 where more is refused."""
    number, _, unit = read.key.partition(" ")
    if kind not in ("over", "under"):
        return
    if _REFUSED.match(line, read.end):
        read.bound = "most" if kind == "over" else "least"
    elif unit != "second" and number.isdigit():
        read.key = read.shown = f"{int(number) + (1 if kind == 'over' else -1)} {unit}".strip()


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
