"""What adoption is made of: the JSONPath of proposals, and the lines between the parts of a file."""

from typing import Any

import pytest

from scripts.proposals.apply import applied
from scripts.proposals.jsonpath import path_to, pointer_to
from scripts.proposals.overlay import Action, OverlayError
from scripts.proposals.trivia import settled

DOCUMENT = {"paths": {"/a/{b}": [{"it's": ["x", "y"]}]}}


def test_path_leads_back() -> None:
    """The path to a place leads to that place, whatever its names hold."""
    pointer = "/paths/~1a~1{b}/0/it's/1"
    path = path_to(DOCUMENT, pointer)
    assert path == "$.paths['/a/{b}'][0]['it\\'s'][1]"
    assert pointer_to(path) == pointer


@pytest.mark.parametrize("path", ["", "paths", "$..paths", "$.paths.*", "$.paths['a", "$.paths[-1]"])
def test_other_paths_are_refused(path: str) -> None:
    """A path that proposals are not written in is refused rather than followed somewhere."""
    with pytest.raises(OverlayError):
        pointer_to(path)


TEXT = """\
# Fruit, by name
apple:
  # Ripe
  colours: [red, green]
  taste: sweet

# What few like
quince:
  taste: 'sour'

plum: {taste: sweet}
"""


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        (Action("", "$.apple", {"stone": False}), "  taste: sweet\n\n#", "  taste: sweet\n  stone: false\n\n#"),
        (Action("", "$.apple.colours", "blue"), "green]", "green, blue]"),
        (Action("", "$.quince", {"taste": "bitter"}), "'sour'", "'bitter'"),
        (Action("", "$", {"fig": {}}), "plum: {taste: sweet}\n", "plum: {taste: sweet}\nfig: {}\n"),
    ],
)
def test_everything_else_stays(action: Action, before: str, after: str) -> None:
    """An action changes its own lines: comments, blank lines, order and quotes stay."""
    assert applied(TEXT, [action]) == TEXT.replace(before, after, 1)


def replaced(target: str, was: Any, now: dict[str, Any]) -> list[Action]:
    """What a proposal does to put something in the place of an object or array."""
    parent = target.rpartition(".")[0]
    return [Action("", target, was=was), Action("", parent, now)]


def test_renamed_key_keeps_its_place() -> None:
    """What is removed and added again under another name stays where it was, with its comments."""
    rename = replaced("$.apple.colours", ["red", "green"], {"shades": ["red", "green"]})
    assert applied(TEXT, rename) == TEXT.replace("colours", "shades")


def test_removed_last_line_leaves_what_follows() -> None:
    """A line that goes takes neither the blank line nor the comment after it along."""
    was = {"colours": ["red", "green"], "taste": "sweet"}
    remove = replaced("$.apple", was, {"apple": {"colours": ["red", "green"]}})
    assert applied(TEXT, remove) == TEXT.replace("  taste: sweet\n\n#", "\n#")


def test_changes_of_one_object_compose() -> None:
    """Proposals that were made for the same object add up, in whatever order they are adopted."""
    was = {"colours": ["red", "green"], "taste": "sweet"}
    sour = replaced("$.apple", was, {"apple": was | {"taste": "sour"}})
    blue = replaced("$.apple", was, {"apple": was | {"colours": ["blue", "green"]}})
    both = TEXT.replace("[red,", "[blue,").replace("sweet", "sour", 1)
    assert applied(applied(TEXT, sour), blue) == both
    assert applied(applied(TEXT, blue), sour) == both
    assert applied(both, sour) == both


def test_change_of_what_is_gone_is_refused() -> None:
    """What was proposed for a part that is no longer there does not bring it back."""
    with pytest.raises(OverlayError, match=r"the spec has no \$\.fig \(any more\)"):
        applied(TEXT, replaced("$.fig", {"taste": "sweet"}, {"fig": {"taste": "sour"}}))


def test_new_part_is_set_apart() -> None:
    """A part that is added after others which blank lines set apart is set apart as well."""
    before = "a:\n  b:\n    x: 1\n\n  c:\n    x: 1\n\nd: 1\n"
    after = "a:\n  b:\n    x: 1\n\n  c:\n    x: 1\n\n  e:\n    x: 1\nd: 1\n"
    assert settled(before, after) == "a:\n  b:\n    x: 1\n\n  c:\n    x: 1\n\n  e:\n    x: 1\n\nd: 1\n"
