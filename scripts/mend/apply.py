"""Applies actions to the text of a spec, and leaves comments, order and style of everything else as they are."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Vacated:
    """A place that an action has emptied: what stood there, what the proposal was made for, and its comment."""

    position: int
    node: Any
    was: Any
    comment: Any


def _gone(target: str) -> OverlayError:
    return OverlayError(f"the spec has no {target} (any more); a new run makes new proposals")


class _Group:
    """The actions of one finding. What they remove and add again, under whatever key, keeps its place."""

    def __init__(self) -> None:
        self._vacated: dict[int, _Vacated] = {}
        self._missed: str | None = None

    def apply(self, document: Any, action: Action) -> None:
        place = find(document, action.target)
        if action.update is None:
            self._missed = action.target if place is None else None
            if place is not None:
                self._remove(*place, action.was)
        elif place is None:
            raise _gone(action.target)
        else:
            container, key = place
            self._update(container[key], action.update)
            self._missed = None

    def _remove(self, container: Any, key: Any, was: Any) -> None:
        comment = container.ca.items.pop(key, None)
        self._vacated[id(container)] = _Vacated(list(container).index(key), container.pop(key), was, comment)

    def _update(self, target: Any, update: Any) -> None:
        if isinstance(target, list):
            if update not in target:
                target.append(_styled(update))
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
        if self._missed is not None:
            raise _gone(self._missed)
        left = self._vacated.pop(id(target), None)
        if left is None:
            target.insert(len(target), key, _styled(value))
            return
        target.insert(left.position, key, revised(left.node, left.was, value))
        if left.comment is not None:
            target.ca.items[key] = left.comment


def revised(node: Any, was: Any, now: Any) -> Any:
    """A node after the change that leads from one value to another, so that changes of other findings stay."""
    if isinstance(node, CommentedMap) and isinstance(was, dict) and isinstance(now, dict):
        for key in was.keys() - now.keys() & node.keys():
            del node[key]
        for position, (key, value) in enumerate(now.items()):
            if key not in node and (key not in was or was[key] != value):
                node.insert(min(position, len(node)), key, _styled(value, key))
            elif key in node and was.get(key) != value:
                node[key] = revised(node[key], was.get(key), value)
        return node
    if isinstance(node, list) and isinstance(was, list) and isinstance(now, list):
        if len(node) == len(was) == len(now) and all(isinstance(entry, dict) for entry in node):
            node[:] = [revised(*entries) for entries in zip(node, was, now, strict=True)]
            return node
        for entry in [entry for entry in was if entry not in now and entry in node]:
            node.remove(entry)
        for position, entry in enumerate(now):
            if entry not in was and entry not in node:
                node.insert(min(position, len(node)), _styled(entry))
        return node
    return node if _plain(node) == now else _styled(now)


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
