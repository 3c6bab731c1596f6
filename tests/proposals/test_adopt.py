"""The command that adopts proposals, in a copy of the repository."""

from typing import Any

import pytest
import yaml

from tests.proposals.conftest import Checkout

pytestmark = pytest.mark.slow

WIDENED = {
    "target": "$.components.schemas.Challenge.properties.challengeMode['x-extensible-enum']",
    "update": "badge",
    "x-cause": "aaaaaaaaaaaa",
}
DANGLING = {
    "target": "$.components.schemas.App.properties.clientId",
    "remove": True,
    "x-was": {},
    "x-cause": "bbbbbbbbbbbb",
}
ELSEWHERE = {"target": "$.components.schemas.Gone", "update": {"type": "object"}, "x-cause": "cccccccccccc"}


@pytest.fixture
def overlay(checkout: Checkout) -> list[str]:
    """The arguments that name an overlay in the copy."""
    document: dict[str, Any] = {
        "overlay": "1.0.0",
        "info": {"title": "Changes observed on a target", "version": "2026-01-01"},
        "actions": [WIDENED, DANGLING, ELSEWHERE],
        "x-not-expressed": [{"cause": "dddddddddddd", "why": "it is a rule about behaviour"}],
    }
    path = checkout.root / "overlay.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return ["--overlay", str(path)]


def test_adopted_proposal_reaches_the_client(checkout: Checkout, overlay: list[str]) -> None:
    """An adopted proposal changes its lines of the spec alone, the client is generated anew, and twice is said."""
    before = checkout.spec.read_text(encoding="utf-8").splitlines()
    first = checkout.run("adopt", "aaaaaaaaaaaa", *overlay)
    assert (first.returncode, "review: git diff" in first.stdout) == (0, True), first.stderr
    after = checkout.spec.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in after if line not in before] == ["x-extensible-enum: [stamp, badge]"]
    assert len(after) == len(before)
    second = checkout.run("adopt", "aaaaaaaaaaaa", *overlay)
    assert (second.returncode, second.stdout) == (0, "aaaaaaaaaaaa: the spec says so already\n")


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        ("eeeeeeeeeeee", "nothing is proposed for eeeeeeeeeeee; there is no such id"),
        ("dddddddddddd", "nothing is proposed for dddddddddddd: it is a rule about behaviour"),
        ("cccccccccccc", "the spec has no $.components.schemas.Gone (any more)"),
        ("bbbbbbbbbbbb", "adopted, the spec would be invalid; mend it by hand: openapi/connect.yaml:"),
    ],
)
def test_refused_adoption_changes_nothing(checkout: Checkout, overlay: list[str], finding: str, said: str) -> None:
    """What cannot be adopted is one line, and takes along what was to be adopted with it."""
    before = checkout.spec.read_bytes()
    done = checkout.run("adopt", "aaaaaaaaaaaa", finding, *overlay)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert checkout.spec.read_bytes() == before


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
DATED = "info: {title: T, version: 2026-01-01}\nactions: []\n"
WRONG = "info: {title: T, version: V}\nactions: [{target: 7, x-cause: a, update: {}}]\n"


@pytest.mark.parametrize(
    "text",
    [None, "no: overlay", "- 1", "a: [", "actions: [{target: $}]", "actions: &a [*a]", BOMB, DATED, WRONG, "[" * 5000],
)
def test_unreadable_overlay_is_one_line(checkout: Checkout, text: str | None) -> None:
    """An overlay that is missing or something else is one line."""
    path = checkout.root / "overlay.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    done = checkout.run("adopt", "aaaaaaaaaaaa", "--overlay", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "overlay.yaml" in done.stderr
