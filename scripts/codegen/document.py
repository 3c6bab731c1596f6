"""An OpenAPI document of one file, in which every value has a pointer and a line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

ROOT = "#"
LONGEST_MESSAGE = 300
JSON_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null")}


class SpecError(Exception):
    """A spec that cannot be used; `problems` holds one line for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Problem:
    """Something that is wrong at one place of a document."""

    pointer: str
    message: str


def child(pointer: str, *tokens: str | int) -> str:
    """Return the pointer of a member of the value at `pointer`."""
    return "/".join([pointer, *(str(token).replace("~", "~0").replace("/", "~1") for token in tokens)])


def split(pointer: str) -> list[str]:
    """Return the tokens of a JSON pointer, unescaped; a leading `#` is not one."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


@dataclass(frozen=True)
class Document:
    """A document as plain JSON values, by pointer; `name` stands in messages."""

    name: str
    _values: dict[str, Any] = field(repr=False)
    _lines: dict[str, int] = field(repr=False)

    @property
    def root(self) -> dict[str, Any]:
        """The whole document."""
        root: dict[str, Any] = self._values[ROOT]
        return root

    def at(self, pointer: str) -> Any:
        """Return the value at a pointer such as `#/paths`; raise KeyError when there is none."""
        return self._values[pointer]

    def resolve(self, pointer: str) -> str:
        """Follow `$ref` from the object at a pointer and return the pointer where that ends."""
        seen = {pointer}
        while isinstance(self.at(pointer), dict) and "$ref" in self.at(pointer):
            pointer = unquote(self.at(pointer)["$ref"])
            if pointer in seen:
                raise KeyError(pointer)
            seen.add(pointer)
        return pointer

    def branches(self, pointer: str) -> Iterator[str]:
        """Yield the schema at a pointer and all that it is composed of by `$ref` and the `…Of` keywords."""
        seen: set[str] = set()
        waiting = [pointer]
        while waiting:
            pointer = waiting.pop()
            if pointer in seen or not isinstance(schema := self.at(pointer), dict):
                continue
            seen.add(pointer)
            yield pointer
            waiting += [unquote(schema["$ref"])] if "$ref" in schema else []
            for keyword in ("oneOf", "anyOf", "allOf"):
                waiting += [child(pointer, keyword, index) for index in range(len(schema.get(keyword, [])))]

    def find(self, schema: str, path: str) -> list[str]:
        """Return the pointers of the schemas that a JSON pointer into a value of `schema` leads to."""
        found = [schema]
        for token in split(path):
            found = [step for start in found for step in self._steps(start, token)]
        return found

    def _steps(self, pointer: str, token: str) -> Iterator[str]:
        for branch in self.branches(pointer):
            schema = self.at(branch)
            if token in schema.get("properties", {}):
                yield child(branch, "properties", token)
            elif "items" in schema and (token == "*" or token.isdigit()):
                yield child(branch, "items")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield child(branch, "additionalProperties")

    def describe(self, problem: Problem) -> str:
        """Return a problem as one line that begins with the file, the line and the pointer."""
        pointer = problem.pointer
        while pointer not in self._lines:
            pointer = pointer.rpartition("/")[0]
        message = textwrap.shorten(problem.message, LONGEST_MESSAGE, placeholder=" ...")
        return f"{self.name}:{self._lines[pointer]}: {problem.pointer}: {message}"


def load(path: Path) -> Document:
    """Read a document from a YAML file.

    Raises:
        OSError: the file cannot be read.
        SpecError: it is not YAML, repeats a key, or holds what JSON cannot.
    """
    name = f"{path.parent.name}/{path.name}"
    reader = _Reader(name)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            raise SpecError([f"{name}: is not a mapping"])
        reader.read(root, ROOT)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise SpecError([f"{name}:{place}: not YAML: {error.problem}"]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError([f"{name}: not YAML: {' '.join(str(error).split())}"]) from None
    except RecursionError:
        raise SpecError([f"{name}: nested without end"]) from None
    return Document(name, reader.values, reader.lines)


class _Reader:
    """Turns YAML nodes into JSON values and notes the pointer and the line of each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self._scalars = yaml.SafeLoader("")

    def read(self, node: yaml.Node, pointer: str) -> Any:
        self.lines.setdefault(pointer, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            value: Any = self._mapping(node, pointer)
        elif isinstance(node, yaml.SequenceNode):
            value = [self.read(item, child(pointer, index)) for index, item in enumerate(node.value)]
        else:
            value = self._scalar(node)
        self.values[pointer] = value
        return value

    def _mapping(self, node: yaml.MappingNode, pointer: str) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                raise self._refusal(key_node, "a key that is not a string; put it in quotes")
            if key in mapping:
                raise self._refusal(key_node, f"the key {key} stands here twice")
            member = child(pointer, key)
            self.lines[member] = key_node.start_mark.line + 1
            mapping[key] = self.read(value_node, member)
        return mapping

    def _scalar(self, node: yaml.Node) -> Any:
        value = self._scalars.construct_object(node) if node.tag in JSON_SCALARS else None
        # YAML 1.1 takes yes, no, on and off for booleans and bare dates for dates; YAML 1.2 and JSON do not.
        if node.tag not in JSON_SCALARS or (isinstance(value, bool) and node.value not in ("true", "false")):
            raise self._refusal(node, f"{node.value} means something else to other parsers; put it in quotes")
        return value

    def _refusal(self, node: yaml.Node, message: str) -> SpecError:
        return SpecError([f"{self.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}: {message}"])
