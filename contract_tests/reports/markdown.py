"""The report as Markdown, for the summary of a workflow and the body of an issue.

Whatever comes from the target stands in code, where neither markup nor mentions nor references are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from contract_tests.drift.visible import one_line, visible
from contract_tests.reports.wording import (
    Json,
    minute,
    next_steps,
    pieces,
    since,
    verdict_line,
    worst_first,
)

MOST_CHARACTERS = 60_000
MOST_ROWS = 40
MOST_LISTED = 15
LONGEST_NAME = 60
LONGEST_CELL = 100
LONGEST_ITEM = 250
LONGEST_TEXT = 600
LONGEST_CURL = 4_000
LINKABLE = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%-]+")


def render(report: Json, most_characters: int = MOST_CHARACTERS) -> str:
    """A drift.json as Markdown, the worst first, cut by whole findings at `most_characters`."""
    findings = worst_first(report["findings"])
    head = "\n".join([*_head(report), *_table(findings), *_next_steps(report)])
    tail = "\n".join([*_gone(report), *_inconclusive(report), *_accepted(report), *_changed(report)])
    details = [_details(number, finding) for number, finding in enumerate(findings, 1)]
    shown = _fitting(details, most_characters - len(head) - len(tail) - 300)
    left = len(details) - shown
    more = f"\n{left} more finding{'s' * (left > 1)}: see `drift.html`.\n" if left else ""
    title = "\n### Findings\n" if shown else ""
    return f"{head}\n{title}{''.join(details[:shown])}{more}{tail}".rstrip() + "\n"


def code(text: Any, longest: int = LONGEST_TEXT) -> str:
    """`text` as code within a line, cut at `longest` characters; it cannot end the code before its end."""
    line = one_line(str(text))
    line = line if len(line) <= longest else f"{line[: longest - 1]}…"
    fence = "`" * (_longest_run(line) + 1)
    padding = " " if line.startswith(("`", " ")) or line.endswith(("`", " ")) or not line else ""
    return f"{fence}{padding}{line or '(empty)'}{padding}{fence}"


def block(text: str, language: str = "") -> str:
    """`text` as a block of code, with a fence that is not in it."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{visible(text)}\n{fence}"


def cell(text: Any) -> str:
    """`text` as code in a cell of a table."""
    # A backslash before a pipe is read as its escape, whether in code or not.
    return code(text, LONGEST_CELL).replace("\\|", "\\ |").replace("|", "\\|")


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _fitting(details: Iterable[str], room: int) -> int:
    """How many of the first details fit into so many characters."""
    shown = 0
    for text in details:
        room -= len(text)
        if room < 0:
            break
        shown += 1
    return shown


def _head(report: Json) -> Iterator[str]:
    target, spec = report["target"], report["spec"]
    yield f"## {verdict_line(report)}"
    yield ""
    if report.get("failure"):
        yield code(report["failure"])
        yield ""
    yield (
        f"{target['kind']} {code(target['base_url'])} · spec {spec['version']} · {minute(report['started_at'])} · "
        f"{report['requests']} requests in {report['duration_seconds']:.1f} s"
    )
    yield ""


def _table(findings: list[Json]) -> Iterator[str]:
    if not findings:
        return
    yield "| severity | operation | what | place | since | id |"
    yield "|---|---|---|---|---|---|"
    for finding in findings[:MOST_ROWS]:
        cells = (cell(finding[name]) for name in ("operation", "kind", "place"))
        yield f"| {finding['severity']} | {' | '.join(cells)} | {since(finding)} | {cell(finding['id'])} |"
    if len(findings) > MOST_ROWS:
        yield ""
        yield f"{len(findings) - MOST_ROWS} more are in `drift.html`."
    yield ""


def _next_steps(report: Json) -> Iterator[str]:
    steps = next_steps(report)
    if steps:
        yield "### What to do"
        yield ""
        yield from (f"{number}. {step}" for number, step in enumerate(steps, 1))


def _details(number: int, finding: Json) -> str:
    times = f" ({finding['occurrences']} times)" if finding["occurrences"] > 1 else ""
    known = since(finding)
    line = f"`openapi/connect.yaml` line {finding['spec_line']}, " if "spec_line" in finding else ""
    return "\n".join(
        [
            "",
            f"#### {number}. {finding['severity']}: {code(finding['kind'])} in {code(finding['operation'])}",
            "",
            f"- place {code(finding['place'])}",
            f"- expected {code(finding['expected'])}",
            f"- observed {code(finding['observed'])}{times}",
            *([f"- since {known}"] if known else []),
            f"- rule {code(finding['rule'])}, {_link('documentation', finding['documentation'])}",
            f"- spec {line}{code('#' + finding['spec_pointer'])}",
            f"- id {code(finding['id'])}",
            *_curl(finding),
            "",
        ]
    )


def _curl(finding: Json) -> Iterator[str]:
    lines = [evidence["curl"] for evidence in finding["evidence"][:1] if "curl" in evidence]
    for line in lines:
        yield ""
        yield block(line, "sh") if len(line) <= LONGEST_CURL else "The request is long: it is in `drift.har`."


def _gone(report: Json) -> Iterator[str]:
    gone = report.get("gone", [])
    said = [f"{one['severity']} {_item(one['headline'])}, last seen {minute(one['last_seen'])}" for one in gone]
    yield from _listed("Gone since the last run", said)


def _inconclusive(report: Json) -> Iterator[str]:
    entries = report.get("inconclusive", [])
    said = [f"{_name(one['rule'])} on {_name(one['operation'])}: {_item(one['why'])}" for one in entries]
    yield from _listed("Inconclusive", said)


def _accepted(report: Json) -> Iterator[str]:
    accepted = pieces(report, "accepted")
    said = [f"{_about(one)}, until {one['expires']}: {_item(one['reason'])}" for one in accepted]
    yield from _listed("Accepted", said)
    stale = [f"{one['state']}: {_about(one)}" for one in pieces(report, "baseline")]
    yield from _listed("Entries of the baseline that accept nothing", stale)


def _changed(report: Json) -> Iterator[str]:
    changed = pieces(report, "changed_since_lock")
    said = [f"{one['what']}: {_name(one['operation'])} {code(one['place'], LONGEST_CELL)}" for one in changed]
    yield from _listed("Changed on the documentation pages since they were locked", said)


def _about(entry: Json) -> str:
    return f"{_name(entry['kind'])} in {_name(entry['operation'])}, {code(entry['place'], LONGEST_CELL)}"


def _name(text: Any) -> str:
    return code(text, LONGEST_NAME)


def _item(text: Any) -> str:
    return code(text, LONGEST_ITEM)


def _listed(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield ""
        yield f"### {title}"
        yield ""
        yield from (f"- {item}" for item in items[:MOST_LISTED])
        if len(items) > MOST_LISTED:
            yield f"- {len(items) - MOST_LISTED} more"


def _link(text: str, url: str) -> str:
    return f"[{text}](<{url}>)" if LINKABLE.fullmatch(url) else code(url)
