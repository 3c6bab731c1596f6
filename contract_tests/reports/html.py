"""The report as one self-contained page. Everything that comes from the target is data in it, never markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from contract_tests.drift.visible import visible
from contract_tests.reports import wording
from contract_tests.reports.diff import differences
from contract_tests.reports.matrix import matrix
from contract_tests.reports.trend import trend

Json = wording.Json

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_BODY = 6_000
LONGEST_TEXT = 4_000
LINKABLE = re.compile(r"https?://[^\s\"'<>]+")
HUMPS = re.compile(r"[A-Z]?[^A-Z]+|[A-Z]+")
# Sections that only some runs have.
OPTIONAL: Json = {
    "failure": None,
    "gone": [],
    "inconclusive": [],
    "changed_since_lock": [],
    "created": [],
    "runs_before": 0,
}


def render(report: Json, runs: Iterable[Json] = (), operations: Iterable[str] = ()) -> str:
    """The page of a drift.json.

    Args:
        report: A parsed drift.json, with or without its history.
        runs: The runs for the trend, oldest first, this one last.
        operations: Operations that are to be shown even if the run never got to them.
    """
    findings = wording.worst_first(report["findings"])
    page: str = _template().render(
        report=OPTIONAL | report,
        findings=findings,
        matrix=matrix(report, operations),
        trend=trend(list(runs)),
        steps=wording.next_steps(report),
        accepted=wording.pieces(report, "accepted"),
        stale=wording.pieces(report, "baseline"),
        presence=[entry for entry in report.get("presence", []) if entry["never_seen"]],
        operations=list(dict.fromkeys(finding["operation"] for finding in findings)),
        severities=list(dict.fromkeys(finding["severity"] for finding in findings)),
        groups=sorted({wording.group_of(finding["rule"]) for finding in findings}),
    )
    return page


@cache
def _template() -> Any:
    # Only a report needs it, and importing it takes longer than all the other reports together.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("drift.css", "drift.js"))
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'",
        differences=differences,
        verdict_line=wording.verdict_line,
    )
    environment.filters |= {
        "body": _body,
        "cut": _cut,
        "day": wording.day,
        "group": wording.group_of,
        "linkable": lambda url: bool(LINKABLE.fullmatch(url)),
        "minute": wording.minute,
        "words": HUMPS.findall,
    }
    return environment.get_template("drift.html.jinja")


def _digest(text: str) -> str:
    """The source expression that lets a policy allow just this style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _body(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    return _cut(text, LONGEST_BODY)


def _cut(text: str, longest: int = LONGEST_TEXT) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n… {len(text) - longest} more characters in drift.json"
