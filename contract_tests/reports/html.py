"""The report as one self-contained page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from contract_tests.judging.evidence import how_often
from contract_tests.judging.items import item
from contract_tests.judging.looked import DOCUMENTS, group_of
from contract_tests.reports import wording
from contract_tests.reports.diff import differences
from contract_tests.reports.matrix import matrix
from contract_tests.reports.rendering import TEMPLATES, contents, load_template
from contract_tests.reports.trend import trend
from contract_tests.reports.wording import Json

LONGEST_BODY = 6_000
LONGEST_TEXT = 4_000
LINKABLE = re.compile(r"https?://[^\s\"'<>]+")
HUMPS = re.compile(r"[A-Z]?[^A-Z]+|[A-Z]+")


def render(report: Json, runs: Iterable[Json] = (), operations: Iterable[str] = ()) -> str:
    """The page of a drift.json.

    Args:
        report: A parsed drift.json, with or without its history.
        runs: The runs for the trend, oldest first, this one last.
        operations: Operations that are to be shown even if the run never got to them.
    """
    style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("drift.css", "drift.js"))
    page: str = _template().render(
        contents(report),
        matrix=matrix(report, operations),
        trend=trend(list(runs)),
        presence=[entry for entry in report.get("presence", []) if entry["never_seen"]],
        groups=sorted({group_of(finding["rule"]) for finding in report["findings"]}),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'",
        differences=differences,
        documents=DOCUMENTS,
        group_words=wording.GROUPS,
    )
    return page


@cache
def _template() -> Any:
    return load_template(
        "drift.html.jinja",
        body=_body,
        cut=_cut,
        day=wording.day,
        shown_item=item,
        group=group_of,
        finding=lambda identity, findings: findings[identity],
        how_often=how_often,
        linkable=LINKABLE.fullmatch,
        words=HUMPS.findall,
    )


def _digest(text: str) -> str:
    """The source expression that lets a policy allow just this style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _body(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    return _cut(text, LONGEST_BODY)


def _cut(text: str, longest: int = LONGEST_TEXT) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n… {len(text) - longest} more characters in drift.json"
