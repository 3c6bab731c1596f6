"""How a request, a rule or a run ends when it cannot go on.

    Exception
    ├── CouldNotRun    the run ends: nothing may be concluded about the contract
    ├── BudgetSpent    the request was not sent
    ├── NoAnswer       the request was sent in vain
    ├── NotApplicable  the contract offers no way to try the rule
    └── Inconclusive   the rule cannot be exercised on this target
        ├── NotMade    the request was not sent, since it would change what the run did not make
        └── Unsteady   others changed what the rule looks at, between two requests

The message of each is one line that says why.
"""


class CouldNotRun(Exception):
    """The run cannot go on: nothing may be concluded about the contract."""


class BudgetSpent(Exception):
    """The request was not sent, since the run has used up its requests or the things it may create."""


class NoAnswer(Exception):
    """The connection failed, again and again where it was safe to repeat, while others are still answered."""


class Inconclusive(Exception):
    """A rule cannot be exercised on this target."""


class NotMade(Inconclusive):
    """The request was not sent, since it would change or delete what this run did not make."""


class Unsteady(Inconclusive):
    """Others changed what a rule looks at between two requests; another look may succeed."""


class NotApplicable(Exception):
    """A rule does not apply: the spec offers no way to make a disposable thing to try an operation on."""
