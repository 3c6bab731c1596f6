"""The texts of a page, compared by their tokens with what is locked of them and with what the spec has."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from contract_tests.docs.expected import Due
from contract_tests.docs.lock import LockedPage, digests
from contract_tests.docs.page import SECTION, Page
from contract_tests.docs.tokens import TELLING, merged, opposite, opposites
from contract_tests.judging.finding import Deviation, Severity

# Tokens as they are shown, by place and key.
Words = dict[str, dict[str, str]]

_BOUND = re.compile(r"(most|least) (-?[\d.]+)( \w+)?$")
_TURNING = re.compile(r"(?:most|least|not|only|absent|required|deprecated)\b")


@dataclass
class _Text:
    """The tokens of a text, its words that have an opposite, and the text itself where it is at hand."""

    tokens: dict[str, str]
    opposites: dict[str, str]
    text: str = ""


def word_deviations(
    page: Page,
    locked: LockedPage,
    due: Due,
    names: Set[str],
    pointers: Mapping[str, str],
    elsewhere: Set[str] = frozenset(),
) -> Iterator[Deviation]:
    """Every place of a page whose text carries other facts than the lock and the spec have.

    Args:
        page: The page as read.
        locked: What is locked of it.
        due: The tokens that the spec expects, by place.
        names: The fields of the operation: that a text refers to one of them is no fact.
        pointers: Where the spec has a place; `` for the page as a whole.
        elsewhere: The places that need not be spoken of here, but not otherwise than in the spec either.
    """
    lost, gained = _changes(page, locked, due, names) if locked.has_texts else ({}, _announced(page))
    told = {part for words in lost.values() for key in words for part in (key, *key.split(), _bare(key))}
    spec: dict[str, str] = {}
    for place, key, pointer in _unsaid(page, due):
        tokens = page.places[place].tokens if place else {}
        rivals = {one: shown for one, shown in tokens.items() if one not in due[place] and _is_rival(one, key)}
        if (not place and key in told) or (place in elsewhere and not rivals):
            continue
        lost.setdefault(place, {}).setdefault(key, re.sub("^(most|least) ", r"at \1 ", key))
        gained[place] = gained.get(place, {}) | rivals
        spec.setdefault(place, pointer)
    for place in dict.fromkeys([*lost, *gained]):
        if lost.get(place) or gained.get(place):
            pointer = spec.get(place, pointers.get(place, pointers[""]))
            yield _deviation(place, lost.get(place, {}), gained.get(place, {}), pointer)


def reworded(page: Page, locked: LockedPage) -> Iterator[str]:
    """The places whose text is another one than was locked, whatever it says."""
    for place in dict.fromkeys([*locked.places, *page.places]):
        now = digests(page.places[place].text) if place in page.places else []
        if locked.has_texts and locked.places.get(place, {}).get("text", []) != now:
            yield place


def _announced(page: Page) -> Words:
    """What a page that was never locked says to be deprecated."""
    tokens = {place: there.tokens for place, there in page.places.items()}
    return {place: {"deprecated": found["deprecated"]} for place, found in tokens.items() if "deprecated" in found}


def _unsaid(page: Page, due: Due) -> Iterator[tuple[str, str, str]]:
    """The tokens of the spec that stand neither at their place nor in a section: place, token and pointer."""
    sections = _page_text(page, _sections(page.places))
    for place, tokens in due.items():
        if not place or place in page.places:
            text = _page_text(page, [place] if place else list(page.places))
            for key, pointer in tokens.items():
                if not _says(text, key) and not _says(sections, key):
                    yield place, key, pointer


def _changes(page: Page, locked: LockedPage, due: Due, names: Set[str]) -> tuple[Words, Words]:
    """What is said no more and what is new, by place: for each field, and for all sections together.

    What only moved between a field and a section is neither.
    """
    lost: Words = {}
    gained: Words = {}
    described = {place.rpartition("/")[2].lower() for place in (*page.places, *locked.places) if place.startswith("/")}
    for place in [place for place in page.places if place in locked.places and not place.startswith(SECTION)]:
        said = _said_by_type(page, locked, place)
        ignored = (names | said) - due.get(place, {}).keys()
        before, after = _locked_text(locked, [place]), _page_text(page, [place])
        lost[place], gained[place] = _difference(before, after, ignored, described | said)
    known, now = _sections(locked.places), _sections(page.places)
    gone, new = _difference(_locked_text(locked, known), _page_text(page, now), names, described)
    if not any(shown.startswith("`") for shown in gone.values()):
        # A section may mark a word for its own sake, such as the title of a button.
        new = {key: shown for key, shown in new.items() if not re.fullmatch("`[A-Z][a-z]*`", shown)}
    for place in locked.places.keys() - page.places.keys() - {*known}:
        # That a field is gone is said of the field, wherever its text has gone.
        new = {key: shown for key, shown in new.items() if key not in locked.places[place].get("tokens", {})}
    for place in lost:
        for moved in (lost[place].keys() & new.keys()) | (gone.keys() & gained[place].keys()):
            for words in (lost[place], gained[place], gone, new):
                words.pop(moved, None)
    _name(lost, gone, {place: _locked_text(locked, [place]) for place in known})
    _name(gained, new, {place: _page_text(page, [place]) for place in now})
    return lost, gained


def _sections(places: Iterable[str]) -> list[str]:
    return [place for place in places if place.startswith(SECTION)]


def _said_by_type(page: Page, locked: LockedPage, place: str) -> set[str]:
    """The tokens that say nothing beside the type of a field, or beside the finding that it is another one."""
    kind = page.places[place].facts.get("type")
    retyped = kind != locked.places[place].get("type")
    return ({"true", "false"} if kind == "boolean" else set()) | ({"null", "nullable"} if retyped else set())


def _name(words: Words, found: dict[str, str], sections: dict[str, _Text]) -> None:
    """Say which section the words are in that were found in all of them together."""
    for key, shown in found.items():
        holders = (place for place, text in sections.items() if key in text.tokens or key in text.opposites)
        words.setdefault(next(holders, f"{SECTION}any"), {})[key] = shown


def _locked_text(locked: LockedPage, places: list[str]) -> _Text:
    entries = [locked.places[place] for place in places]
    words = [entry.get("opposites", {}) for entry in reversed(entries)]
    return _Text(merged(entry.get("tokens", {}) for entry in entries), dict(ChainMap(*words)))


def _page_text(page: Page, places: list[str]) -> _Text:
    text = "\n\n".join(page.places[place].text for place in places)
    return _Text(merged(page.places[place].tokens for place in places), opposites(text), text)


def _difference(
    known: _Text, now: _Text, ignored: Set[str], described: Set[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens that are gone and those that are new, but for what the same fact may be in other words.

    What is `ignored` is no fact; what is gone of it is one, unless the page has a field of that name (`described`).
    """
    lost = {
        key: shown for key, shown in known.tokens.items() if key not in now.tokens and key not in ignored & described
    }
    gained = {key: shown for key, shown in now.tokens.items() if key not in known.tokens and key not in ignored}
    marked = {key for key, shown in known.tokens.items() if shown.startswith("`")}
    for key in list(lost):
        # A number without a bound may be the same number with one, and values may all have lost their marks.
        same = next((one for one in gained if _bare(one) == _bare(key) and _bare(key) in (key, one)), None)
        same = same if re.match(r"[-\d]|true$|false$", _bare(key)) else None
        if same is not None:
            del lost[key], gained[same]
        elif key in marked and not marked & now.tokens.keys() and _has_word(now.text, key):
            del lost[key]
    new = [word for word in now.opposites if word not in known.opposites]
    gained |= {word: now.opposites[word] for word in new if word in TELLING}
    for word in known.opposites:
        if word not in now.opposites and (instead := [one for one in new if opposite(word, one)]):
            lost[word] = known.opposites[word]
            gained |= {one: now.opposites[one] for one in instead}
    return lost, gained


