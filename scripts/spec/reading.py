"""YAML files read as JSON values: what other parsers would take for something else is refused."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from scripts.spec.document import SpecError
from scripts.spec.pointers import child
from scripts.spec.spec import Spec

SPEC_PATH = Path(__file__).resolve().parents[2] / "openapi" / "connect.yaml"
TEXT = "tag:yaml.org,2002:str"
JSON_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null")}

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_spec(path: Path = SPEC_PATH) -> Spec:
    """Read a spec from a YAML file; nothing is checked but that it is one document of JSON values.

    Raises:
        SpecError: it cannot be read, is not YAML, repeats a key, or holds what JSON cannot.
    """
    try:
        return parse_spec(path.read_bytes(), spec_name(path))
    except OSError as error:
        raise SpecError([f"{spec_name(path)}: {error.strerror}"]) from None


def spec_name(path: Path) -> str:
    """What messages call the spec of a file: its name and that of its folder."""
    return f"{path.parent.name}/{path.name}"


# The steps of a nightly run read the same contract one after another.
@lru_cache(maxsize=2)
def parse_spec(source: bytes, name: str) -> Spec:
    """Read a spec from the YAML or the JSON of a file.

    Args:
        source: The bytes of the file.
        name: What messages call it.

    Raises:
        SpecError: it is not YAML, repeats a key, or holds what JSON cannot.
    """
    reader = _Reader(name)
    try:
        text = source.decode()
        if (document := _from_json(text)) is not None:
            return Spec(document, source, name)
        root = _compose(text)
        if not isinstance(root, yaml.MappingNode):
            raise SpecError([f"{name}: is not a mapping"])
        document = reader.read(root, "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise SpecError([f"{name}:{place}: not YAML: {error.problem}"]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError([f"{name}: not YAML: {' '.join(str(error).split())}"]) from None
    except RecursionError:
        raise SpecError([f"{name}: nested without end"]) from None
    return Spec(document, source, name, reader.lines)


def _from_json(text: str) -> dict[str, Any] | None:
    """The document that a text is in JSON, or None: YAML does not take all that JSON does, and takes far longer."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        document: dict[str, Any] = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse)
    except ValueError:
        return None
    return document


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(members := dict(pairs)) < len(pairs):
        _refuse("a key twice")
    return members


def _refuse(what: str) -> None:
    raise ValueError(what)


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        # The parser written in Python is slower and says more.
        return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reader:
    """Turns YAML nodes into JSON values and notes the line of each by its pointer."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[str, int] = {}
        self._scalars = yaml.SafeLoader("")
        self._read: set[int] = set()

    def read(self, node: yaml.Node, pointer: str) -> Any:
        if id(node) in self._read:
            # A few lines of aliases can stand for more than fits into memory, or for themselves.
            raise SpecError([f"{self.name}: holds an alias; write the value out"])
        self._read.add(id(node))
        self.lines.setdefault(pointer, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, pointer)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, child(pointer, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

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
        if node.tag == TEXT:
            return node.value
        value = self._scalars.construct_object(node) if node.tag in JSON_SCALARS else None
        # YAML 1.1 takes yes, no, on and off for booleans and bare dates for dates; YAML 1.2 and JSON do not.
        if node.tag not in JSON_SCALARS or (isinstance(value, bool) and node.value not in ("true", "false")):
            raise self._refusal(node, f"{node.value} means something else to other parsers; put it in quotes")
        return value

    def _refusal(self, node: yaml.Node, message: str) -> SpecError:
        return SpecError([f"{self.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}: {message}"])
