"""Mintlify Markdown as a tree: JSX-like elements, fenced code and the text between them.

Reads what Mintlify serves, not all of MDX: only names that a component or an HTML block has open an element, so
that `<API_KEY>` in a sentence stays text, and what stands in inline code is never an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 50

_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z_][\w:.-]*)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s"'>/{]+))?"""
)
_PART = re.compile(
    r"^[ \t>]*(?P<fence>(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$(?P<text>(?s:.*?))"
    r"(?:^[ \t>]*(?P=mark)(?P<end>[`~]*)[ \t]*$|\Z))"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:.|\n(?!\s*\n))*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--(?s:(?!<!--).)*?-->|\{/\*(?s:(?!\{/\*).)*?\*/\})"
    r"""|(?P<tag><(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9.]*)"""
    r"""(?P<attributes>(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^'"{}<>])*?)(?P<alone>/?)>)""",
    re.MULTILINE,
)
_COMPONENT = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:\.[A-Z]\w*)?|div|span|p|details|summary")
_TORN = re.compile(r"</?[A-Z][\w.]*(?:\s[^<>]*)?\Z|<\Z")


@dataclass(frozen=True)
class Fence:
    """A fenced block of code: its language, the rest of the line that opens it, and its text."""

    language: str
    info: str
    text: str
    closed: bool = True


@dataclass
class Element:
    """An element with its attributes; one without a value holds an empty text."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | Fence | str] = field(default_factory=list)
    # Of a page: what is open where it ends, such as `<ParamField>`.
    unclosed: list[str] = field(default_factory=list)

    def add(self, child: Element | Fence | str) -> None:
        """Add what comes next; text goes on where a comment stood in it."""
        if isinstance(child, str) and self.children and isinstance(last := self.children[-1], str):
            self.children[-1] = last + child
        else:
            self.children.append(child)

    def elements(self, *names: str) -> Iterator[Element]:
        """The elements of these names inside, however deep."""
        for child in self.children:
            if isinstance(child, Element):
                if child.name in names:
                    yield child
                yield from child.elements(*names)

    def fences(self) -> Iterator[Fence]:
        """The fenced blocks inside, however deep."""
        for child in self.children:
            if isinstance(child, Fence):
                yield child
            elif isinstance(child, Element):
                yield from child.fences()


def parse(text: str) -> Element:
    """The tree of a page, without its front matter; markup that is broken is read as far as it makes sense."""
    text, position = re.sub("\r\n?", "\n", text), 0
    root = Element("page")
    stack = [root]
    for part in _PART.finditer(text):
        # Any other `<word>` belongs to a sentence.
        is_word = part["tag"] and not (part["closing"] or part["alone"] or _COMPONENT.fullmatch(part["name"]))
        if part["code"] or is_word:
            continue
        stack[-1].add(text[position : part.start()])
        position = part.end()
        if part["fence"]:
            language, _, info = part["info"].strip().partition(" ")
            stack[-1].add(Fence(language.lower(), info.strip(), part["text"].strip("\n"), part["end"] is not None))
        elif part["tag"]:
            _read(part, stack)
    stack[-1].add(text[position:])
    root.unclosed = list(_unclosed(root, stack[1:]))
    return root


def _unclosed(root: Element, stack: list[Element]) -> Iterator[str]:
    last = root.children[-1] if root.children else ""
    if not all(fence.closed for fence in root.fences()):
        yield "a block of code"
    elif isinstance(last, str) and _TORN.search(last):
        yield "a tag"
    else:
        yield from (f"<{element.name}>" for element in stack)


def _read(tag: re.Match[str], stack: list[Element]) -> None:
    """Read a tag within the elements that are open."""
    if not tag["closing"]:
        attributes = {found["name"]: _literal(found["value"]) for found in _ATTRIBUTE.finditer(tag["attributes"])}
        element = Element(tag["name"], attributes)
        stack[-1].add(element)
        if not tag["alone"] and len(stack) < DEEPEST:
            stack.append(element)
    elif any(element.name == tag["name"] for element in stack[1:]):
        while stack.pop().name != tag["name"]:
            pass


def _literal(value: str | None) -> str:
    value = (value or "").strip()
    if value.startswith("{"):
        value = value[1:-1].strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'`" else value
