"""Mintlify Markdown as a tree: JSX-like elements, fenced code and the text between them.

Reads what Mintlify serves, not all of MDX: only names that a component or an HTML block has open an element, so
that `<API_KEY>` in a sentence stays text, and what stands in inline code is never an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 50

_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z_][\w:.-]*)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s"'>/{]+))?"""
)
_TAG = re.compile(
    r"""<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9.]*)"""
    r"""(?P<attributes>(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^'"{}<>])*?)(?P<alone>/?)>"""
)
_COMPONENT = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:\.[A-Z]\w*)?|div|span|p|details|summary")
_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?:.|\n(?!\s*\n))*?(?<!`)(?P=ticks)(?!`)")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->|\{/\*(?:(?!\{/\*).)*?\*/\}", re.DOTALL)
_TORN = re.compile(r"</?[A-Z][\w.]*(?:\s[^<>]*)?\Z|<\Z")
_TOKEN = re.compile(f"{_CODE.pattern}|{_TAG.pattern}")


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
    root = Element("page")
    stack = [root]
    for part in _split(text.replace("\r\n", "\n").replace("\r", "\n")):
        if isinstance(part, Fence):
            stack[-1].children.append(part)
        else:
            _read(part, stack)
    last = root.children[-1] if root.children else ""
    if not all(fence.closed for fence in root.fences()):
        root.unclosed = ["a block of code"]
    elif isinstance(last, str) and _TORN.search(last):
        root.unclosed = ["a tag"]
    else:
        root.unclosed = [f"<{element.name}>" for element in stack[1:]]
    return root


def _split(text: str) -> Iterator[Fence | str]:
    """Fenced blocks and what lies between them; a fence that nothing closes ends with the page."""
    position = 0
    while opened := _FENCE.search(text, position):
        mark, info = opened["mark"], opened["info"].strip()
        if mark[0] == "`" and "`" in info:
            yield text[position : opened.end()]
            position = opened.end()
            continue
        yield text[position : opened.start()]
        end = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
        closed = end.search(text, opened.end())
        inside = text[opened.end() : closed.start() if closed else len(text)].strip("\n")
        language, _, rest = info.partition(" ")
        yield Fence(language.lower(), rest.strip(), inside, closed is not None)
        position = closed.end() if closed else len(text)
    yield text[position:]


def _read(text: str, stack: list[Element]) -> None:
    text = _COMMENT.sub("", text)
    position = 0
    for token in _TOKEN.finditer(text):
        if token["name"] is None:
            continue
        opens = not token["closing"]
        # Any other `<word>` belongs to a sentence.
        if opens and not token["alone"] and not _COMPONENT.fullmatch(token["name"]):
            continue
        stack[-1].children.append(text[position : token.start()])
        position = token.end()
        if opens:
            attributes = _ATTRIBUTE.finditer(token["attributes"])
            element = Element(token["name"], {found["name"]: _literal(found["value"]) for found in attributes})
            stack[-1].children.append(element)
            if not token["alone"] and len(stack) < DEEPEST:
                stack.append(element)
        elif any(element.name == token["name"] for element in stack[1:]):
            while stack.pop().name != token["name"]:
                pass
    stack[-1].children.append(text[position:])


def _literal(value: str | None) -> str:
    value = (value or "").strip()
    if value.startswith("{"):
        value = value[1:-1].strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'`" else value
