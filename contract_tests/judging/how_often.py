"""How often: in how many of the answers that were looked at a finding was seen, and what those have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from contract_tests.judging.compared import AS_BEFORE, AS_MANY, is_of_order
from contract_tests.judging.described import field_at, path_of, shown_elsewhere
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.facts import Facts, facts_of, items_around
from contract_tests.judging.finding import SHAPE, Finding
from contract_tests.judging.in_common import IT_VARIES, accepted_beside, in_common
from contract_tests.judging.looked import group_of
from contract_tests.judging.making import made
from contract_tests.judging.values import listing, number_of
from scripts.spec.spec import Spec

# Beyond that many exchanges nothing more is kept, and it is not said in how many of how many.
MOST_EXCHANGES = 20_000
# What answers to other requests would say nothing about.
ABOUT_ONE_REQUEST = frozenset({"limit", "no-answer", "keys"})
# Where an answer with one status says nothing about those that had to have another one.
OF_STATUSES = frozenset({"status", "error-code"})
OF_ANY_STATUS = "one of "
OF_A_STATUS = re.compile(r"response (\d+) ")
ANY_PLACE, ANY_KIND = "", ""
# So many requests are named that did not show a finding.
FEW_OTHERS = 2
# The rules that hold each answer against others, whoever asked for it.
EVERY_ANSWER = "/every-answer"
# A header, a parameter or a field whose value was refused though it keeps to every limit.
OF_A_REQUEST = re.compile(r"request \w+ /?([\w-]+)")
# Why something was expected so that an answer without the finding is certainly right: others do not have to agree.
SURELY_RIGHT = (
    *("as it was sent", "as it was asked for", "as the request asked for", "which is the default"),
    *(AS_BEFORE, "as in lists before"),
)
# What a rule looked at: its group, or its name where a status is expected, since each rule has its own reason for that,
# and where it reads every answer; the operation that is at fault, the kind of finding, and the place of it.
Look = tuple[str, str, str, str]


class HowOften:
    """Keeps some small facts of every exchange: `how_often.told(finding, numbers)`.

    Args:
        spec: The contract.
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        # By operation, then by the number of the exchange.
        self._facts: dict[str, dict[int, Facts]] = {}
        self._looks: dict[Look, set[int]] = {}
        # By the number of the exchange, the rule that sent it.
        self._rules: dict[int, str] = {}
        # By the number of the exchange, its request.
        self._words: dict[int, str] = {}
        # What answers call the things that requests of the run have made.
        self._made: set[str] = set()
        # How often each idempotency key has come.
        self._uses: Counter[str] = Counter()
        self._left = MOST_EXCHANGES

    def note(
        self, exchange: Exchange, items: frozenset[str] = frozenset(), ordered: frozenset[str] = frozenset()
    ) -> None:
        """Keep the facts of an exchange; `items` and `ordered` are those of its answer."""
        self._left -= 1
        if exchange.operation is not None and self._left >= 0:
            key = exchange.idempotency_key
            if key is not None:
                self._uses[key] += 1
            self._made.update(map(str, made(exchange).values()))
            facts = facts_of(exchange, self._spec, self._uses[key or ""], items, ordered, self._made)
            self._facts.setdefault(exchange.operation.id, {})[exchange.number] = facts
            self._rules[exchange.number], self._words[exchange.number] = exchange.rule, exchange.request_line

    def looked(
        self, exchange: Exchange, rule: str, operation: str, kind: str = ANY_KIND, place: str = ANY_PLACE
    ) -> None:
        """Remember that a rule looked at an exchange for something, whether it was found or not."""
        self._looks.setdefault((_by(rule, kind), operation, kind, place), set()).add(exchange.number)

    def told(self, finding: Finding, numbers: Iterable[int], *, explains: bool) -> Finding:
        """A finding with the number of answers that were looked at, and with what those that show it have in common.

        Args:
            numbers: Those of the exchanges that show it.
            explains: Whether to look for what they have in common, which takes some time.
        """
        seen = set(numbers)
        if not seen or self._left < 0:
            return finding
        facts = self._facts.get(_asked(finding), {})
        looked = self._looked_at(finding, facts, seen)
        if not looked:
            return replace(finding, occurrences=len(seen), common=tuple(_beside(finding, facts, seen)))
        since, others = finding.deviation.since, looked - seen
        # An answer without another one to be held against shows nothing, be it right or wrong.
        is_held_against_another = others and (shown_elsewhere(since)[1] or since.startswith(AS_MANY))
        answers = None if is_held_against_another else len(looked | seen)
        # Where the reason for a refusal is said, what the requests have in common by chance only misleads.
        is_explained = since.startswith("since ")
        common = self._in_common(finding, facts, seen, others) if explains and not is_explained else []
        if is_held_against_another:
            common.append(f"{number_of(len(others), 'other answer')} agreed or had nothing to be held against")
        elif explains and not common and (finding.deviation.kind in OF_STATUSES or not _compares(since)):
            common = self._few_others(seen, others)
        return replace(finding, occurrences=len(seen), answers=answers, common=tuple(common))

    def _few_others(self, seen: set[int], others: set[int]) -> list[str]:
        """The one other request, or the two, that did not show a finding, where those were other requests at all."""
        known = {self._words.get(one) for one in seen}
        different = list(dict.fromkeys(self._words[one] for one in sorted(others) if one in self._words))
        if not 0 < len(others) <= FEW_OTHERS or known.intersection(different):
            return []
        return [f"but not in the answer to {listing(different)}"] if different else []

    def _in_common(self, finding: Finding, facts: dict[int, Facts], seen: set[int], unaffected: set[int]) -> list[str]:
        """What the requests behind the answers that show a finding have in common, or the changes before those."""
        facts = self._of_the_change(finding, facts, seen | unaffected) or facts
        affected, others = ([facts[one] for one in some if one in facts] for some in (seen, unaffected))
        alike = {one.whole for one in affected}
        before = [number for number in unaffected if number in facts and facts[number].whole in alike]
        is_since = bool(before) and max(before) < min(seen)
        field, since = field_at(finding.deviation.place), finding.deviation.since
        # A refusal is as documented as a success, but nothing to compare another status with.
        of_any_status = finding.deviation.kind == "status" and OF_ANY_STATUS in finding.deviation.expected
        compares = _compares(since) or of_any_status
        found = in_common(affected, others, field, compares=compares, is_since=is_since)
        # Another thing may stand in a list by now.
        return [one.removesuffix(IT_VARIES) if items_around(finding.deviation.place) else one for one in found]

    def _of_the_change(self, finding: Finding, reads: dict[int, Facts], numbers: set[int]) -> dict[int, Facts]:
        """For reads that show what another operation changed, the facts of the change before each, by their numbers."""
        if finding.operation == _asked(finding):
            return {}
        changes = [(number, one) for number, one in self._facts.get(finding.operation, {}).items() if one.succeeded]
        found = {
            read: next((one for number, one in reversed(changes) if number < read and one.is_about(reads[read])), None)
            for read in numbers
            if read in reads
        }
        return {read: one for read, one in found.items() if one}

    def _looked_at(self, finding: Finding, facts: dict[int, Facts], seen: set[int]) -> set[int]:
        """The exchanges that would have shown what some do show; none where that cannot be told."""
        deviation = finding.deviation
        if deviation.kind in ABOUT_ONE_REQUEST:
            return set()
        of_a_status = OF_A_STATUS.match(deviation.place)
        fitting = {
            number
            for number, one in facts.items()
            if (one.status == int(of_a_status[1]) if of_a_status else one.authentic)
        }
        # Where a list is empty, no item of it can be wrong.
        around = items_around(deviation.place)
        telling = {number for number in fitting if around <= facts[number].items}
        if is_of_order(deviation.observed):
            telling = {number for number in telling if path_of(deviation.place) in facts[number].ordered}
        if seen & fitting <= telling:
            fitting = telling
        if finding.rule == SHAPE:
            return fitting
        if deviation.kind in OF_STATUSES:
            place = status_place(deviation.place, deviation.expected)
            rules = {finding.rule, *(self._rules.get(one, "") for one in seen)}
            return self._by_any(rules, finding.operation, (deviation.kind,), place)
        # What reads every answer looks for less than a rule of its group that sends requests, which may not see it.
        group = group_of(finding.rule)
        for readers in ({group}, {group, f"{group}{EVERY_ANSWER}"}):
            exactly = self._by_any(readers, finding.operation, (deviation.kind,), deviation.place)
            anywhere = self._by_any(readers, finding.operation, (deviation.kind, ANY_KIND), ANY_PLACE)
            looked = exactly | (anywhere & fitting)
            if seen <= looked:
                break
        return looked

    def _by_any(self, rules: set[str], operation: str, kinds: tuple[str, ...], place: str) -> set[int]:
        """The exchanges at which any of some rules, or groups, looked for something at a place."""
        looks = (self._looks.get((rule, operation, kind, place), set()) for rule in rules for kind in kinds)
        return set[int]().union(*looks)


def _compares(since: str) -> bool:
    """Whether an answer was held against others, so that one without the finding need not be right."""
    return bool(since) and not since.startswith(SURELY_RIGHT)


def _beside(finding: Finding, facts: dict[int, Facts], seen: set[int]) -> list[str]:
    """Of a value that was refused though it keeps to every limit, what was accepted there."""
    deviation, place = finding.deviation, OF_A_REQUEST.fullmatch(finding.deviation.place)
    if deviation.kind != "limit" or not place or not deviation.observed.startswith("refused"):
        return []
    refused = [facts[number] for number in seen if number in facts]
    return accepted_beside(refused, [one for one in facts.values() if one.succeeded], place[1])


def status_place(place: str, expected: str) -> str:
    """The place of a status or a code together with what was expected there."""
    return f"{place} {expected}"


def _by(rule: str, kind: str) -> str:
    """What counts as one that looks: a group of rules, or a single one that expects a status or reads every answer."""
    return rule if kind in OF_STATUSES or rule.endswith(EVERY_ANSWER) else group_of(rule)


def _asked(finding: Finding) -> str:
    """The operation whose answers show a finding; another one may be at fault."""
    operation = finding.evidence[0].operation
    return operation.id if operation else finding.operation
