"""Set up an app from nothing: redirect URIs, a webhook and its secret, and a workflow that becomes the default one."""

import sys

from hopae_connect import HopaeConnect


def main(name: str, site: str) -> None:
    """Create an app for a web site, such as https://shop.example.com, and print what its services need."""
    with HopaeConnect() as connect:
        app = connect.apps.create(name=name)
        connect.apps.redirect_uris.replace(app.client_id, redirect_uris=[f"{site}/callback"])
        connect.apps.update(app.client_id, default_success_redirect_uri=f"{site}/verified")
        connect.apps.webhook_config.update(app.client_id, url=f"{site}/webhooks", enabled=True)
        webhook = connect.apps.webhook_config.rotate_secret(app.client_id)
        nodes = [{"id": "start", "type": "request", "next": "end"}, {"id": "end", "type": "response"}]
        workflow = connect.apps.workflows.create(app.client_id, name="Plain", entry_node_id="start", nodes=nodes)
        connect.apps.workflows.set_default(app.client_id, workflow.workflow_id)
    print(f"CONNECT_CLIENT_ID={app.client_id}")
    print(f"CONNECT_CLIENT_SECRET={app.client_secret}")
    print(f"CONNECT_WEBHOOK_SECRET={webhook.secret}")


if __name__ == "__main__":
    main(*sys.argv[1:])
