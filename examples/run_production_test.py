"""Run a production test of an app to its end and print the report. A test cannot be deleted afterwards."""

import sys

from hopae_connect import HopaeConnect, Progress


def show(progress: Progress) -> None:
    """Print how far the test has come."""
    reached = "" if progress.value is None else f", {progress.value} of {progress.limit} stamps"
    print(f"  {progress.state}{reached}")


def main(client_id: str) -> None:
    """Create a test, wait until it is scheduled and then until its stamps are claimed, and print the report."""
    with HopaeConnect() as connect:
        tests = connect.production_tests
        created = tests.create(client_id, title="A test of two stamps", max_stamps=2)
        print(f"{created.id} is {created.status}")
        challenge = tests.wait_settled(client_id, created, on_progress=show)
        print(f"{challenge.id} runs until {challenge.expires_at:%d %B %Y}")
        report = tests.wait_finished(client_id, created, settled=challenge, on_progress=show)
    print(f"{report.stats.total_claims} stamps, {report.stats.total_participations} participations")
    for provider in report.stats.provider_breakdown:
        print(f"  {provider.provider_name}: {provider.claim_count}")


if __name__ == "__main__":
    main(sys.argv[1])
