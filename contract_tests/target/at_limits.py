"""Creations that take every field of a body to its limits, in few bodies; what is refused is reported by its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import evaluate
from contract_tests.judging.making import failures
from contract_tests.judging.requests import eligible_fields
from contract_tests.sending.exceptions import BudgetSpent
from contract_tests.sending.run import Run
from contract_tests.target.combinations import accepted_in_words, pairwise, refused_together
from contract_tests.target.creation import fresh_key, marker_field
from contract_tests.target.texts import is_free_text, one_line, telling_text, with_line_break
from contract_tests.target.within import tied_values, within
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT

if TYPE_CHECKING:
    from contract_tests.target.resources import Resources

# A choice for each field whose values must be eligible; empty for no choice at all.
Pick = dict[str, list[str]]
# Bodies that make something for good: what else does so in a run has to fit into its budget, too.
MOST_FOR_GOOD = 5
# Of the things that a batch can be asked for.
MOST_AT_ONCE = 8


def _few(arrays: list[list[Any]]) -> list[list[Any]]:
    """The first elements of some arrays, two in each, since a thing is made for every one of them."""
    every = [one for array in arrays for one in array]
    once = [one for number, one in enumerate(every) if one not in every[:number]][:MOST_AT_ONCE]
    return [once[start : start + 2] for start in range(0, len(once), 2)]


class Slot(Enum):
    """What a body names of the fields whose values must be eligible."""

    ONE = "one value that was not tried yet"
    ANOTHER = "one more"
    NONE = "no value"
    ALL = "all values that are known to be eligible"


class AtLimits:
    """Takes the body of a creation to its limits: `AtLimits(run, resources, operation, path, choices).create()`.

    Args:
        run: The run to send through.
        resources: What creates.
        operation: The operation that creates.
        path: Path parameters for it.
        choices: By field, values that should be eligible. Which of them are is known once one was accepted.
    """

    def __init__(
        self, run: Run, resources: Resources, operation: Operation, path: dict[str, str], choices: dict[str, list[str]]
    ) -> None:
        self._run, self._resources, self._operation, self._path = run, resources, operation, path
        self._choices = choices
        self._untried: list[Pick] = [pick for pick in picks(choices) if pick]
        self._accepted: list[Pick] = []
        self._marker = marker_field(run.spec, operation)
        # What was refused with a choice and accepted without it: whichever is to blame.
        self._contested: list[tuple[dict[str, Any], Pick]] = []
        self._refusal: Exchange | None = None
        self._has_named = False

    def create(self) -> None:
        """Create with every accepted value of every field, and with pairs of them, in as few bodies as it takes."""
        values = self._values()
        counts = {name: len(found) for name, found in values.items()} | ({"": len(Slot)} if self._choices else {})
        rows = pairwise(counts, self._most(counts))
        # What is known to be eligible comes together once it was accepted by itself.
        rows.sort(key=lambda row: row.get("") == list(Slot).index(Slot.ALL))
        was_accepted = False
        tied = tied_values(self._run.spec, self._operation)
        for number in range(max(len(rows), len(tied))):
            row = rows[number] if number < len(rows) else {}
            named = {name: values[name][index] for name, index in row.items() if name}
            fields = {name: value for name, value in named.items() if value is not ABSENT}
            fields |= tied[number] if number < len(tied) else {}
            was_accepted |= self._create(fields, list(Slot)[row[""]] if "" in row else Slot.NONE)
        self._settle_contested()
        if self._choices and was_accepted and not self._accepted:
            self._cannot_tell("no choice that the target's data call eligible was accepted")
        if left := sum(max(0, count - len(rows)) for name, count in counts.items() if name):
            self._cannot_tell(f"{left} values were not tried, since what they make stays for good")

    def _values(self) -> dict[str, list[Any]]:
        """By field, what is tried: accepted values, and for one that may be left out that, too."""
        found = within(self._run.spec, self._operation)
        if "x-batch" in self._operation.extensions:
            found |= {name: _few(values) for name, values in found.items() if name == self._marker}
        schema = self._run.spec.at(self._operation.request_schema) if self._operation.request_schema else {}
        kept = {*schema.get("required", []), self._marker}
        self._break_lines(found, schema.get("properties", {}))
        # The smallest body leaves it out in any case.
        fit = {name: name not in kept and len(values) < MOST_FOR_GOOD for name, values in found.items()}
        return {name: [*values, ABSENT] if fit[name] else values for name, values in found.items()}

    def _break_lines(self, found: dict[str, list[Any]], schemas: dict[str, Any]) -> None:
        """Put a line break into one text of each field that takes any."""
        for name, values in found.items():
            text = telling_text(schemas[name]) if is_free_text(schemas[name]) else None
            broken = with_line_break(schemas[name]) if text in values else None
            if broken:
                values[values.index(text)] = broken

    def _most(self, counts: dict[str, int]) -> int:
        longest = max(counts.values(), default=0)
        return longest if self._run.spec.is_disposable(self._operation) else min(longest, MOST_FOR_GOOD)

    def _create(self, fields: dict[str, Any], slot: Slot) -> bool:
        """Create with some fields and a choice; report by field why not, where that fails with every choice."""
        candidates = self._candidates(slot)
        for index, pick in enumerate(candidates):
            if self._takes(fields, pick, self._resources.key(self._operation)):
                self._contested += [(fields, refused) for refused in candidates[:index]]
                self._note_accepted(pick)
                return True
            plain = {name: one_line(value) if isinstance(value, str) else value for name, value in fields.items()}
            if plain != fields:
                # What a line break gets is published nowhere.
                if self._takes(plain, pick, self._resources.key(self._operation)):
                    self._note_accepted(pick)
                    return True
                fields = plain
        known = candidates[-1] if candidates[-1] not in self._untried else {}
        self._blame(fields, known)
        return False

    def _settle_contested(self) -> None:
        """Blame what was refused with a choice that is accepted elsewhere, or by itself, if it is refused again."""
        if self._contested and not self._accepted:
            _, pick = self._contested[0]
            self._accepted += [pick] if self._takes({}, pick, self._resources.key(self._operation)) else []
        for fields, pick in self._contested:
            if pick in self._accepted and not self._takes(fields, pick, self._resources.key(self._operation)):
                self._blame(fields, pick)
                return

    def _candidates(self, slot: Slot) -> list[Pick]:
        """Choices to try one after the other, until one is accepted."""
        if slot is Slot.NONE:
            return [{}]
        if slot is Slot.ALL and self._accepted:
            return [self._together()]
        # In the end one that was accepted, or none at all, to tell whether the choices are to blame.
        return [*self._untried, self._accepted[-1] if self._accepted else {}]

    def _note_accepted(self, pick: Pick) -> None:
        if pick in self._untried:
            self._untried = self._untried[self._untried.index(pick) + 1 :]
            self._accepted.append(pick)

    def _together(self) -> Pick:
        """All choices that were accepted by themselves, or that the target made where the field was left out."""
        fields = eligible_fields(self._run.spec, self._operation)
        return {name: self._known(name, eligible) for name, eligible in fields.items() if name in self._choices}

    def _known(self, name: str, eligible: dict[str, Any]) -> list[str]:
        known = {choice for pick in self._accepted for choice in pick.get(name, [])}
        for one in self._resources.created:
            if (one.operation, one.path) == (self._operation, self._path) and name not in one.exchange.request_json:
                chosen = evaluate(eligible["chosen"], one.exchange) if "chosen" in eligible else []
                known |= set(self._choices[name]).intersection(chosen if isinstance(chosen, list) else [])
        return sorted(known)

    def _takes(self, fields: dict[str, Any], pick: Pick, headers: dict[str, str]) -> bool:
        marked = {name: self._resources.marked(self._operation, name, value) for name, value in fields.items()}
        body = self._resources.body(self._operation, **marked, **pick)
        exchange = self._resources.create(self._operation, self._path, body=body, headers=headers)
        taken = exchange.succeeded and not failures(exchange)
        if not taken:
            self._refusal = exchange
        return taken

    def _blame(self, fields: dict[str, Any], pick: Pick) -> None:
        """Report each field of a refused body that is refused by itself, and those that are refused together."""
        rest = [f"request body /{name}" for name in (*fields, *pick)]
        sent = self._refusal.request_headers if self._refusal else {}
        key = next(iter(self._keys_of(sent).values()), None)
        rest += [f"request header {name}" for name in self._keys_of(sent)]

        first = self._refusal

        def is_refused(places: list[str]) -> bool:
            named = {one.rpartition(" ")[2].removeprefix("/") for one in places}
            some, chosen = ({name: one for name, one in of.items() if name in named} for of in (fields, pick))
            is_alike = any("header" in one for one in places)
            headers = self._resources.key(self._operation, like=key) if is_alike else fresh_key(self._operation)
            return not self._takes(some, chosen, headers)

        found = False
        try:
            for culprits in refused_together(rest, is_refused):
                found = True
                self._report(culprits, fields, pick, is_least=True)
        except BudgetSpent:
            # What was refused twice is certain, even if nothing is left to find out what is to blame.
            if self._refusal is not first and not self._has_named:
                self._report(rest, fields, pick, is_least=False)
            raise
        if not found:
            self._cannot_tell("a body was refused, and nothing in it when it was sent again")

    def _report(self, culprits: list[str], fields: dict[str, Any], pick: Pick, *, is_least: bool) -> None:
        self._has_named = True
        exchange, (first, *others) = self._refusal, culprits
        assert exchange is not None
        place = " and ".join([first, *(one.removeprefix("request body ") for one in others)])
        header = self._operation.parameter("header", first.removeprefix("request header "))
        pointer = header.pointer if header else self._operation.request_schema or self._operation.pointer
        sent = {**fields, **pick, **self._keys_of(exchange.request_headers)}
        named = [one.rpartition(" ")[2].removeprefix("/") for one in culprits]
        values = {name: sent[name] for name in named if name in sent}
        expected = accepted_in_words(self._run.spec, self._operation, values, is_least=is_least)
        self._run.differs(exchange, place, expected, exchange.refusal, pointer, "limit")

    def _keys_of(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The idempotency key among the headers of a request."""
        return {name: headers[name] for name in fresh_key(self._operation) if name in headers}

    def _cannot_tell(self, why: str) -> None:
        self._run.cannot_tell(self._run.gate.rule, self._operation.id, why)


def picks(choices: dict[str, list[str]]) -> Iterator[Pick]:
    """Choices to try one after the other; in the end none at all, to tell whether the choices were to blame."""
    for index in range(max(map(len, choices.values()), default=0)):
        yield {name: [found[index % len(found)]] for name, found in choices.items() if found}
    yield {}
