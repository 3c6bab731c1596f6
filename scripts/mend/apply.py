"""Applies actions to the text of a spec, and leaves comments, order and style of everything else as they are."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter

from scripts.mend.jsonpath import find
from scripts.mend.overlay import Action, OverlayError
from scripts.mend.trivia import settled


class _Representer(RoundTripRepresenter):
    """Writes null as a word."""


_Representer.add_representer(type(None), lambda writer, _: writer.represent_scalar("tag:yaml.org,2002:null", "null"))


def applied(text: str, actions: Iterable[Action]) -> str:
    """The text of a spec after the actions of one finding; the same text when they have been applied before.

    Raises:
        OverlayError: An action is about something that the spec does not have.
    """
    yaml = round_trip()
    document = yaml.load(text)
    before = _plain(document)
    group = _Group()
    for action in actions:
        group.apply(document, action)
    if _plain(document) == before:
        return text
    written = io.StringIO()
    yaml.dump(document, written)
    return settled(text, written.getvalue())


def round_trip() -> YAML:
    """A reader and writer of YAML that keeps the style of the spec."""
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 2**16
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


class _Group:
    """The actions of one finding. What they remove and add again, under whatever key, keeps its place."""

    def __init__(self) -> None:
        self._vacated: dict[int, tuple[int, Any, Any]] = {}

    def apply(self, document: Any, action: Action) -> None:
        place = find(document, action.target)
        if action.update is None:
            if place is not None:
                self._remove(*place)
        elif place is None:
            raise OverlayError(f"the spec has no {action.target} (any more); a new run makes new proposals")
        else:
            container, key = place
            self._update(container[key], action.update)

    def _remove(self, container: Any, key: Any) -> None:
        position = list(container).index(key) if isinstance(container, dict) else key
        comment = container.ca.items.pop(key, None) if isinstance(container, CommentedMap) else None
        self._vacated[id(container)] = (position, container.pop(key), comment)

    def _update(self, target: Any, update: Any) -> None:
        if isinstance(target, list):
            if update not in target:
                position, _, _ = self._vacated.pop(id(target), (len(target), None, None))
                target.insert(position, _styled(update))
            return
        for key, value in update.items():
            if key not in target:
                self._insert(target, key, value)
            elif isinstance(target[key], dict | list) and isinstance(value, dict | list):
                for entry in value if isinstance(value, list) else [value]:
                    self._update(target[key], entry)
            elif target[key] != value:
                target[key] = value

    def _insert(self, target: Any, key: str, value: Any) -> None:
        position, node, comment = self._vacated.pop(id(target), (len(target), None, None))
        same = node is not None and _plain(node) == value
        target.insert(position, key, node if same else _styled(value))
        if comment is not None and (same or not isinstance(value, dict | list)):
            target.ca.items[key] = comment


def _plain(node: Any) -> Any:
    return json.loads(json.dumps(node))


def _styled(value: Any, key: str = "") -> Any:
    """A value in the style of the spec: lists of scalars, and what an item is, on one line."""
    if isinstance(value, dict):
        mapping = CommentedMap((name, _styled(child, name)) for name, child in value.items())
        if not value or (key == "items" and len(value) == 1):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq(_styled(child) for child in value)
        if not any(isinstance(child, dict | list) for child in value):
            sequence.fa.set_flow_style()
        return sequence
    return value
