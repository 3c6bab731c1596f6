"""The kinds of hostile answers, by theme; `faults.catalogue` says what a kind is and what a seed chooses."""
