"""Makes a run on each changed server, and holds the causes that it names against the changes that were made.

for result in results(chosen(["error"]), jobs=2):
    print(result.row())
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from multiprocessing import get_context
from pathlib import Path

from contract_tests.engine.session import contract_run
from contract_tests.mock import MockOptions, serve
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.reading import load_spec
from tests.reports.score.changes import CHANGES, Entry

SETTLE_TIMEOUT_SECONDS = 10.0
ANSWERS_ONLY = "a header that no page documents is no finding, so that the new name is not known"
# What is not said as the set would have it, one by one, and why it stays as it is.
KNOWN = {
    "error-problem-json": "a body and its media type can change without each other",
    "error-details-field": "details may have any field, so that the new name is no finding",
    "key-conflict-422": "one of the operations documents the new status, so that it is found by another rule there",
    "workflow-ids-numbers": "the contract does not say that defaultWorkflowId is a workflowId",
    "app-providers-listed": "which providers are eligible is read from the field that changed; no sign says so",
    "limit-maximum-50": "the status differs, and the finding does not say for which value of the parameter",
    "offset-ignored": "two pages of one item are named, not the parameter that tells them apart",
    "replay-header-renamed": ANSWERS_ONLY,
    "replay-header-and-conflict-status": ANSWERS_ONLY,
    "redirect-uris-not-normalised": "the contract lets a server normalise, and does not demand it: found by no rule",
    "workflow-two-renames": "two fields gone and two new ones in one object are one other object",
    "webhooks-snake-case-and-replaced": "fields that are lost and fields of another style share names",
    "apps-total-and-default-limit": "what contradicts one policy of an operation is one cause",
    "three-200-keys-organization": "the leading finding is that of two requests at once, where the key is not named",
}


@dataclass(frozen=True)
class Result:
    """What a run said of a changed server: its sentences, and the words that each should have held and none did."""

    entry: Entry
    sentences: list[str]
    unsaid: list[list[str]]

    @property
    def good(self) -> bool:
        """Whether each change is one cause, whose sentence says what changed."""
        if self.entry.compatible and not self.sentences:
            return True
        return len(self.sentences) == self.entry.causes and not self.unsaid

    def row(self) -> str:
        """The result in a line, and what was said where that is not good."""
        outcome = "good" if self.good else "known" if self.entry.name in KNOWN else "bad"
        head = f"{outcome:9} {self.entry.name}: {len(self.sentences)} of {self.entry.causes}"
        said = [f"    {sentence}" for sentence in self.sentences]
        unsaid = [f"    not said: {', '.join(words)}" for words in self.unsaid]
        return "\n".join([head, *([] if self.good else [*said, *unsaid])])


def chosen(patterns: Sequence[str]) -> list[str]:
    """The names that fit one of some patterns; all without any."""
    return [one.name for one in CHANGES if not patterns or any(fnmatch(one.name, pattern) for pattern in patterns)]


def results(names: Sequence[str], jobs: int) -> Iterator[Result]:
    """Run the contract on the servers of these names, so many at a time, in their order."""
    entries = {one.name: one for one in CHANGES}
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        # A server cannot be handed from process to process, its name can.
        for name, said in zip(names, pool.map(sentences, names), strict=True):
            yield compared(entries[name], said)


def sentences(name: str) -> list[str]:
    """What a run says of one changed server."""
    entry = next(one for one in CHANGES if one.name == name)
    spec = load_spec()
    options = Options(Budget.for_spec(spec), SETTLE_TIMEOUT_SECONDS, seed=1, generates=False)
    with tempfile.TemporaryDirectory() as folder, serve(entry.change.app(spec)) as url:
        contract_run(spec, Target("mock", url, MockOptions().key), options, Path(folder), io.StringIO())
        causes = json.loads((Path(folder) / "drift.json").read_text(encoding="utf-8"))["causes"]
    return [cause["sentence"] for cause in causes]


def compared(entry: Entry, sentences: list[str]) -> Result:
    """Hold sentences against the words that they should have; each sentence answers for one change."""
    left, unsaid = list(sentences), []
    for words in entry.says:
        fitting = [one for one in left if all(word.lower() in one.replace("`", "").lower() for word in words)]
        if fitting:
            left.remove(fitting[0])
        else:
            unsaid.append(words)
    return Result(entry, sentences, unsaid)
