"""Applies chosen proposals of a run to openapi/connect.yaml, validates it, and generates the client anew.

The diff is left to review. Exit code 0 when the spec says what was proposed, 2 when it was left as it was.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.codegen.document import SpecError
from scripts.codegen.project import GenerationError, Project
from scripts.codegen.spec import read_spec
from scripts.mend.apply import applied
from scripts.mend.jsonpath import PathError
from scripts.mend.overlay import Overlay, OverlayError, read_overlay
from scripts.regenerate import regenerate

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str], root: Path) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("finding", nargs="+", help="the id of a finding")
    parser.add_argument("--overlay", type=Path, default=Path("reports/overlay.yaml"), help="what a run proposed")
    options = parser.parse_args(arguments)
    project = Project(root)
    try:
        overlay = read_overlay(options.overlay)
        _require(overlay, options.finding)
        before = project.spec.read_text(encoding="utf-8")
        after = _adopted(before, overlay, options.finding)
        if after != before:
            _keep(project, before, after)
    except (OverlayError, PathError, GenerationError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except SpecError as error:
        print(f"error: adopted, the spec would be invalid; mend it by hand: {error.problems[0]}", file=sys.stderr)
        return 2
    return 0


def _require(overlay: Overlay, findings: list[str]) -> None:
    for finding in findings:
        if finding in overlay.unexpressed:
            raise OverlayError(f"nothing is proposed for {finding}: {overlay.unexpressed[finding]}")
        if finding not in overlay.proposals:
            raise OverlayError(f"nothing is proposed for {finding}; there is no such finding in {overlay.title}")


def _adopted(text: str, overlay: Overlay, findings: list[str]) -> str:
    for finding in findings:
        actions = overlay.proposals[finding]
        after = applied(text, actions)
        print(f"{finding}: {actions[0].description}" if after != text else f"{finding}: the spec says so already")
        text = after
    return text


def _keep(project: Project, before: str, after: str) -> None:
    """Put the new spec in place together with its client, or leave both as they were."""
    try:
        project.spec.write_text(after, encoding="utf-8", newline="\n")
        read_spec(project.spec)
        regenerate(project)
    except BaseException:
        project.spec.write_text(before, encoding="utf-8", newline="\n")
        raise
    print("review: git diff openapi generated")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROOT))
