"""The report as Markdown, for the summary of a workflow and the body of an issue.

Whatever comes from the target stands in code, where neither markup nor mentions nor references are read.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import accumulate
from typing import Any

from contract_tests.judging.evidence import how_often, observed_with_code, refusal, standing
from contract_tests.judging.items import item
from contract_tests.judging.visible import cut, one_line, visible
from contract_tests.reports.rendering import contents, load_template
from contract_tests.reports.wording import Json

MOST_CHARACTERS = 60_000
LONGEST_NAME = 60
LONGEST_CELL = 100
LONGEST_ITEM = 250
LONGEST_TEXT = 600
LINKABLE = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%-]+")


def render(report: Json, most_characters: int = MOST_CHARACTERS) -> str:
    """A drift.json as Markdown, the worst first, cut by whole changes at `most_characters`."""
    given = contents(report)
    template = _template().make_module(given)
    head, tail = (str(part()).removesuffix("\n") for part in (template.head, template.tail))
    details = [str(template.details(number, cause)) for number, cause in enumerate(given["causes"], 1)]
    room = most_characters - len(head) - len(tail) - 300
    shown = bisect(list(accumulate(map(len, details))), room)
    left = len(details) - shown
    more = f"\n{left} more change{'s' if left > 1 else ''}: see `drift.html`.\n" if left else ""
    title = "\n### Changes\n" if shown else ""
    return f"{head}\n{title}{''.join(details[:shown])}{more}{tail}".rstrip() + "\n"


@cache
def _template() -> Any:
    return load_template(
        "drift.md.jinja",
        block=block,
        by_reason=_by_reason,
        cell=cell,
        code=code,
        how_often=how_often,
        item=partial(code, longest=LONGEST_ITEM),
        link=_link,
        marked=marked,
        marked_cell=partial(marked, quoted=cell),
        name=partial(code, longest=LONGEST_NAME),
        observed=observed_with_code,
        refusal=refusal,
        shown_item=item,
        standing=standing,
        short=partial(code, longest=LONGEST_CELL),
    )


def code(text: Any, longest: int = LONGEST_TEXT) -> str:
    """`text` as code within a line, cut at `longest` characters; it cannot end the code before its end."""
    line = cut(one_line(str(text)), longest)
    fence = "`" * (_longest_run(line) + 1)
    # A backtick or a space at an edge needs one space more, which is not shown.
    padding = " " if not line or line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{padding}{line or '(empty)'}{padding}{fence}"


def marked(text: str, quoted: Callable[[str], str] = code) -> str:
    """A sentence of a report: what comes from the target stands between backticks and becomes code."""
    return "".join(quoted(part) if number % 2 else part for number, part in enumerate(text.split("`")))


def block(text: str, language: str = "") -> str:
    """`text` as a block of code, with a fence that is not in it."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{visible(text)}\n{fence}"


def cell(text: Any) -> str:
    """`text` as code in a cell of a table."""
    # A backslash before a pipe is read as its escape, whether in code or not.
    return code(text, LONGEST_CELL).replace("\\|", "\\ |").replace("|", "\\|")


def _by_reason(entries: Iterable[Json]) -> list[tuple[str, dict[str, list[str]]]]:
    """Why rules were not exercised, with the rules that were not for that reason, and the operations of each."""
    found: dict[str, dict[str, list[str]]] = {}
    for entry in entries:
        found.setdefault(entry["why"], {}).setdefault(entry["rule"], []).append(entry["operation"])
    return list(found.items())


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _link(url: str, text: str) -> str:
    return f"[{text}](<{url}>)" if LINKABLE.fullmatch(url) else code(url)
