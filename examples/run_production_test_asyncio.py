"""Run a production test of each of several apps at the same time. A test cannot be deleted afterwards."""

import asyncio
import sys

from hopae_connect import AuthenticatedClient
from hopae_connect.api.production_tests import create_production_test
from hopae_connect.models import ProductionTestCreate, ProductionTestReport


async def run(client: AuthenticatedClient, client_id: str) -> ProductionTestReport:
    """Create a test of one app and wait for its end."""
    body = ProductionTestCreate(title="A test of two stamps", max_stamps=2)
    created = await create_production_test.asyncio(client_id, client=client, body=body)
    return await create_production_test.await_finished(client_id, created, client=client)


async def main(client_ids: list[str]) -> None:
    """Test all apps at once and print a line for each report."""
    async with AuthenticatedClient() as client:
        reports = await asyncio.gather(*(run(client, client_id) for client_id in client_ids))
    for client_id, report in zip(client_ids, reports, strict=True):
        print(f"{client_id}: {report.stats.total_claims} stamps")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
