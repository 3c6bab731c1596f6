"""How the client calls an operation: `apps.redirect_uris.replace` is a method `replace` of a resource below `apps`."""

from __future__ import annotations

from keyword import iskeyword

from openapi_python_client.strings import snake_case

from scripts.codegen.project import GenerationError
from scripts.spec.operations import Operation


def call_name(operation: Operation, tag: str) -> tuple[str, ...]:
    """Return the names of the resources that lead to an operation, and last that of its method.

    `x-method` says it. Without that the resource is the tag, and the method is the operationId without the words
    of the tag, be they singular or plural: `createProductionTest` below `production-tests` is
    `production_tests.create`. An operationId that does not name its tag is the method as it is.

    Raises:
        GenerationError: A name is a keyword of Python, or a private one.
    """
    stated = operation.value.get("x-method")
    names = tuple(stated.split(".")) if stated else (snake_case(tag), _without(snake_case(operation.id), tag))
    for name in names:
        if iskeyword(name) or name.startswith("_") or not name.isidentifier():
            raise GenerationError(f"{operation.id}: {name!r} cannot be a name of Python; say another with x-method")
    return names


def _without(name: str, tag: str) -> str:
    words, subject = name.split("_"), snake_case(tag).split("_")
    for start in range(1, len(words) - len(subject) + 1):
        if all(map(_is_one, words[start:], subject)):
            return "_".join(words[:start] + words[start + len(subject) :])
    return name


def _is_one(word: str, other: str) -> bool:
    """Tell whether two words are one, in the singular or in the plural."""
    return word in _singulars(other) or other in _singulars(word)


def _singulars(word: str) -> set[str]:
    """Return a word with what it may be the plural of."""
    endings = {"s": "", "es": "", "ies": "y", "ves": "f"}
    return {word} | {word.removesuffix(plural) + one for plural, one in endings.items() if word.endswith(plural)}
