"""What the templates of reports have in common. Everything that comes from the target is data in them, never markup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from contract_tests.judging.curl_line import long_run
from contract_tests.judging.visible import visible
from contract_tests.reports import wording
from contract_tests.reports.wording import Json

TEMPLATES = Path(__file__).parent / "templates"
# Sections that only some runs have.
OPTIONAL: Json = {
    **dict.fromkeys(("carried", "gone", "left", "inconclusive", "not_applicable", "notes"), ()),
    "created": (),
    **dict.fromkeys(("failure", "previous_run")),
}


def load_template(name: str, /, **filters: Any) -> Any:
    """A template, which can use these filters; what it shows is made visible, and in HTML escaped."""
    # Only a report needs it, and importing it takes longer than all the other reports together.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=name.endswith(".html.jinja"),
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"minute": wording.minute, "long_run": long_run, **filters}
    return environment.get_template(name)


def contents(report: Json) -> Json:
    """What every template is given of a drift.json."""
    return {
        "report": OPTIONAL | report,
        "headline": wording.headline(report),
        "tone": wording.tone(report),
        "causes": wording.found_causes(report),
        "carried": wording.of_state(report, "carried over"),
        "gone": wording.of_state(report, "gone"),
        "findings": {finding["id"]: finding for finding in (*report["findings"], *report.get("carried", ()))},
        "verdict_line": wording.verdict_line(report),
        "beside_verdict": wording.beside_verdict(report),
        "standing": partial(wording.standing_of, report=report),
        "steps": wording.next_steps(report),
        "accepted": wording.entries(report, "accepted"),
        "stale": wording.entries(report, "baseline"),
    }
