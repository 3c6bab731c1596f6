"""Applies actions to the text of a spec, and leaves comments, order and style of everything else as they are."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter

from scripts.proposals.jsonpath import pointer_to
from scripts.proposals.overlay import Action, OverlayError
from scripts.proposals.trivia import settled
from scripts.spec.pointers import ABSENT, get, parent, split


class _Representer(RoundTripRepresenter):
    """Writes null as a word."""


_Representer.add_representer(type(None), lambda writer, _: writer.represent_scalar("tag:yaml.org,2002:null", "null"))


def applied(text: str, actions: Iterable[Action]) -> str:
    """The text of a spec after the actions of one finding; the same text when they have been applied before.

    Raises:
        OverlayError: An action is about something that the spec does not have, or says more than proposals do.
    """
    yaml = round_trip()
    document = yaml.load(text)
    before = copy.deepcopy(document)
    removal = None
    for action in actions:
        target = get(document, pointer_to(action.target))
        if action.update is None:
            removal = _remove(document, action)
            continue
        if not isinstance(target, dict | list):
            raise _missing(action.target)
        _update(target, action.update, removal)
        removal = None
    if document == before:
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
class _Removal:
    """What an action has removed, so that the next one can put a change of it in its place, under whatever key.

    `node` stood at a position of `container`, with a comment; it is ABSENT when there was nothing to remove.
    """

    action: Action
    container: Any
    node: Any = ABSENT
    position: int = 0
    comment: Any = None


def _remove(document: Any, action: Action) -> _Removal:
    pointer = pointer_to(action.target)
    container, key = get(document, parent(pointer)), split(pointer)[-1]
    if not isinstance(container, CommentedMap) or key not in container:
        return _Removal(action, container)
    position, comment = list(container).index(key), container.ca.items.pop(key, None)
    return _Removal(action, container, container.pop(key), position, comment)


def _update(target: Any, update: Any, removal: _Removal | None) -> None:
    if isinstance(target, list):
        if update not in target:
            target.append(_styled(update))
        return
    for key, value in update.items():
        if key not in target:
            _insert(target, key, value, removal)
        elif isinstance(target[key], dict) and isinstance(value, dict):
            _update(target[key], value, removal)
        elif isinstance(target[key], list) and isinstance(value, list):
            for entry in value:
                _update(target[key], entry, removal)
        elif target[key] != value:
            target[key] = value


def _insert(target: Any, key: str, value: Any, removal: _Removal | None) -> None:
    if removal and removal.node is ABSENT:
        raise _missing(removal.action.target)
    if removal is None or removal.container is not target:
        target.insert(len(target), key, _styled(value))
        return
    target.insert(removal.position, key, _revised(removal.node, removal.action.was, value))
    if removal.comment is not None:
        target.ca.items[key] = removal.comment


def _missing(target: str) -> OverlayError:
    return OverlayError(f"the spec has no {target} (any more); a new run makes new proposals")


def _revised(node: Any, was: Any, now: Any) -> Any:
    """A node after the change that leads from one value to another, so that changes of other findings stay."""
    if isinstance(node, CommentedMap) and isinstance(was, dict) and isinstance(now, dict):
        _revise_mapping(node, was, now)
    elif isinstance(node, list) and isinstance(was, list) and isinstance(now, list):
        _revise_sequence(node, was, now)
    elif node != now:
        return _styled(now)
    return node


def _revise_mapping(node: CommentedMap, was: dict[str, Any], now: dict[str, Any]) -> None:
    for key in was.keys() - now.keys() & node.keys():
        del node[key]
    for position, (key, value) in enumerate(now.items()):
        if key in was and was[key] == value:
            continue
        if key in node:
            node[key] = _revised(node[key], was.get(key), value)
        else:
            node.insert(min(position, len(node)), key, _styled(value, key))


def _revise_sequence(node: Any, was: list[Any], now: list[Any]) -> None:
    if len(node) == len(was) == len(now) and all(isinstance(entry, dict) for entry in node):
        node[:] = [_revised(*entries) for entries in zip(node, was, now, strict=True)]
        return
    for entry in [entry for entry in was if entry not in now and entry in node]:
        node.remove(entry)
    for position, entry in enumerate(now):
        if entry not in was and entry not in node:
            node.insert(min(position, len(node)), _styled(entry))


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
