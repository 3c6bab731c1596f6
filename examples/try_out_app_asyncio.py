"""Set up an app with a webhook, a workflow and redirect URIs, try it out with a production test, and remove it again.

    python try_out_app_asyncio.py https://shop.example.com

What it made is removed whatever goes wrong on the way; its production test goes with it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from hopae_connect import (
    APIStatusError,
    AsyncHopaeConnect,
    ConfigurationError,
    HopaeConnectError,
    NotFoundError,
    Progress,
    WaitTimeoutError,
)
from hopae_connect.models import App, ProductionTestReport, Workflow

NAME = "Trying out"
EVENTS = ["verification.completed"]
SECONDS = 300.0


@asynccontextmanager
async def app_for_a_while(connect: AsyncHopaeConnect, site: str) -> AsyncGenerator[App]:
    """An app for a web site, which is removed at the end."""
    app = await connect.apps.create(name=NAME)
    print(f"created {app.client_id}")
    try:
        await set_up(connect, app.client_id, site)
        yield await connect.apps.get(app.client_id)
    finally:
        await remove(connect, app.client_id)


async def set_up(connect: AsyncHopaeConnect, client_id: str, site: str) -> None:
    """Give an app redirect URIs, a webhook with a secret, and a workflow that is the default one."""
    uris = [f"{site}/callback", f"{site}/mobile/callback"]
    await connect.apps.redirect_uris.replace(client_id, redirect_uris=uris)
    await connect.apps.update(client_id, default_success_redirect_uri=f"{site}/verified")
    await connect.apps.webhook_config.update(client_id, url=f"{site}/webhooks", enabled=True, events=EVENTS)
    # Whoever receives the events checks their signatures with it.
    rotated = await connect.apps.webhook_config.rotate_secret(client_id)
    print(f"webhooks are signed with a secret of {len(rotated.secret)} characters")
    workflow = await create_workflow(connect, client_id)
    await connect.apps.workflows.set_default(client_id, workflow.workflow_id)


async def create_workflow(connect: AsyncHopaeConnect, client_id: str) -> Workflow:
    """Create a workflow that verifies somebody with what the app has."""
    types = {one.type_ for one in await connect.apps.workflows.list_node_types(client_id)}
    print(f"nodes are of the types {', '.join(sorted(types))}")
    nodes = [{"id": "start", "type": "request", "next": "end"}, {"id": "end", "type": "response"}]
    return await connect.apps.workflows.create(client_id, name="From start to end", entry_node_id="start", nodes=nodes)


def show(app: App) -> None:
    """Print how an app is set up."""
    default = next(one for one in app.workflows if one.workflow_id == app.default_workflow_id)
    print(f"{app.client_id} runs {default.name!r} by default")
    for uri in app.redirect_uris:
        print(f"  sends users back to {uri}")
    enabled = [name for name, provider in app.providers.items() if provider.enabled]
    print(f"  verifies with {', '.join(enabled) or 'nothing'}")


async def try_out(connect: AsyncHopaeConnect, client_id: str) -> ProductionTestReport:
    """Have an app tested, and return the report as it is when the test begins."""
    tests = connect.production_tests
    created = await tests.create(client_id, title=NAME, max_stamps=2)
    # To wait for the stamps as well, there is `tests.run`; who has no provider but the first gets none.
    challenge = await tests.wait_settled(client_id, created, timeout=SECONDS, on_progress=show_progress)
    return await tests.get_report(client_id, challenge.id)


def show_progress(progress: Progress) -> None:
    """Print how far a test has come."""
    print(f"  the test is {progress.state}")


async def remove(connect: AsyncHopaeConnect, client_id: str) -> None:
    """Remove an app, unless somebody has done so already."""
    try:
        await connect.apps.delete(client_id)
    except NotFoundError:
        print(f"{client_id} was gone already")
    else:
        print(f"removed {client_id}")


async def main(site: str) -> int:
    """Try out an app for a web site. Return 0, or 1 with a line on stderr."""
    try:
        async with AsyncHopaeConnect() as connect, app_for_a_while(connect, site) as app:
            show(app)
            report = await try_out(connect, app.client_id)
    except (APIStatusError, WaitTimeoutError, ConfigurationError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except HopaeConnectError as error:
        print(f"error: the API cannot be used: {error}", file=sys.stderr)
        return 1
    print(f"{report.challenge.title!r} has {report.stats.total_claims} stamps so far")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1])))
