"""Applies chosen proposals of a run to openapi/connect.yaml, validates it, and generates the client anew.

The diff is left to review. Exit code 0 when the spec says what was proposed, 2 when it was left as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scripts._command import ROOT, CommandError, Parser, command, path, run

from contract_tests.judging.visible import one_line
from scripts.codegen.project import GenerationError, Project
from scripts.proposals.apply import applied
from scripts.proposals.overlay import Action, OverlayError, read_overlay
from scripts.regenerate import regenerate
from scripts.spec.checks import read_spec
from scripts.spec.document import SpecError


@command(OverlayError, GenerationError)
def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("finding", nargs="+", help="the id of a change or of a finding")
    parser.add_argument("--overlay", type=path, default=Path("reports/overlay.yaml"), help="what a run proposed")
    options = parser.parse_args(argv)
    project = Project(root)
    overlay = read_overlay(options.overlay)
    proposals = [(finding, overlay.actions(finding)) for finding in options.finding]
    before = project.spec.read_text(encoding="utf-8")
    after = _adopted(before, proposals)
    if after != before:
        try:
            _keep(project, before, after)
        except SpecError as error:
            message = f"adopted, the spec would be invalid; mend it by hand: {error.problems[0]}"
            raise CommandError(message) from None
    return 0


def _adopted(text: str, proposals: Sequence[tuple[str, list[Action]]]) -> str:
    done: list[list[Action]] = []
    for identity, actions in proposals:
        # Several findings may name one change.
        if actions in done:
            continue
        done.append(actions)
        after = applied(text, actions)
        said = actions[0].description if after != text else "the spec says so already"
        print(one_line(f"{identity}: {said}"))
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
    run(main)
