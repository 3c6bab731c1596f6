"""What adoption is made of: the JSONPath of proposals, and the lines between the parts of a file."""

import pytest

from scripts.mend.apply import applied
from scripts.mend.jsonpath import PathError, find, path_to
from scripts.mend.overlay import Action
from scripts.mend.trivia import settled

DOCUMENT = {"paths": {"/a/{b}": [{"it's": ["x", "y"]}]}}


def test_path_leads_back() -> None:
    """The path to a place leads to that place, whatever its names hold."""
    path = path_to(DOCUMENT, "#/paths/~1a~1{b}/0/it's/1")
    assert path == "$.paths['/a/{b}'][0]['it\\'s'][1]"
    assert find(DOCUMENT, path) == (["x", "y"], 1)


def test_entry_is_found_by_its_value() -> None:
    """An entry of a list is found wherever it stands, and not found once it is gone."""
    assert find(DOCUMENT, "$.paths['/a/{b}'][0]['it\\'s'][?@ == 'y']") == (["x", "y"], 1)
    assert find(DOCUMENT, "$.paths['/a/{b}'][0]['it\\'s'][?@ == 'z']") is None


@pytest.mark.parametrize("path", ["", "paths", "$..paths", "$.paths.*", "$.paths['a", "$.paths[-1]"])
def test_other_paths_are_refused(path: str) -> None:
    """A path that proposals are not written in is refused rather than followed somewhere."""
    with pytest.raises(PathError):
        find(DOCUMENT, path)


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
        (Action("", "$.apple.colours[?@ == 'red']"), "[red, green]", "[green]"),
        (Action("", "$.apple.taste"), "  taste: sweet\n\n#", "\n#"),
        (Action("", "$.quince", {"taste": "bitter"}), "'sour'", "'bitter'"),
        (Action("", "$", {"fig": {}}), "plum: {taste: sweet}\n", "plum: {taste: sweet}\nfig: {}\n"),
    ],
)
def test_everything_else_stays(action: Action, before: str, after: str) -> None:
    """An action changes its own lines: comments, blank lines, order and quotes stay."""
    assert applied(TEXT, [action]) == TEXT.replace(before, after, 1)


def test_renamed_key_keeps_its_place() -> None:
    """What is removed and added again under another name stays where it was, with its comments."""
    rename = [Action("", "$.apple.colours"), Action("", "$.apple", {"shades": ["red", "green"]})]
    assert applied(TEXT, rename) == TEXT.replace("colours", "shades")


def test_new_part_is_set_apart() -> None:
    """A part that is added after others which blank lines set apart is set apart as well."""
    before = "a:\n  b:\n    x: 1\n\n  c:\n    x: 1\n\nd: 1\n"
    after = "a:\n  b:\n    x: 1\n\n  c:\n    x: 1\n\n  e:\n    x: 1\nd: 1\n"
    assert settled(before, after) == "a:\n  b:\n    x: 1\n\n  c:\n    x: 1\n\n  e:\n    x: 1\n\nd: 1\n"
