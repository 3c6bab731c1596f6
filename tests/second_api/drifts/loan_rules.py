"""Drifts of the loan rules."""

from copy import deepcopy

from ..calls import Answer, Call
from ..lending import Library
from ..seeds import LOAN_RULES, SEEDED_SHELVES
from ..values import Json, merge
from .drift import drift


@drift("PATCH of the loan rules answers 204 and stores nothing.", "updateLoanRules", "getLoanRules")
class LoanRulesStoreNothing(Library):
    def merge_rules(self, rules: Json, changes: Json) -> None:
        return


@drift(
    "The loan rules are shown changed once, then the default ones again.",
    "updateLoanRules",
    "getLoanRules",
    subtle=True,
)
class LoanRulesForget(Library):
    def get_loan_rules(self, call: Call) -> Answer:
        answer = super().get_loan_rules(call)
        if call.shelf_id not in SEEDED_SHELVES:
            self.loan_rules[call.shelf_id] = deepcopy(LOAN_RULES)
        return answer


@drift(
    "PATCH of the loan rules sets what it does not name to the default, in the reminder too.",
    "updateLoanRules",
    "getLoanRules",
)
class LoanRulesLoseTheRest(Library):
    def merge_rules(self, rules: Json, changes: Json) -> None:
        merge(rules, LOAN_RULES)
        super().merge_rules(rules, changes)


@drift("All new shelves share one set of loan rules.", "updateLoanRules", "getLoanRules")
class LoanRulesAreShared(Library):
    def add_shelf(self, body: Json) -> Json:
        shelf = super().add_shelf(body)
        others = [key for key in self.loan_rules if key not in SEEDED_SHELVES]
        self.loan_rules[shelf["id"]] = self.loan_rules[min(others)]
        return shelf


@drift("PATCH of the loan rules answers 200 and the rules instead of 204 and nothing.", "updateLoanRules")
class LoanRulesAnswer200(Library):
    def update_loan_rules(self, call: Call) -> Answer:
        super().update_loan_rules(call)
        return self.get_loan_rules(call)
