"""An OpenAPI document of one file as plain JSON values, by pointer."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from scripts.spec.pointers import child, parent, split, target, unescape

Schema = dict[str, Any]

LONGEST_MESSAGE = 300
COMPOSITIONS = ("oneOf", "anyOf", "allOf")


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


class Document:
    """A document whose references are resolved on demand: `document.at("/paths/~1apps/get")`.

    Args:
        root: The document as parsed; it is read, never written.
        source: The bytes of its file, from which the digest in reports is made.
        name: What messages call it.
        lines: The line, from 1, of every pointer, where the document comes from a file.
    """

    def __init__(
        self, root: dict[str, Any], source: bytes = b"", name: str = "", lines: dict[str, int] | None = None
    ) -> None:
        self.root, self.name = root, name
        self.sha256 = hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()
        self._lines = lines or {}
        # Reading an answer looks up the same few hundred places again and again.
        self.raw, self.locate, self.at = cache(self._raw), cache(self._locate), cache(self._at)

    def resolve(self, value: Any) -> Any:
        """`value`, or what its `$ref` points to."""
        return self.at(target(value["$ref"])) if _is_reference(value) else value

    def branches(self, pointer: str) -> Iterator[str]:
        """Yield the schema at a pointer and all that it is composed of by `$ref` and the `…Of` keywords."""
        seen: set[str] = set()
        waiting = [pointer]
        while waiting:
            pointer = waiting.pop()
            if pointer in seen or not isinstance(schema := self.raw(pointer), dict):
                continue
            seen.add(pointer)
            yield pointer
            waiting += [target(schema["$ref"])] if "$ref" in schema else []
            for keyword in COMPOSITIONS:
                waiting += [child(pointer, keyword, index) for index in range(len(schema.get(keyword, [])))]

    def parts(self, pointer: str) -> Iterator[str]:
        """Yield every schema that values of the schema at a pointer are made of, itself among them, each once."""
        seen: set[str] = set()
        waiting = [pointer]
        while waiting:
            for branch in self.branches(waiting.pop()):
                if branch in seen:
                    continue
                seen.add(branch)
                yield branch
                schema = self.raw(branch)
                waiting += [child(branch, "properties", name) for name in schema.get("properties", {})]
                inner = ("items", "additionalProperties")
                waiting += [child(branch, keyword) for keyword in inner if isinstance(schema.get(keyword), dict)]

    def expanded(self, pointer: str, above: tuple[str, ...] = ()) -> Any:
        """The value at a pointer with every reference in it replaced by its target, save for circles.

        Args:
            above: The targets around the value, at which a circle closes.
        """
        value = self.raw(pointer)
        if isinstance(value, list):
            return [self.expanded(child(pointer, index), above) for index in range(len(value))]
        if not isinstance(value, dict):
            return value
        own = {key: self.expanded(child(pointer, key), above) for key in value if key != "$ref"}
        found = target(value["$ref"]) if _is_reference(value) else None
        if found is None or found in above:
            return own
        inner = self.expanded(found, (*above, found))
        return inner | own if isinstance(inner, dict) else inner

    def find(self, schema: str, path: str) -> list[str]:
        """The pointers of the schemas that a JSON pointer into a value of `schema` leads to."""
        found = [schema]
        for token in split(path):
            found = [step for start in found for step in self._steps(start, token)]
        return found

    def line(self, pointer: str) -> int:
        """The line, from 1, of what a pointer means; that of the nearest value around it if there is nothing."""
        if pointer in self._lines:
            return self._lines[pointer]
        place, line = "", 1
        for token in pointer.split("/")[1:]:
            try:
                inner = f"{self.locate(place)}/{token}"
                line = self._lines[inner]
            except KeyError:  # There is no such member, or references lead in a circle.
                break
            place = inner
        return line

    def describe(self, problem: Problem) -> str:
        """A problem as one line that begins with the file, the line if it is known, and the pointer."""
        message = textwrap.shorten(problem.message, LONGEST_MESSAGE, placeholder=" ...")
        line = f"{self.line(problem.pointer)}:" if self._lines else ""
        return f"{self.name}:{line} #{problem.pointer}: {message}"

    def _raw(self, pointer: str) -> Any:
        """The value at a pointer as it is written there: references on the way are followed, not one at its end.

        A member that stands beside a `$ref` is that one, whatever the target has under the same name.

        Raises:
            KeyError: there is none.
        """
        if not pointer:
            return self.root
        holder, token = self.raw(parent(pointer)), pointer.rpartition("/")[2]
        if _is_reference(holder) and unescape(token) not in holder:
            holder = self.at(parent(pointer))
        try:
            return holder[int(token)] if isinstance(holder, list) else holder[unescape(token)]
        except (IndexError, KeyError, TypeError, ValueError):
            raise KeyError(pointer) from None

    def _locate(self, pointer: str) -> str:
        """The pointer where the value at `pointer` is defined: a reference at its end is followed.

        Raises:
            KeyError: there is none, or references lead in a circle.
        """
        seen = {pointer}
        while _is_reference(value := self.raw(pointer)):
            pointer = target(value["$ref"])
            if pointer in seen:
                raise KeyError(pointer)
            seen.add(pointer)
        return pointer

    def _at(self, pointer: str) -> Any:
        """The value at a pointer, every reference followed; raises what `locate` raises."""
        return self.raw(self.locate(pointer))

    def _steps(self, pointer: str, token: str) -> Iterator[str]:
        for branch in self.branches(pointer):
            schema = self.raw(branch)
            if token in schema.get("properties", {}):
                yield child(branch, "properties", token)
            elif "items" in schema and (token == "*" or token.isdigit()):
                yield child(branch, "items")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield child(branch, "additionalProperties")


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)
