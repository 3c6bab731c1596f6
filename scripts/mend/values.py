"""Lists of values that grew, and limits of values that no longer hold."""

from __future__ import annotations

from scripts.codegen.document import child, split
from scripts.mend.finding import Inexpressible, Observation
from scripts.mend.overlay import Action

LIMITS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "format",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
)  # fmt: skip
OPEN_LIST = "x-extensible-enum"


def listed(seen: Observation) -> list[Action]:
    """A value came that is not in the list: it joins the list."""
    new = seen.schema.get("enum", [])
    if not new:
        raise Inexpressible("the value is too long, or no text, to join a list")
    keyword = split(seen.pointer)[-1]
    if keyword == "const":
        raise Inexpressible("a constant tells the branches of a union apart; a new one needs a branch of its own")
    if keyword == "x-error-codes":
        return [Action(f"the code {code} came", seen.path(seen.pointer), {code: {}}) for code in new]
    pointer = seen.pointer if keyword == "enum" else child(seen.pointer, OPEN_LIST)
    description = f"{' and '.join(map(repr, new))} came in {seen.operation_id}"
    # Appending would be an action of its own, but tools differ in what they make of one that appends a text.
    return seen.replaced(pointer, [*seen.document.at(pointer), *new], description)


def loosened(seen: Observation) -> list[Action]:
    """A value breaks a limit: the limit goes."""
    keyword = split(seen.pointer)[-1]
    if keyword not in LIMITS:
        raise Inexpressible(f"it contradicts `{keyword}`, which cannot be loosened by itself")
    return seen.removed(seen.pointer, f"`{keyword}` no longer holds at {seen.place}")