def _says(text: _Text, key: str) -> bool:
    """Whether a text has a token of the spec, in whatever form."""
    bare = _bare(key)
    # A bound without its unit, and the status of an error code.
    said = {*text.tokens, *(" ".join(one.split()[:2]) for one in text.tokens)}
    said |= {one.split()[0] for one in text.tokens if one == _bare(one)}
    if key in said or bare in said or all(part in said for part in key.split()):
        return True
    return not bare[0].isdigit() and _has_word(text.text, bare)


def _is_rival(key: str, due: str) -> bool:
    """Whether a token says something else of what another one says: the same bound, or a default."""
    return key.partition(" ")[0] == due.partition(" ")[0] and _bare(due) != due


def _bare(key: str) -> str:
    return re.sub(r"^(?:most|least|default|per) ", "", key)


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text, re.IGNORECASE) is not None


def _deviation(place: str, lost: dict[str, str], gained: dict[str, str], pointer: str) -> Deviation:
    kind = "deprecated" if "deprecated" in gained else "words"
    expected = ", ".join(dict.fromkeys(lost.values())) or "no word of it"
    observed = ", ".join(dict.fromkeys(gained.values())) or "no longer on the page"
    return Deviation(kind, _severity(place, lost, gained), place or "text", expected, observed, pointer)


def _severity(place: str, lost: dict[str, str], gained: dict[str, str]) -> Severity:
    """Breaking what tightens a request or loosens an answer, or is gone; what is only new is additive."""
    request, known = place.startswith("/request/"), list(filter(None, map(_BOUND.match, lost)))
    for before in known:
        for after in filter(None, map(_BOUND.match, gained)):
            if before[1] == after[1] and len(lost) == len(gained) == 1:
                tighter = (float(after[2]) < float(before[2])) is (before[1] == "most")
                return "breaking" if tighter is request else "additive"
    if known and len(known) == len(lost) and not gained and request:
        return "additive"
    return "breaking" if lost or any(map(_TURNING.match, gained)) else "additive"
