"""Run a production test of each of several apps at the same time. A test cannot be deleted afterwards."""

import asyncio
import sys

from hopae_connect import AsyncHopaeConnect


async def main(client_ids: list[str]) -> None:
    """Test all apps at once, each to its end, and print a line for each report."""
    async with AsyncHopaeConnect() as connect:
        run = connect.production_tests.run
        tests = (run(client_id, title="A test of two stamps", max_stamps=2) for client_id in client_ids)
        reports = await asyncio.gather(*tests)
    for client_id, report in zip(client_ids, reports, strict=True):
        print(f"{client_id}: {report.stats.total_claims} stamps")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
