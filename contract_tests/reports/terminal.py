"""The report for a terminal: colour and tables where there is one, plain lines where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from contract_tests.judging.evidence import how_often, observed_with_code, refusal, standing
from contract_tests.judging.items import item
from contract_tests.judging.looked import ALL, group_of
from contract_tests.judging.values import number_of
from contract_tests.judging.visible import one_line
from contract_tests.reports import wording
from contract_tests.reports.wording import Json

MOST_SHOWN = 20
MOST_PATHS = 8
# As wide as a log usually is; a terminal has its own width.
PLAIN_WIDTH = 120
STYLES = {
    "breaking": "red",
    "additive": "yellow",
    "could-not-run": "magenta",
    "carried-over": "red",
    "unclear": "magenta",
    "conforms": "green",
}
CLEAN_UP = "make clean-target removes what a run left"


def console(out: TextIO) -> Console:
    """A console on a stream; NO_COLOR and FORCE_COLOR are obeyed, and a stream that is no terminal gets plain lines."""
    is_terminal = out.isatty()
    return Console(
        file=out,
        width=None if is_terminal else PLAIN_WIDTH,
        soft_wrap=not is_terminal,
        highlight=False,
        markup=False,
        emoji=False,
    )


def show(report: Json, out: TextIO) -> None:
    """Show a drift.json, what matters most last, where a reader of a terminal begins."""
    shown = console(out)
    sections: list[Iterable[str]] = [
        _titled("documented, but in no answer of this run:", _unseen(report)),
        _titled("inconclusive:", (_unexercised(one) for one in report.get("inconclusive", ()))),
        _titled(f"{wording.not_applicable_line(report)}:", _not_applicable(report)),
        _titled("remarks:", report.get("notes", ())),
        _titled("baseline:", _baseline(report)),
        _left(report),
        _titled("gone:", (wording.plain(one["sentence"]) for one in wording.of_state(report, "gone"))),
    ]
    if exercised := _exercised(report):
        shown.print(exercised)
        shown.print()
    for lines in map(list, sections):
        for line in lines:
            shown.print(Text(one_line(line)))
        if lines:
            shown.print()
    causes = [*wording.of_state(report, "carried over"), *reversed(wording.found_causes(report))]
    for cause in causes[-MOST_SHOWN:]:
        for text in _cause(cause, report):
            shown.print(text)
        shown.print()
    if (left := len(causes) - MOST_SHOWN) > 0:
        shown.print(f"{left} more changes are in drift.html\n")
    shown.print(Text(one_line(wording.plain(wording.headline(report))), style=f"bold {STYLES[wording.tone(report)]}"))
    shown.print(Text(one_line(_verdict(report))))
    _annotate(report, out)


def _exercised(report: Json) -> Table | None:
    """What was sent for each operation, and what came of it."""
    exercised = report.get("exercised", [])
    operations = sorted({one["operation"] for one in exercised})
    if not operations:
        return None
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("operation", overflow="fold")
    for name in ("rules", "exchanges", "findings", "inconclusive"):
        table.add_column(name, justify="right")
    for name in operations:
        own = [one for one in exercised if one["operation"] == name]
        counts = [len({one["rule"] for one in own}), sum(one["exchanges"] for one in own)]
        counts += [
            sum(one["operation"] == name for one in report.get(what, ())) for what in ("findings", "inconclusive")
        ]
        table.add_row(Text(name), *(Text(str(count) if count else "-") for count in counts))
    return table


def _cause(cause: Json, report: Json) -> Iterator[Text]:
    """A change: its sentence, since when it is known, both sides of the difference, and what to do next."""
    style = STYLES["carried-over"] if cause["state"] == "carried over" else STYLES[cause["severity"]]
    yield Text.assemble((one_line(wording.plain(cause["sentence"])), f"bold {style}"), f"  [{cause['id']}]")
    known = [cause["severity"], wording.standing_of(cause, report), number_of(len(cause["findings"]), "finding")]
    lines = {"": ", ".join(filter(None, known)), "expected": cause.get("expected"), "observed": cause.get("observed")}
    leading = next((one for one in report["findings"] if one["id"] == cause["findings"][0]), None)
    if leading:
        lines["observed"] = observed_with_code(leading)
        lines |= {"place": f"{leading['operation']}, {leading['place']}", "seen": how_often(leading)}
        lines |= {"spec": f"openapi/connect.yaml:{leading.get('spec_line', 1)}, {leading['documentation']}"}
        lines |= {"answer": refusal(leading), "item": item(leading)}
        for where, some in groupby(leading.get("earlier", ()), key=standing):
            lines[where] = "; ".join(some)
        lines["try"] = next((one["curl"] for one in leading["evidence"] if "curl" in one), None)
    lines |= {"why": cause.get("why"), "next": cause.get("next")}
    for name, text in lines.items():
        if text:
            yield Text(f"  {name.ljust(9)} {one_line(str(text))}" if name else f"  {one_line(str(text))}")


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield title
        yield f"  {line}"


def _unseen(report: Json) -> Iterator[str]:
    """The fields that no answer of a run carried; one that could not run says nothing by it."""
    if report["verdict"] == "could-not-run":
        return
    for entry in report.get("presence", ()):
        if paths := entry["never_seen"]:
            more = [f"{len(paths) - MOST_PATHS} more"] if len(paths) > MOST_PATHS else []
            yield f"{entry['operation']}: {', '.join([*paths[:MOST_PATHS], *more])}"


def _unexercised(entry: Json) -> str:
    return f"{entry['rule']} ({entry['operation']}): {entry['why']}"


def _not_applicable(report: Json) -> Iterator[str]:
    operations: dict[tuple[str, str], dict[str, None]] = {}
    for one in report.get("not_applicable", ()):
        operations.setdefault((group_of(one["rule"]), one["why"]), {})[one["operation"]] = None
    for (group, why), names in operations.items():
        yield f"{group} ({', '.join(names)}): {why}"


def _baseline(report: Json) -> Iterator[str]:
    for one in wording.entries(report, "accepted"):
        yield f"accepted until {one['expires']}: {wording.finding_line(one)}: {one['reason']}"
    for one in wording.entries(report, "baseline"):
        yield f"{one['state']}: {one['kind']}: {one['operation']}, {one['place']}"


def _left(report: Json) -> Iterator[str]:
    left = report.get("left", ())
    for one in left[:MOST_SHOWN]:
        yield f"left behind: {one['operation']} {one['identifier']} ({one['why']})"
    if len(left) > MOST_SHOWN:
        yield f"left behind: {len(left) - MOST_SHOWN} more, see drift.json"
    if left:
        yield CLEAN_UP


def _verdict(report: Json) -> str:
    """The last line: the verdict, what was found in numbers, and what the run spent."""
    left = [f"{len(report['left'])} left behind"] if report.get("left") else []
    spent = [f"{report['requests']} requests", f"{len(report.get('created', ()))} created", *left]
    spent.append(f"{report['duration_seconds']:.1f} s")
    _, _, found = wording.verdict_line(report).partition(": ")
    besides = wording.beside_verdict(report)
    said = report["failure"] or "; ".join(filter(None, [found, besides]))
    verdict = report["verdict"] if report["verdict"] != "could-not-run" else "could not run"
    return f"verdict: {verdict}{f': {said}' if said else ''} ({', '.join(spent)}) on {report['target']['base_url']}"


def _annotate(report: Json, out: TextIO) -> None:
    """An annotation of each change for GitHub Actions, which shows it beside the spec."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    for cause in wording.found_causes(report)[:MOST_SHOWN]:
        level = "error" if cause["severity"] == "breaking" else "warning"
        title = _escaped(f"Contract drift in {ALL if len(cause['operations']) > 1 else cause['operations'][0]}")
        place = f"file=openapi/connect.yaml,line={cause.get('spec_line', 1)},title={title}"
        out.write(f"::{level} {place}::{_escaped(wording.plain(cause['sentence']))}\n")


def _escaped(text: str) -> str:
    """A text as a workflow command can hold it."""
    line = one_line(text)
    for character, code in {"%": "%25", ":": "%3A", ",": "%2C"}.items():
        line = line.replace(character, code)
    return line
