"""The only way to the target: the gate with its budgets, and the run that sends and collects through it."""
