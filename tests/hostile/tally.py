"""What a server counted in a run, and its way from the server's process to the checks."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

KEPT = 5


@dataclass
class Tally:
    """The server's own numbers.

    `created` are the POSTs that it acted on; `created_unseen` those among them that the contract refuses and that were
    answered with a documented refusal, so that no client can know. `longest_repetition`
    is how often one creation without a key was acted on in a row. `strays` are requests outside of the API,
    `changes` those with a method that the contract does not have there and that would change something.
    """

    requests: int = 0
    created: int = 0
    created_unseen: int = 0
    longest_repetition: int = 0
    elsewhere: int = 0
    elsewhere_with_key: int = 0
    unreadable: int = 0
    strays: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    successes: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def wrong_throughout(self) -> list[str]:
        """The operations whose every success was made wrong."""
        return [name for name, count in self.successes.items() if count and self.wrong[name] == count]

    def dumps(self) -> str:
        return json.dumps(vars(self))

    @staticmethod
    def loads(text: str) -> Tally:
        """The tally of a server's last line."""
        fields = json.loads(text)
        for name in ("successes", "wrong", "applied"):
            fields[name] = Counter(fields[name])
        return Tally(**fields)


def keep(texts: list[str], text: str) -> None:
    """Remember the first few of something."""
    if len(texts) < KEPT:
        texts.append(text[:200])
