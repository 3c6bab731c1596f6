"""Whether the nightly still runs on its schedule.

GitHub pauses a schedule in a repository where nothing happened for 60 days, and tells nobody but an owner, by mail.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scripts.nightly_run.github import Repository

WORKFLOW = "nightly.yml"
LONGEST_SILENCE = timedelta(days=7)


def pause(repository: Repository, now: datetime) -> str | None:
    """Say why the nightly does not run, or since when; None when it began on schedule within a week.

    Raises:
        GitHubError: GitHub cannot be asked, or refuses.
    """
    workflow = repository.send("GET", f"actions/workflows/{WORKFLOW}").json()
    if workflow["state"] != "active":
        return f"its state is {workflow['state']}; turn it on: gh workflow enable {WORKFLOW}"
    runs = repository.send("GET", f"actions/workflows/{WORKFLOW}/runs?event=schedule&per_page=1").json()
    newest = next(iter(runs["workflow_runs"]), workflow)
    silence = now - datetime.fromisoformat(newest["created_at"])
    if silence <= LONGEST_SILENCE:
        return None
    return f"it has not begun on schedule for {silence.days} days; look at it: gh run list --workflow {WORKFLOW}"
