"""Blank lines and comments between the parts of a file: they stay where they were when parts come and go."""

from __future__ import annotations

from difflib import SequenceMatcher


def settled(before: str, after: str) -> str:
    """`after` with the blank lines and comments that separated what stood in `before` back between the same parts.

    A YAML writer ties them to the line above: what is added below that line comes after them, and what is removed
    takes them along.
    """
    old, new = before.splitlines(), after.splitlines()
    lines: list[str] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        block = new[new_start:new_end]
        if tag == "insert" and block and not _trivial(block[-1]) and new_end < len(new):
            separator = _trailing(lines)
            if separator and _indent(new[new_end]) < _indent(block[0]):
                del lines[-len(separator) :]
                block = [*[""] * _spaced(lines, _indent(block[0])), *block, *separator]
        if tag in ("delete", "replace"):
            lost = _trailing(old[start:end])
            block = [*block, *lost] if _trailing(block) != lost else block
        lines += block
    return "\n".join(lines) + "\n"


def _spaced(lines: list[str], indent: int) -> bool:
    """Whether a blank line stands before the last part that begins at an indent."""
    begins = [index for index, line in enumerate(lines) if not _trivial(line) and _indent(line) <= indent]
    return len(begins) > 0 and begins[-1] > 0 and not lines[begins[-1] - 1].strip()


def _trailing(lines: list[str]) -> list[str]:
    count = 0
    while count < len(lines) and _trivial(lines[-1 - count]):
        count += 1
    return lines[len(lines) - count :]


def _trivial(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
